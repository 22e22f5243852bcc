import type { Readable } from 'node:stream';
import * as yauzl from 'yauzl';
import type { PackageEntry, TakeEntry } from './unpack-package.ts';

const UNIX_TYPE_MASK = 0o170000;
const UNIX_FILE = 0o100000;
const UNIX_FOLDER = 0o040000;

/** Hands over the entries of a zip file one after the other, as its central directory lists them. */
export async function readZip(file: string, take: TakeEntry): Promise<void> {
  const zip = await yauzl.openPromise(file, { strictFileNames: true, validateEntrySizes: true, autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const content: Readable = await zip.openReadStreamPromise(entry);
      await take({ path: entry.fileName, kind: kindOf(entry), content });
    }
  } finally {
    zip.close();
  }
}

/** Folders end in a slash; the upper half of the external attributes is the Unix mode, 0 from systems without one (APPNOTE.TXT 4.4.15). */
function kindOf({ fileName, externalFileAttributes }: yauzl.Entry): PackageEntry['kind'] {
  const type = (externalFileAttributes >>> 16) & UNIX_TYPE_MASK;
  if (fileName.endsWith('/') || type === UNIX_FOLDER) return 'folder';
  return type === 0 || type === UNIX_FILE ? 'file' : 'other';
}
