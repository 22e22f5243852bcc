import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { openRecordStore } from '../../main/records/open-record-store.ts';
import { buildProcess } from '../support/build-process.ts';

const ROUNDS = 25;
/** Long enough to see many updates begin and end, at any moment of which the kill may fall. */
const LONGEST_LIFE_MS = 150;

let writer: Awaited<ReturnType<typeof buildProcess>>;
let folder: string;
beforeAll(async () => {
  writer = await buildProcess('test/integration/records-crash-writer.ts');
  folder = await mkdtemp(join(tmpdir(), 'sidetone-crash-'));
});
afterAll(async () => {
  await writer.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Lets the writer run until some time after its first acknowledgement, kills it with SIGKILL and gives what it acknowledged. */
async function writeAndKill(file: string, round: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer.file, file, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  const ended = new Promise<NodeJS.Signals | null>((resolve) => void child.once('close', (_code, signal) => resolve(signal)));
  child.stdout.on('data', (part: Buffer) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST_LIFE_MS);
    printed += part.toString();
  });
  expect(await ended).toBe('SIGKILL');
  return printed.split('\n').slice(0, -1);
}

describe('the record store under kill -9', () => {
  it(`keeps every acknowledged record with its outbox entry, killed ${ROUNDS} times at random moments`, async () => {
    const file = join(folder, 'store.json');
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      acknowledged.push(...await writeAndKill(file, round));
      const store = await openRecordStore({ file, clock: systemClock, log: silentLog });
      expect(store.movedAside).toBeNull();
      const { records, outbox } = store.read();
      const confirmed = records.filter((record) => record.wrapUp === 'confirmed').map(({ callId }) => callId);
      expect(confirmed).toEqual(expect.arrayContaining(acknowledged));
      // One update, one rename: never a confirmed record without its event or an event without its record.
      expect(outbox.map((entry) => entry.callId)).toEqual(confirmed);
      await store.close();
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    expect(await readdir(folder)).toEqual(['store.json', 'store.pages']);
  });
});
