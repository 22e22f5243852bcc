import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Puts `bytes` at `file` so that a crash at any moment leaves either the old content or the new, whole. Rejects with the system's error. */
export type DurableWrite = (file: string, bytes: Buffer) => Promise<void>;

/** Call records and tokens concern nobody else on this machine. */
export const PRIVATE_FILE_MODE = 0o600;
export const PRIVATE_FOLDER_MODE = 0o700;

/** Temporary file in the same folder, fsync, rename, fsync of the folder: only then is the name durable too. */
export const writeDurably: DurableWrite = async (file, bytes) => {
  const temporary = `${file}.tmp`;
  try {
    // A leftover of a crash may carry another mode, which `open` would keep.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', PRIVATE_FILE_MODE);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true, recursive: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(file));
};

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders and makes renames durable by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reported an error',
  EMFILE: 'too many files are open',
};

/** "ENOSPC: the disk is full", or the system's own words. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  const words = code === null ? undefined : WORDS[code];
  return words === undefined ? String(error instanceof Error ? error.message : error) : `${code}: ${words}`;
}
