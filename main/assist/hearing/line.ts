import { TAP_FRAME_SAMPLES, type TapFrame } from '../../../preload/contract/media.ts';
import { advanceEndpointing, finishEndpointing, FRAME_MS, noteFinished, quiet, type EndpointingEvent, type EndpointingSettings, type EndpointingState } from './endpointing.ts';
import { createLineAudio, type LineAudio } from './line-audio.ts';
import { createLineClock, type LineClock } from './line-clock.ts';
import { isAudible } from './loudness.ts';
import type { VoiceStream } from './voice-detector.ts';

const KEPT_SAMPLES = 45 * 16_000;
/** A shorter gap is filled with silence; after a longer one the line begins anew. */
const LONGEST_FILLED_FRAMES = Math.round(2_000 / FRAME_MS);

/** One speaker's line: takes frames, finds utterances, keeps the sound and the time. */
export interface Line {
  readonly audio: LineAudio;
  readonly clock: LineClock;
  /** Frames in the order of their arrival; each is done when the promise resolves. Frames that overlap earlier ones are dropped. */
  hear(frame: TapFrame, nowMs: number): Promise<void>;
  /** What was said before the pause at this frame is a whole sentence: it need not wait for much silence. */
  noteFinished(endFrame: number): Promise<void>;
  /** Ends what is open. */
  finish(): Promise<void>;
}

interface LineOptions {
  readonly voice: VoiceStream;
  readonly settings: EndpointingSettings;
  readonly onEvent: (event: EndpointingEvent) => void;
  /** A frame was heard; frames are numbered from 0 without gaps, positions are 512 times that. */
  readonly onFrame: () => void;
}

export function createLine({ voice, settings, onEvent, onFrame }: LineOptions): Line {
  const audio = createLineAudio(KEPT_SAMPLES);
  const clock = createLineClock();
  const silence = new Float32Array(TAP_FRAME_SAMPLES);
  let endpointing: EndpointingState = quiet;
  let frameCount = 0;
  /** The tap's own count of the sample that should come next. */
  let expectedSample: number | null = null;
  let turn: Promise<void> = Promise.resolve();

  async function takeFrame(pcm: Float32Array): Promise<void> {
    audio.append(pcm);
    const probability = await voice.probability(pcm);
    const frame = frameCount++;
    move(advanceEndpointing(endpointing, frame, isAudible(pcm) ? probability : 0, settings));
    onFrame();
  }

  function move({ state, events }: ReturnType<typeof advanceEndpointing>): void {
    endpointing = state;
    for (const event of events) onEvent(event);
  }

  const closeOpen = (): void => move({ state: quiet, events: finishEndpointing(endpointing) });

  async function take({ firstSample, pcm }: TapFrame, nowMs: number): Promise<void> {
    const missingFrames = expectedSample === null ? 0 : Math.round((firstSample - expectedSample) / TAP_FRAME_SAMPLES);
    if (missingFrames < 0) return;
    expectedSample = firstSample + TAP_FRAME_SAMPLES;
    const isAfterGap = missingFrames > LONGEST_FILLED_FRAMES;
    if (isAfterGap) {
      closeOpen();
      voice.reset();
    } else {
      for (let missing = 0; missing < missingFrames; missing++) await takeFrame(silence);
    }
    clock.noteArrival(audio.end + TAP_FRAME_SAMPLES, nowMs, isAfterGap);
    await takeFrame(pcm);
  }

  /** The detector has a memory: one frame after the other. */
  function inTurn(work: () => Promise<void> | void): Promise<void> {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  }

  return {
    audio,
    clock,
    hear: (frame, nowMs) => inTurn(() => take(frame, nowMs)),
    noteFinished: (endFrame) => inTurn(() => move(noteFinished(endpointing, endFrame, frameCount, settings))),
    finish: () => inTurn(closeOpen),
  };
}
