import { describe, expect, it } from 'vitest';
import { startRecording } from '../../../main/recording/recording.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const FRAME = 512;
const loud = (value: number): Float32Array => new Float32Array(FRAME).fill(value);

function setUp(append: (bytes: Buffer) => Promise<void> = async () => undefined) {
  const clock = createFakeClock();
  const written: Buffer[] = [];
  const failures: string[] = [];
  const recording = startRecording({ async append(bytes) { await append(bytes); written.push(bytes); }, close: async () => undefined }, clock, (error) => failures.push(error.message));
  return { clock, written, failures, recording, samples: () => Buffer.concat(written).length / 4, at: (n: number) => [Buffer.concat(written).readInt16LE(4 * n), Buffer.concat(written).readInt16LE(4 * n + 2)] };
}

describe('a recording', () => {
  it('is as long as the time it ran, with the caller on the left and the agent on the right', async () => {
    const { clock, recording, samples, at } = setUp();
    const take = recording.attach();
    await clock.advanceAsync(1_000);
    take('caller', { firstSample: 0, pcm: loud(0.5) });
    take('agent', { firstSample: 0, pcm: loud(-0.5) });
    expect(await recording.finish()).toBe(1_000);
    expect(samples()).toBe(16_000);
    expect(at(15_999)).toEqual([16_384, -16_383]);
    expect(at(15_000)).toEqual([0, 0]);
  });

  it('keeps two voices of one clock side by side, however late one of them comes', async () => {
    const { clock, recording, at } = setUp();
    const take = recording.attach();
    await clock.advanceAsync(100);
    take('caller', { firstSample: 0, pcm: loud(0.5) });
    await clock.advanceAsync(900);
    take('agent', { firstSample: 0, pcm: loud(0.5) });
    await recording.finish();
    const origin = 1_600 - FRAME;
    expect([at(origin - 1), at(origin), at(origin + FRAME - 1), at(origin + FRAME)]).toEqual([[0, 0], [16_384, 16_384], [16_384, 16_384], [0, 0]]);
  });

  it('goes on at the right time when the page was loaded anew and its taps count from nought', async () => {
    const { clock, recording, at } = setUp();
    await clock.advanceAsync(500);
    recording.attach()('caller', { firstSample: 8_000, pcm: loud(0.25) });
    await clock.advanceAsync(500);
    recording.attach()('caller', { firstSample: 0, pcm: loud(0.5) });
    await recording.finish();
    expect([at(7_999), at(15_999)]).toEqual([[8_192, 0], [16_384, 0]]);
  });

  it('is silent while paused, and keeps its time', async () => {
    const { clock, recording, samples, at } = setUp();
    const take = recording.attach();
    recording.setPaused(true);
    await clock.advanceAsync(1_000);
    take('caller', { firstSample: 0, pcm: loud(0.5) });
    recording.setPaused(false);
    await clock.advanceAsync(1_000);
    take('caller', { firstSample: 16_000, pcm: loud(0.5) });
    await recording.finish();
    expect(samples()).toBe(32_000);
    expect([at(15_999), at(31_999)]).toEqual([[0, 0], [16_384, 0]]);
  });

  it('writes every second, so that a kill costs no more than the last three', async () => {
    const { clock, written, recording } = setUp();
    for (let second = 0; second < 10; second += 1) await clock.advanceAsync(1_000);
    expect(Buffer.concat(written).length / 4).toBeGreaterThanOrEqual(7 * 16_000);
    await recording.finish();
  });

  it('says that the disk is full, once, and keeps what was written', async () => {
    let left = 2;
    const { clock, recording, failures, samples } = setUp(async () => { if ((left -= 1) < 0) throw new Error('ENOSPC: no space left on device, write'); });
    for (let second = 0; second < 10; second += 1) await clock.advanceAsync(1_000);
    expect(failures).toEqual(['ENOSPC: no space left on device, write']);
    expect(await recording.finish()).toBe((samples() / 16_000) * 1_000);
  });

  it('gives up a disk that is half a minute behind', async () => {
    const { clock, recording, failures } = setUp(() => new Promise(() => undefined));
    const take = recording.attach();
    for (let second = 0; second < 40; second += 1) {
      await clock.advanceAsync(1_000);
      take('caller', { firstSample: second * 16_000, pcm: loud(0.5) });
    }
    expect(failures).toEqual(['the disk is too slow']);
  });
});
