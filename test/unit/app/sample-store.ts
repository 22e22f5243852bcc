import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Keyring } from '../../../main/app/secrets.ts';
import { systemClock } from '../../../main/platform/clock.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { openRecordStore } from '../../../main/records/open-record-store.ts';
import type { RecordStore } from '../../../main/records/record-store.ts';

/** A folder that goes when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetone-app-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function openStore(folder: string): Promise<RecordStore> {
  return openRecordStore({ file: join(folder, 'store.json'), clock: systemClock, log: silentLog });
}

export interface FakeKeyring extends Keyring {
  isThere: boolean;
  /** Another key cannot read what this one wrote. */
  key: number;
  isBroken: boolean;
}

/** A keyring that shifts every byte by its key and knows its own work by a first byte. */
export function createFakeKeyring(isThere: boolean): FakeKeyring {
  return {
    isThere, key: 7, isBroken: false,
    isAvailable() { return this.isThere; },
    encrypt(text) {
      if (this.isBroken) throw new Error('the keyring is locked');
      return Buffer.from([this.key, ...Buffer.from(text)].map((byte, index) => (index === 0 ? byte : byte ^ this.key)));
    },
    decrypt(bytes) {
      if (bytes[0] !== this.key) throw new Error('another key');
      return Buffer.from([...bytes.subarray(1)].map((byte) => byte ^ this.key)).toString();
    },
  };
}
