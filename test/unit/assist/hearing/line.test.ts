import { describe, expect, it } from 'vitest';
import type { EndpointingEvent } from '../../../../main/assist/hearing/endpointing.ts';
import { createLine } from '../../../../main/assist/hearing/line.ts';
import { endpointingSettings } from '../../../../main/assist/hearing/settings.ts';
import { TAP_FRAME_SAMPLES } from '../../../../preload/contract/media.ts';

/** A line whose detector takes loud frames for speech. */
function loudIsSpeech() {
  const events: EndpointingEvent[] = [];
  const seen: { frames: number; resets: number } = { frames: 0, resets: 0 };
  const line = createLine({
    settings: endpointingSettings,
    voice: { probability: (frame) => { seen.frames++; return Promise.resolve((frame[0] ?? 0) > 0.1 ? 0.95 : 0.01); }, reset: () => { seen.resets++; } },
    onEvent: (event) => events.push(event),
    onFrame: () => undefined,
  });
  let nowMs = 1_000;
  /** `count` frames of this level from sample `firstSample`, in real time. */
  async function say(level: number, count: number, firstSample: number): Promise<number> {
    for (let frame = 0; frame < count; frame++) {
      nowMs += 32;
      await line.hear({ firstSample: firstSample + frame * TAP_FRAME_SAMPLES, pcm: new Float32Array(TAP_FRAME_SAMPLES).fill(level) }, nowMs);
    }
    return firstSample + count * TAP_FRAME_SAMPLES;
  }
  return { line, events, seen, say, kinds: () => events.map(({ kind }) => kind) };
}

describe("a speaker's line", () => {
  it('finds an utterance and knows when on the call it was spoken', async () => {
    const { line, events, say } = loudIsSpeech();
    let at = await say(0, 20, 0);
    at = await say(0.5, 30, at);
    await say(0, 30, at);
    const closed = events.find((event) => event.kind === 'closed');
    expect(closed).toMatchObject({ piece: { startFrame: 20, endFrame: 50 } });
    expect(line.clock.callMsAt(20 * TAP_FRAME_SAMPLES)).toBe(1_000 + 20 * 32);
  });

  it('does not listen to what lies below the level of speech, before any gain and whatever the detector makes of it (S03, S04)', async () => {
    const events: EndpointingEvent[] = [];
    const line = createLine({ settings: endpointingSettings, voice: { probability: () => Promise.resolve(0.99), reset: () => undefined }, onEvent: (event) => events.push(event), onFrame: () => undefined });
    const levelOf = (dbfs: number): number => 10 ** (dbfs / 20);
    for (let frame = 0; frame < 60; frame++) await line.hear({ firstSample: frame * TAP_FRAME_SAMPLES, pcm: new Float32Array(TAP_FRAME_SAMPLES).fill(levelOf(-63)) }, frame * 32);
    expect(events).toEqual([]);
    for (let frame = 60; frame < 80; frame++) await line.hear({ firstSample: frame * TAP_FRAME_SAMPLES, pcm: new Float32Array(TAP_FRAME_SAMPLES).fill(levelOf(-45)) }, frame * 32);
    expect(events.map(({ kind }) => kind)).toEqual(['opened']);
  });

  it('fills a short gap with silence, so that everything after it keeps its place', async () => {
    const { line, say, seen, kinds } = loudIsSpeech();
    const at = await say(0.5, 10, 0);
    await say(0.5, 10, at + 5 * TAP_FRAME_SAMPLES);
    expect(seen.frames).toBe(25);
    expect([...line.audio.copy(at - 1, at + 1)]).toEqual([0.5, 0]);
    expect(kinds()).toEqual(['opened', 'paused', 'resumed']);
  });

  it('closes what is open and begins anew after a long gap', async () => {
    const { say, seen, kinds, line } = loudIsSpeech();
    const at = await say(0.5, 20, 0);
    await say(0.5, 20, at + 16_000 * 60);
    expect(kinds()).toEqual(['opened', 'closed', 'opened']);
    expect(seen).toEqual({ frames: 40, resets: 1 });
    await line.finish();
    expect(kinds().at(-1)).toBe('closed');
  });

  it('drops frames that it has heard already', async () => {
    const { say, seen } = loudIsSpeech();
    await say(0.5, 5, 0);
    await say(0.5, 5, 0);
    expect(seen.frames).toBe(5);
  });

  it('hears nobody on a line that is all but silent, whatever the detector believes', async () => {
    const events: EndpointingEvent[] = [];
    const line = createLine({ settings: endpointingSettings, voice: { probability: () => Promise.resolve(1), reset: () => undefined }, onEvent: (event) => events.push(event), onFrame: () => undefined });
    for (let frame = 0; frame < 40; frame++) await line.hear({ firstSample: frame * TAP_FRAME_SAMPLES, pcm: new Float32Array(TAP_FRAME_SAMPLES).fill(0.0005) }, frame * 32);
    expect(events).toEqual([]);
  });

  it('hears the next frame also where the detector failed on one', async () => {
    let asked = 0;
    const line = createLine({ settings: endpointingSettings, voice: { probability: () => (asked++ === 0 ? Promise.reject(new Error('no memory')) : Promise.resolve(0)), reset: () => undefined }, onEvent: () => undefined, onFrame: () => undefined });
    const pcm = new Float32Array(TAP_FRAME_SAMPLES);
    await expect(line.hear({ firstSample: 0, pcm }, 0)).rejects.toThrow('no memory');
    await line.hear({ firstSample: 512, pcm }, 32);
    expect(asked).toBe(2);
  });
});
