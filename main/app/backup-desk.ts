import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import { readBackup, writeBackup } from '../records/backup.ts';
import { describeFileError, writeDurably } from '../records/durable-file.ts';
import type { RecordStore } from '../records/record-store.ts';

/** The profile as one file, out and in again. */
export interface BackupDesk {
  /** false where no place was chosen. */
  backUp(): Promise<Result<{ isChosen: boolean }, 'file-not-written' | 'call-in-progress'>>;
  /** Replaces everything but the secrets, keeps what was there as a backup in the profile, and starts the app anew. */
  restore(): Promise<Result<{ isChosen: boolean }, 'backup-unreadable' | 'backup-newer' | 'file-not-written' | 'store-failed' | 'call-in-progress'>>;
}

interface Dependencies {
  readonly store: RecordStore;
  readonly profile: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly isOnCall: () => boolean;
  /** The system's pickers; null where the person cancels. */
  readonly pickFile: () => Promise<string | null>;
  readonly pickTarget: () => Promise<string | null>;
  readonly restart: () => void;
}

export function createBackupDesk({ store, profile, clock, isOnCall, pickFile, pickTarget, restart }: Dependencies): BackupDesk {
  async function writeTo(file: string): Promise<Result<void, 'file-not-written'>> {
    try {
      await writeDurably(file, await writeBackup(store.read(), Math.round(clock.nowMs())));
      return success();
    } catch (error) {
      return failure('file-not-written', 'The backup could not be written there.', { detail: describeFileError(error) });
    }
  }
  /** To write out thousands of transcripts stops main for longer than a call may notice. */
  const busy = () => failure('call-in-progress', 'A call is running. Try again when it has ended.');

  return {
    async backUp() {
      if (isOnCall()) return busy();
      const file = await pickTarget();
      if (file === null) return success({ isChosen: false });
      const written = await writeTo(file);
      return written.ok ? success({ isChosen: true }) : written;
    },
    async restore() {
      if (isOnCall()) return busy();
      const file = await pickFile();
      if (file === null) return success({ isChosen: false });
      const bytes = await readFile(file).catch((error: unknown) => describeFileError(error));
      if (typeof bytes === 'string') return failure('backup-unreadable', 'The file could not be read.', { detail: bytes });
      const read = await readBackup(bytes);
      if (!read.ok) return read;
      const before = await writeTo(join(profile, `before-restore-${Math.round(clock.nowMs())}.sidetone-backup`));
      if (!before.ok) return before;
      const kept = await store.update(({ secrets }) => ({ ...read.value, secrets }));
      if (!kept.ok) return kept;
      restart();
      return success({ isChosen: true });
    },
  };
}
