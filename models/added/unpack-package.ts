import { createReadStream, createWriteStream } from 'node:fs';
import { open, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { AddModelFailure } from '../../preload/contract/models.ts';
import { readTarGz } from './read-tar.ts';
import { readZip } from './read-zip.ts';

/** One entry of a package, as the package names it. */
export interface PackageEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly content: Readable;
}
/** Takes the entries in their order; what it rejects with ends the reading. */
export type TakeEntry = (entry: PackageEntry) => Promise<void>;

export interface PackageLimits {
  readonly mostFiles: number;
  /** Of all files together, unpacked. */
  readonly mostBytes: number;
}
export const USUAL_LIMITS: PackageLimits = { mostFiles: 256, mostBytes: 4 * 1024 ** 3 };

class Refused extends Error {
  readonly code: AddModelFailure;
  constructor(code: AddModelFailure, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Unpacks a .zip or .tar.gz into `target`, which is empty. What the file is called does not matter: its first bytes do.
 * Refuses the whole package for a path that leads out of it, a link or a device, and for more than the limits, counted as the bytes come and not as the package claims.
 */
export async function unpackPackage(file: string, target: string, limits: PackageLimits = USUAL_LIMITS): Promise<Result<void, AddModelFailure>> {
  let files = 0;
  let bytes = 0;
  const take: TakeEntry = async ({ path, kind, content }) => {
    const parts = safeParts(path);
    if (kind === 'folder') return void content.resume();
    if (kind !== 'file') throw new Refused('model-package-bad', `${path} is a link or a device`);
    if ((files += 1) > limits.mostFiles) throw new Refused('model-too-large', `more than ${limits.mostFiles} files`);
    const place = join(target, ...parts);
    await mkdir(dirname(place), { recursive: true });
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        bytes += chunk.length;
        if (bytes > limits.mostBytes) done(new Refused('model-too-large', `more than ${limits.mostBytes} bytes when unpacked`));
        else done(null, chunk);
      },
    });
    // wx: a package that holds a path twice does not get to write over what was checked.
    await pipeline(content, counted, createWriteStream(place, { flags: 'wx' }));
  };
  try {
    switch (await kindOf(file)) {
      case 'zip': await readZip(file, take); break;
      case 'gzip': await readTarGz(createReadStream(file), take); break;
      case 'bzip2': return failure('model-package-bad', 'This is a .tar.bz2.', { detail: 'a .tar.bz2, as sherpa-onnx has them: unpack it and add the folder' });
      case 'other': return failure('model-package-bad', 'This file is neither a .zip nor a .tar.gz.', { detail: 'its first bytes are those of no such package' });
    }
    return success();
  } catch (error) {
    if (error instanceof Refused) return failure(error.code, 'The package holds what a model does not need.', { detail: error.message });
    return failure('model-package-bad', 'The package cannot be unpacked.', { detail: error instanceof Error ? error.message : String(error) });
  }
}

/** The folders and the name of an entry. Throws where it is not plainly below the package's root on every system. */
function safeParts(path: string): string[] {
  const parts = path.replace(/\/$/, '').split('/').filter((part, index) => !(part === '.' && index === 0));
  const isPlain = (part: string): boolean => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part);
  if (!parts.every(isPlain)) throw new Refused('model-package-bad', `the path ${JSON.stringify(path.slice(0, 200))} leads out of the package`);
  return parts;
}

async function kindOf(file: string): Promise<'zip' | 'gzip' | 'bzip2' | 'other'> {
  const opened = await open(file);
  try {
    const { buffer } = await opened.read(Buffer.alloc(2), 0, 2, 0);
    const start = buffer.toString('latin1');
    if (start === 'PK') return 'zip';
    if (start === 'BZ') return 'bzip2';
    return start === '\x1f\x8b' ? 'gzip' : 'other';
  } finally {
    await opened.close();
  }
}
