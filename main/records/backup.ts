import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { StoreData } from './record-store.ts';
import { BackupContent, describeIssue, STORE_VERSION } from './store-schema.ts';

const FORMAT = 'sidetone-backup';
/** A profile of fifty thousand calls has about a quarter of this. */
const MOST_BYTES = 2 ** 30;

/** Everything in the store but the secrets: those are sealed for this machine, and nobody should carry them in a file. */
export type BackupData = Omit<StoreData, 'secrets'>;

/** The store as one file: JSON, compressed with gzip. */
export async function writeBackup({ secrets: _secrets, ...content }: StoreData, createdAtMs: number): Promise<Buffer> {
  return promisify(gzip)(JSON.stringify({ format: FORMAT, createdAtMs, content }));
}

/** Reads a backup, whole or not at all. Never throws. */
export async function readBackup(bytes: Uint8Array): Promise<Result<BackupData, 'backup-unreadable' | 'backup-newer'>> {
  let read: unknown;
  try {
    read = JSON.parse((await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES })).toString('utf8'));
  } catch {
    return unreadable('it is damaged, or another kind of file');
  }
  const { format, content } = typeof read === 'object' && read !== null ? read as Record<string, unknown> : {};
  if (format !== FORMAT || typeof content !== 'object' || content === null) return unreadable('it is another kind of file');
  const version = 'version' in content ? content.version : null;
  if (typeof version === 'number' && version > STORE_VERSION) return failure('backup-newer', 'The backup was written by a newer Sidetone.');
  const parsed = BackupContent.safeParse(content);
  return parsed.success ? success(parsed.data) : unreadable(describeIssue('', parsed.error));
}

function unreadable(why: string): ReturnType<typeof failure<'backup-unreadable'>> {
  return failure('backup-unreadable', 'The file is no backup that can be used.', { detail: why });
}
