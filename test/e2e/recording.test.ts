import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readWav } from '../../main/practice/callers/read-wav.ts';
import { answeredPracticeCall, registered, useApps, type AppSession } from '../support/app-session.ts';
import { fidelityBySecond, resample } from '../support/correlation.ts';
import { toFloat } from '../support/media-speech.ts';
import { AGENT_WAV } from '../support/page-audio.ts';

const PRACTICE = { version: 1, practiceLine: true } as const;
const RATE_HZ = 16_000;
/** Enough to tell one voice from the other, and quickly searched. */
const COMPARED_HZ = 4_000;

interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
  readonly durationMs: number;
}

async function recordingIn(profile: string): Promise<Stereo> {
  const folder = join(profile, 'recordings');
  const [name, ...others] = await readdir(folder);
  expect(others).toEqual([]);
  const bytes = await readFile(join(folder, name ?? ''));
  expect([bytes.toString('latin1', 0, 4), bytes.readUInt32LE(4), bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt32LE(40)]).toEqual(['RIFF', bytes.length - 8, 2, RATE_HZ, bytes.length - 44]);
  const count = (bytes.length - 44) / 4;
  const side = (channel: number): Float32Array => Float32Array.from({ length: count }, (_unused, n) => bytes.readInt16LE(44 + 4 * n + 2 * channel) / 32_768);
  return { left: side(0), right: side(1), durationMs: (count / RATE_HZ) * 1_000 };
}

async function speechOf(file: string): Promise<Float32Array> {
  const wav = readWav(await readFile(file));
  if (wav === null) throw new Error(`${file} is no speech`);
  return resample(toFloat(wav.samples), wav.sampleRateHz, COMPARED_HZ);
}

const peak = (samples: Float32Array): number => samples.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
const recordingOf = async ({ app }: AppSession, callId: string) => {
  const answer = await app.page.evaluate((id) => window.sidetone.request.records.get({ callId: id as never }), callId);
  return answer.ok ? answer.value.record.recording : null;
};

describe('a recorded call', () => {
  const { start, profile } = useApps();

  it('has the caller on the left and the agent on the right, silence while paused, and is played and deleted in the history (T43)', async () => {
    const kept = await profile();
    const session = await start({ profile: kept, provisioning: PRACTICE, microphoneWav: AGENT_WAV });
    const { page } = session.app;
    await registered(session);
    const callId = await answeredPracticeCall(session);
    await page.getByRole('button', { name: 'Record this call' }).click();
    await page.getByText('Recording', { exact: true }).waitFor();
    await sleep(10_000); // the caller lets the agent speak first
    await page.getByRole('button', { name: 'Pause the recording' }).click();
    await page.getByText('Recording paused').waitFor();
    await sleep(2_500);
    await page.getByRole('button', { name: 'Go on recording' }).click();
    await sleep(1_000);
    await page.getByRole('button', { name: /hang up/i }).first().click();
    const audio = await session.watch.until('the end of the file', ({ records }) => records.rows.some((row) => row.callId === callId && row.end !== null), 20_000).then(async () => {
      for (;;) {
        const found = await recordingOf(session, callId);
        if (found !== null && found.durationMs !== null) return found;
        await sleep(50);
      }
    });

    const { left, right, durationMs } = await recordingIn(kept);
    expect(Math.abs(durationMs - (audio.durationMs ?? 0))).toBeLessThan(2);
    expect(audio.pauses).toHaveLength(1);
    const pausedFrom = ((audio.pauses[0]?.fromMs ?? 0) - audio.startedAtMs) / 1_000;
    const pausedTo = ((audio.pauses[0]?.toMs ?? 0) - audio.startedAtMs) / 1_000;
    expect(durationMs / 1_000).toBeGreaterThan(pausedTo);
    const inPause = [left, right].map((side) => peak(side.subarray(Math.ceil((pausedFrom + 0.3) * RATE_HZ), Math.floor((pausedTo - 0.3) * RATE_HZ))));
    expect(inPause).toEqual([0, 0]);

    const lines = await Promise.all([1, 2].map((n) => speechOf(join(process.cwd(), 'main', 'practice', 'callers', `refund-${n}.wav`))));
    const caller = Float32Array.from(lines.flatMap((line) => [...line]));
    const agent = await speechOf(AGENT_WAV);
    const talked = (side: Float32Array): Float32Array => resample(side.subarray(0, Math.floor(pausedFrom * RATE_HZ)), RATE_HZ, COMPARED_HZ);
    // The best second: others begin or end a phrase, or were stretched by the jitter buffer before they were recorded.
    const likeness = (side: Float32Array, source: Float32Array): number => Math.max(...fidelityBySecond(talked(side), source, COMPARED_HZ, 10));
    expect(likeness(left, caller)).toBeGreaterThan(0.9);
    expect(likeness(right, agent)).toBeGreaterThan(0.65);
    expect(likeness(right, caller)).toBeLessThan(0.6);
    expect(likeness(left, agent)).toBeLessThan(0.65);

    await page.getByRole('button', { name: 'Later' }).click();
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('button', { name: /Emma|5550/ }).first().click();
    const player = page.locator('audio[controls]');
    await player.waitFor();
    await expect.poll(() => player.evaluate((element) => (element as HTMLAudioElement).duration)).toBeCloseTo(durationMs / 1_000, 1);
    await page.getByRole('button', { name: 'Delete recording' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await player.waitFor({ state: 'detached' });
    expect(await readdir(join(kept, 'recordings'))).toEqual([]);
  });

  it('is whole after a kill -9, but for the last three seconds', async () => {
    const kept = await profile();
    const session = await start({ profile: kept, provisioning: PRACTICE, microphoneWav: AGENT_WAV });
    await registered(session);
    const callId = await answeredPracticeCall(session);
    await session.app.page.keyboard.press('Control+Shift+R');
    await session.app.page.getByText('Recording', { exact: true }).waitFor();
    await sleep(6_500);
    await session.app.kill();

    const { left, right, durationMs } = await recordingIn(kept);
    expect(durationMs).toBeGreaterThan(3_500);
    expect(Math.max(peak(left), peak(right))).toBeGreaterThan(0.05);
    const again = await start({ profile: kept });
    await expect.poll(() => recordingOf(again, callId)).toMatchObject({ durationMs: Math.floor(durationMs) });
  });
});
