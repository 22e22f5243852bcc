import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { PackageEntry, TakeEntry } from './unpack-package.ts';

const KINDS: Readonly<Record<string, PackageEntry['kind']>> = { 'file': 'file', 'contiguous-file': 'file', 'directory': 'folder' };

/** Hands over the entries of a gzipped tar file one after the other. */
export async function readTarGz(packed: Readable, take: TakeEntry): Promise<void> {
  const entries = extract();
  const read = pipeline(packed, createGunzip(), entries);
  const takeAll = async (): Promise<void> => {
    for await (const entry of entries) await take({ path: entry.header.name, kind: KINDS[entry.header.type ?? 'file'] ?? 'other', content: Readable.from(entry, { objectMode: false }) });
  };
  // What the taker rejects with ends the reading; that the pipeline then breaks off is no news.
  const [taken, gone] = await Promise.allSettled([takeAll(), read]);
  if (taken.status === 'rejected') throw taken.reason;
  if (gone.status === 'rejected') throw gone.reason;
}
