import { TAP_FRAME_SAMPLES, type TapFrame } from '../../../preload/contract/media.ts';
import { advanceEndpointing, finishEndpointing, pieceOf, quiet, type EndpointingEvent, type EndpointingSettings, type EndpointingState, type Pause, type Piece } from './endpointing.ts';
import { createLineBuffer } from './line-buffer.ts';
import type { Pcm16k } from './recogniser.ts';
import type { VoiceStream } from './voice-detector.ts';

const SAMPLES_PER_MS = 16;

export interface LineSettings extends EndpointingSettings {
  /**
   * How much of the line around the speech is recognised with it, silence where the line has nothing: the detector clips first and last sounds.
   * `paddingAfterMs` is at most `pauseMs`, so that a pause and the end it turns out to be are the same sound.
   */
  readonly paddingBeforeMs: number;
  readonly paddingAfterMs: number;
}

/** Speech cut out of the line. */
export interface Sound {
  readonly pcm: Pcm16k;
  readonly speechMs: number;
  /** In samples of `pcm`. */
  readonly pauses: readonly Pause[];
}

/** EndpointingEvent with the sound where there is one; `speaking` comes with every frame of speech once an utterance is open. */
export type LineEvent =
  | { readonly kind: 'opened' | 'resumed' | 'dropped' }
  | { readonly kind: 'speaking'; readonly piece: Piece; readonly cut: () => Sound }
  | { readonly kind: 'paused' | 'closed'; readonly piece: Piece; readonly sound: Sound };

/** One speaker's line: frames go in as they come, what was said comes out. */
export interface SpeakerLine {
  /** Frames are heard one after the other; resolves when this one has been. */
  hear(frame: TapFrame): Promise<void>;
  /** Nothing follows: what was open closes. */
  finish(): Promise<void>;
}

export function createSpeakerLine({ stream, settings, onEvent }: { stream: VoiceStream; settings: LineSettings; onEvent: (event: LineEvent) => void }): SpeakerLine {
  const before = settings.paddingBeforeMs * SAMPLES_PER_MS;
  const after = settings.paddingAfterMs * SAMPLES_PER_MS;
  const buffer = createLineBuffer((settings.longestMs + settings.silenceMs) * SAMPLES_PER_MS + before + after);
  let state: EndpointingState = quiet;
  /** Where the speech before this piece ended: padding does not reach into it. */
  let closedAt = Number.NEGATIVE_INFINITY;
  let last: Promise<void> = Promise.resolve();

  function cut({ startFrame, endFrame, speechMs, pauses }: Piece): Sound {
    const from = Math.max(closedAt, startFrame * TAP_FRAME_SAMPLES - before);
    const pcm = buffer.read(from, endFrame * TAP_FRAME_SAMPLES + after);
    return { pcm, speechMs, pauses: pauses.map((pause) => ({ from: pause.from * TAP_FRAME_SAMPLES - from, to: pause.to * TAP_FRAME_SAMPLES - from })) };
  }

  function tell(event: EndpointingEvent): void {
    if (event.kind !== 'closed' && event.kind !== 'paused') return onEvent({ kind: event.kind });
    onEvent({ kind: event.kind, piece: event.piece, sound: cut(event.piece) });
    if (event.kind === 'closed') closedAt = event.piece.endFrame * TAP_FRAME_SAMPLES;
  }

  function close(): void {
    finishEndpointing(state).forEach(tell);
    state = quiet;
  }

  async function hearFrames(): Promise<void> {
    for (let next = buffer.nextFrame(); next !== null; next = buffer.nextFrame()) {
      const { frame } = next;
      const advanced = advanceEndpointing(state, frame, await stream.probability(next.pcm), settings);
      state = advanced.state;
      advanced.events.forEach(tell);
      if (state.kind === 'quiet' || !state.isSustained || state.endFrame !== frame + 1) continue;
      const piece = pieceOf(state);
      onEvent({ kind: 'speaking', piece, cut: () => cut(piece) });
    }
  }

  /** One after the other, also after one that failed. */
  function next(work: () => Promise<void> | void): Promise<void> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  return {
    hear: ({ firstSample, pcm }) => next(async () => {
      if (buffer.isBeyond(firstSample)) {
        close();
        stream.reset();
      }
      buffer.append(firstSample, pcm);
      await hearFrames();
    }),
    finish: () => next(close),
  };
}
