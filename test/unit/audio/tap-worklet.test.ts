import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { TAP_FRAME_SAMPLES, type TapFrame } from '../../../preload/contract/media.ts';

/** The 128 samples that the audio thread gives at a time (Web Audio s. 1.4). */
const QUANTUM = 128;

interface Processor {
  readonly port: { onmessage: ((event: { data: unknown; ports: unknown[] }) => void) | null };
  process(inputs: Float32Array[][]): boolean;
}
class TapEnd {
  readonly frames: TapFrame[] = [];
  isClosed = false;
  start(): void { /* the far end of a real port begins to deliver here */ }
  postMessage(frame: TapFrame, transferred?: unknown[]): void {
    expect(transferred).toBeUndefined(); // a buffer that is transferred to another process of Electron does not arrive
    this.frames.push(frame);
  }
  close(): void { this.isClosed = true; }
}

let createProcessor: () => Processor;
beforeAll(async () => {
  const source = await readFile('renderer/audio/tap-worklet.js', 'utf8');
  createProcessor = () => {
    let Registered: (new () => Processor) | null = null;
    // What the audio thread has: nothing of a window, nothing to import.
    runInNewContext(source, {
      Float32Array,
      AudioWorkletProcessor: class { readonly port = { onmessage: null }; },
      registerProcessor: (_name: string, processor: new () => Processor) => { Registered = processor; },
    });
    return new (Registered as unknown as new () => Processor)();
  };
});

function usePort(processor: Processor, reader = 'assist'): TapEnd {
  const end = new TapEnd();
  processor.port.onmessage?.({ data: reader, ports: [end] });
  return end;
}
/** Feeds `count` quanta that count up from `first`. */
function feed(processor: Processor, first: number, count: number): void {
  for (let quantum = 0; quantum < count; quantum += 1) {
    processor.process([[Float32Array.from({ length: QUANTUM }, (_unused, index) => first + quantum * QUANTUM + index)]]);
  }
}

describe('the tap on the audio thread', () => {
  it('cuts its input into frames of the contract\'s length, none lost, none twice', () => {
    const processor = createProcessor();
    const end = usePort(processor);
    feed(processor, 0, 12);
    expect(end.frames.map((frame) => frame.firstSample)).toEqual([0, TAP_FRAME_SAMPLES, 2 * TAP_FRAME_SAMPLES]);
    expect(end.frames.flatMap((frame) => [...frame.pcm])).toEqual(Array.from({ length: 3 * TAP_FRAME_SAMPLES }, (_unused, index) => index));
  });

  it('gives every reader every frame, and each its own port anew', () => {
    const processor = createProcessor();
    const [assist, first, second] = [usePort(processor), usePort(processor, 'recording'), usePort(processor, 'recording')];
    feed(processor, 0, 8);
    expect([assist, first, second].map((end) => end.frames.length)).toEqual([2, 0, 2]);
    expect([assist, first, second].map((end) => end.isClosed)).toEqual([false, true, false]);
  });

  it('counts time from its start: what came before the port is passed over, not put off', () => {
    const processor = createProcessor();
    feed(processor, 0, 8);
    const end = usePort(processor);
    feed(processor, 8 * QUANTUM, 4);
    expect(end.frames.map((frame) => [frame.firstSample, frame.pcm[0]])).toEqual([[2 * TAP_FRAME_SAMPLES, 2 * TAP_FRAME_SAMPLES]]);
  });

  it('gives silence while nothing is connected', () => {
    const processor = createProcessor();
    const end = usePort(processor);
    for (let quantum = 0; quantum < 4; quantum += 1) expect(processor.process([[]])).toBe(true);
    expect(end.frames.map((frame) => frame.pcm.every((sample) => sample === 0))).toEqual([true]);
  });

  it('moves to a new port and closes the one of before', () => {
    const processor = createProcessor();
    const [first, second] = [usePort(processor), usePort(processor)];
    feed(processor, 0, 4);
    expect([first.isClosed, second.isClosed]).toEqual([true, false]);
    expect([first.frames.length, second.frames.length]).toEqual([0, 1]);
  });

  it('ends with the call: closes its ports, and counts the next call from nought', () => {
    const processor = createProcessor();
    const before = [usePort(processor), usePort(processor, 'recording')];
    feed(processor, 0, 6);
    processor.port.onmessage?.({ data: 'stop', ports: [] });
    processor.port.onmessage?.({ data: 'start', ports: [] });
    const after = usePort(processor);
    feed(processor, 0, 4);
    expect(before.map((end) => [end.isClosed, end.frames.length])).toEqual([[true, 1], [true, 1]]);
    expect(after.frames.map((frame) => [frame.firstSample, frame.pcm[0]])).toEqual([[0, 0]]);
  });
});
