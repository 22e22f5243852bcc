import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TapFrame } from '../../../preload/contract/media.ts';
import { openTaps } from '../../../renderer/audio/taps.ts';

/** A track that says one value for as long as it is asked to. */
class PlayedTrack {
  isCancelled = false;
  closedPieces = 0;
  #controller: ReadableStreamDefaultController<unknown> | null = null;
  #atUs: number;
  constructor(readonly value: number, atUs = 0) { this.#atUs = atUs; }
  read(): ReadableStream<unknown> {
    return new ReadableStream({ start: (controller) => { this.#controller = controller; }, cancel: () => { this.isCancelled = true; } });
  }
  say(pieces: number): void {
    for (let index = 0; index < pieces; index += 1) {
      this.#controller?.enqueue({
        timestamp: this.#atUs, sampleRate: 16_000, numberOfFrames: 160, numberOfChannels: 2,
        copyTo: (into: Float32Array, { planeIndex }: { planeIndex: number }) => into.fill(planeIndex === 0 ? 2 * this.value : 0),
        close: () => { this.closedPieces += 1; },
      });
      this.#atUs += 10_000;
    }
  }
}

class PlayedPort {
  readonly frames: TapFrame[] = [];
  isClosed = false;
  postMessage(frame: TapFrame, transferred?: unknown[]): void {
    expect(transferred).toBeUndefined(); // a buffer that is transferred to another process of Electron does not arrive
    this.frames.push(frame);
  }
  close(): void { this.isClosed = true; }
}

const streamOf = (track: PlayedTrack): MediaStream => ({ getAudioTracks: () => [track] }) as unknown as MediaStream;
const portOf = (port: PlayedPort): MessagePort => port as unknown as MessagePort;
const said = (port: PlayedPort): number[] => port.frames.map(({ pcm }) => pcm[0] ?? Number.NaN);

async function settled(): Promise<void> {
  for (let count = 0; count < 100; count += 1) await turn();
}

beforeEach(() => {
  vi.stubGlobal('MediaStreamTrackProcessor', class {
    readonly readable: ReadableStream<unknown>;
    constructor({ track }: { track: PlayedTrack }) { this.readable = track.read(); }
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('the taps of a call', () => {
  it('give each reader every frame of its speaker, both channels as one, and give every piece back', async () => {
    const taps = openTaps();
    const [caller, agent] = [new PlayedTrack(0.25), new PlayedTrack(0.5)];
    const [assist, recording, ofAgent] = [new PlayedPort(), new PlayedPort(), new PlayedPort()];
    taps.usePort('caller', 'assist', portOf(assist));
    taps.usePort('caller', 'recording', portOf(recording));
    taps.usePort('agent', 'assist', portOf(ofAgent));
    taps.listen('caller', streamOf(caller));
    taps.listen('agent', streamOf(agent));
    for (const track of [caller, agent]) track.say(8);
    await settled();
    expect([said(assist), said(recording), said(ofAgent)]).toEqual([[0.25, 0.25], [0.25, 0.25], [0.5, 0.5]]);
    expect(caller.closedPieces).toBe(8);
  });

  it('count the positions of both speakers from one moment', async () => {
    const taps = openTaps();
    const [caller, agent] = [new PlayedTrack(0.25, 5_000_000), new PlayedTrack(0.5, 6_000_000)];
    const [ofCaller, ofAgent] = [new PlayedPort(), new PlayedPort()];
    taps.usePort('caller', 'assist', portOf(ofCaller));
    taps.usePort('agent', 'assist', portOf(ofAgent));
    taps.listen('caller', streamOf(caller));
    taps.listen('agent', streamOf(agent));
    caller.say(4);
    await settled();
    agent.say(8);
    await settled();
    expect(ofCaller.frames[0]?.firstSample).toBe(0);
    expect(ofAgent.frames[0]?.firstSample).toBe(31 * 512);
  });

  it('let go of a track before another takes its place', async () => {
    const taps = openTaps();
    const [first, second] = [new PlayedTrack(0.25), new PlayedTrack(0.5, 40_000)];
    const port = new PlayedPort();
    taps.usePort('caller', 'assist', portOf(port));
    taps.listen('caller', streamOf(first));
    first.say(4);
    await settled();
    taps.listen('caller', streamOf(second));
    expect(first.isCancelled).toBe(true);
    second.say(8);
    await settled();
    expect(port.frames.map(({ firstSample, pcm }) => [firstSample, pcm[511]])).toEqual([[0, 0.25], [512, 0.5], [1_024, 0.5]]);
  });

  it('move to a new port of the same reader, and close the one of before', async () => {
    const taps = openTaps();
    const track = new PlayedTrack(0.25);
    const [first, second] = [new PlayedPort(), new PlayedPort()];
    taps.usePort('caller', 'assist', portOf(first));
    taps.usePort('caller', 'assist', portOf(second));
    taps.listen('caller', streamOf(track));
    track.say(4);
    await settled();
    expect([first.isClosed, second.isClosed]).toEqual([true, false]);
    expect([first.frames.length, second.frames.length]).toEqual([0, 1]);
  });

  it('end with the call: the tracks are let go of while they still sound, and the ports closed', async () => {
    const taps = openTaps();
    const [caller, agent] = [new PlayedTrack(0.25), new PlayedTrack(0.5)];
    const port = new PlayedPort();
    taps.usePort('caller', 'assist', portOf(port));
    taps.listen('caller', streamOf(caller));
    taps.listen('agent', streamOf(agent));
    taps.close();
    expect([caller.isCancelled, agent.isCancelled, port.isClosed]).toEqual([true, true, true]);
  });

  it('leave the call alone when a track has ended already', () => {
    vi.stubGlobal('MediaStreamTrackProcessor', function refuse() { throw new DOMException('the track has ended', 'InvalidStateError'); });
    expect(() => openTaps().listen('caller', streamOf(new PlayedTrack(0.25)))).not.toThrow();
  });
});
