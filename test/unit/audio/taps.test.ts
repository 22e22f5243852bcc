import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Taps } from '../../../renderer/audio/taps.ts';

/** What the page asked of the browser's audio. */
let contexts: { isClosed: boolean; isResting: boolean; sources: number; nodes: number }[];

class PlayedContext {
  readonly destination = {};
  readonly audioWorklet = { addModule: async () => undefined };
  readonly #seen = { isClosed: false, isResting: false, sources: 0, nodes: 0 };
  constructor() { contexts.push(this.#seen); }
  createMediaStreamSource() {
    this.#seen.sources += 1;
    return { connect: () => undefined, disconnect: () => undefined };
  }
  noteNode() { this.#seen.nodes += 1; }
  async resume() { this.#seen.isResting = false; }
  async suspend() { this.#seen.isResting = true; }
  async close() { this.#seen.isClosed = true; }
}

class PlayedNode {
  constructor(readonly context: PlayedContext) { context.noteNode(); }
  readonly port = { postMessage: () => undefined };
  connect() { return undefined; }
}

let openTaps: () => Promise<Taps>;
beforeEach(async () => {
  contexts = [];
  vi.useFakeTimers();
  vi.stubGlobal('AudioContext', PlayedContext);
  vi.stubGlobal('AudioWorkletNode', PlayedNode);
  vi.resetModules(); // the thread is the module's
  ({ openTaps } = await import('../../../renderer/audio/taps.ts'));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the audio thread of the taps', () => {
  it('makes two nodes for each call that runs at a time, not for each call', async () => {
    for (let call = 0; call < 5; call += 1) {
      const both = [await openTaps(), await openTaps()];
      for (const taps of both) taps.close();
      await vi.advanceTimersByTimeAsync(2_000);
    }
    expect(contexts).toMatchObject([{ nodes: 4 }]);
  });

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
