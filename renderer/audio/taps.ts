import type { Speaker } from '../../preload/contract/primitives.ts';
import type { TapFrame, TapReader } from '../../preload/contract/media.ts';
import { framesOf, monoOf } from './breakout-box.ts';
import { createTapLine, type TapLine } from './tap-line.ts';

/** Two taps of one call: the microphone after echo cancellation, the far end after the jitter buffer. Their positions count from the first sound of either. */
export interface Taps {
  /** What a speaker's tap hears from now on. */
  listen(speaker: Speaker, stream: MediaStream): void;
  /** Where a reader gets a speaker's frames from now on; its port of before is closed. */
  usePort(speaker: Speaker, reader: TapReader, port: MessagePort): void;
  close(): void;
}

interface Tap {
  line: TapLine | null;
  /** Of the track that is heard. */
  pieces: ReadableStreamDefaultReader<AudioData> | null;
  readonly ports: Map<TapReader, MessagePort>;
}

/**
 * Reads the tracks themselves. An audio graph would do it on a thread of its own, but of every track that it ever heard the browser keeps what read it
 * (some 80 kB) for as long as the page lives; here a busy page is late, and loses nothing that is not older than seconds.
 */
export function openTaps(): Taps {
  const taps: Readonly<Record<Speaker, Tap>> = { agent: newTap(), caller: newTap() };
  let zeroUs: number | null = null;

  async function carry(tap: Tap, pieces: ReadableStreamDefaultReader<AudioData>): Promise<void> {
    for (;;) {
      const { done, value } = await pieces.read();
      if (done) return;
      zeroUs ??= value.timestamp;
      tap.line ??= createTapLine(zeroUs, (frame) => post(tap, frame));
      if (tap.pieces === pieces) tap.line.take({ atUs: value.timestamp, rateHz: value.sampleRate, samples: monoOf(value) });
      value.close();
    }
  }

  return {
    listen(speaker, stream) {
      const [track] = stream.getAudioTracks();
      const tap = taps[speaker];
      letGo(tap);
      tap.line?.change();
      if (track === undefined) return;
      try {
        tap.pieces = framesOf(track).getReader();
        void carry(tap, tap.pieces).catch(() => undefined); // whatever goes wrong here costs the assist alone
      } catch {
        tap.pieces = null; // it has ended: another one comes, or the call is over
      }
    },
    usePort(speaker, reader, port) {
      const { ports } = taps[speaker];
      ports.get(reader)?.close();
      ports.set(reader, port);
    },
    close() {
      for (const tap of Object.values(taps)) {
        letGo(tap);
        for (const port of tap.ports.values()) port.close();
        tap.ports.clear();
      }
    },
  };
}

const newTap = (): Tap => ({ line: null, pieces: null, ports: new Map() });

/** Before the track ends: of a track whose end it saw first the browser keeps what reads it. */
function letGo(tap: Tap): void {
  void tap.pieces?.cancel().catch(() => undefined);
  tap.pieces = null;
}

/** Copied, not transferred: a buffer that is transferred to another process of Electron arrives as nothing. */
function post({ ports }: Tap, frame: TapFrame): void {
  for (const port of ports.values()) port.postMessage(frame);
}
