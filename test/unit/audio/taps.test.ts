import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTaps } from '../../../renderer/audio/taps.ts';

/** What the page asked of the browser's audio. */
let contexts: { isClosed: boolean; isResting: boolean; sources: number }[];

class PlayedContext {
  readonly destination = {};
  readonly audioWorklet = { addModule: async () => undefined };
  readonly #seen = { isClosed: false, isResting: false, sources: 0 };
  constructor() { contexts.push(this.#seen); }
  createMediaStreamSource() {
    this.#seen.sources += 1;
    return { connect: () => undefined, disconnect: () => undefined };
  }
  async resume() { this.#seen.isResting = false; }
  async suspend() { this.#seen.isResting = true; }
  async close() { this.#seen.isClosed = true; }
}

class PlayedNode {
  readonly port = { postMessage: () => undefined };
  connect() { return undefined; }
  disconnect() { return undefined; }
}

beforeEach(() => {
  contexts = [];
  vi.useFakeTimers();
  vi.stubGlobal('AudioContext', PlayedContext);
  vi.stubGlobal('AudioWorkletNode', PlayedNode);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the audio thread of the taps', () => {
  it('rests between calls, and gives way to another one between two calls once it has had forty sources, never during a call', async () => {
    for (let call = 0; call < 20; call += 1) {
      const taps = await openTaps();
      expect(contexts).toMatchObject([{ isClosed: false, isResting: false }]);
      for (const speaker of ['agent', 'caller'] as const) taps.listen(speaker, {} as MediaStream);
      const second = call === 19 ? await openTaps() : null;
      taps.close();
      await vi.advanceTimersByTimeAsync(2_000);
      if (second === null) continue;
      expect(contexts).toMatchObject([{ isClosed: false, isResting: false, sources: 40 }]);
      second.close();
      await vi.advanceTimersByTimeAsync(2_000);
    }
    expect(contexts).toMatchObject([{ isClosed: true, sources: 40 }, { isClosed: false, isResting: true, sources: 0 }]);
    const taps = await openTaps();
    expect(contexts[1]?.isResting).toBe(false);
    taps.close();
    await vi.advanceTimersByTimeAsync(2_000);
  });
});
