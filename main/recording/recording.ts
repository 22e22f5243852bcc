import { TAP_FRAME_SAMPLES, TAP_RATE_HZ, type TapFrame } from '../../preload/contract/media.ts';
import type { Speaker } from '../../preload/contract/primitives.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { createStereoTimeline, type Side } from './stereo-timeline.ts';
import type { WaveFile } from './wave-file.ts';

const SIDE_OF: Readonly<Record<Speaker, Side>> = { caller: 'left', agent: 'right' };
/** What a kill may cost. */
const WRITE_EVERY_MS = 1_000;
/** Frames come late from a busy page; what is later than this is lost. */
const LATEST_FRAME_SAMPLES = 2 * TAP_RATE_HZ;
/** A disk that is this far behind will not catch up. */
const LONGEST_BACKLOG_SAMPLES = 30 * TAP_RATE_HZ;

/** One call's sound on its way into a file. */
export interface Recording {
  /** A new pair of taps, whose frames count from a start of their own; both count on one clock. */
  attach(): (speaker: Speaker, frame: TapFrame) => void;
  /** Paused, time goes on in silence. */
  setPaused(isPaused: boolean): void;
  /** Writes what is there and closes the file. Resolves with the length of what was written, milliseconds; never rejects. */
  finish(): Promise<number>;
}

/** @param onFailed the file can be written no longer; what it has stays, and nothing more comes */
export function startRecording(file: WaveFile, clock: Clock, onFailed: (error: Error) => void): Recording {
  const timeline = createStereoTimeline(LONGEST_BACKLOG_SAMPLES + LATEST_FRAME_SAMPLES);
  const startedMs = clock.monotonicMs();
  let isPaused = false;
  let takenSamples = 0;
  let writtenSamples = 0;
  let isFailed = false;
  let writing: Promise<void> | null = null;
  let timer: Timer | null = null;

  const elapsedSamples = (): number => Math.floor(((clock.monotonicMs() - startedMs) / 1_000) * TAP_RATE_HZ);

  function fail(error: Error): void {
    if (isFailed) return;
    isFailed = true;
    timer?.cancel();
    onFailed(error);
  }

  /** At most one write at a time: a slow disk keeps one worker of the system busy, never all. */
  function write(untilSample: number): Promise<void> {
    const bytes = timeline.take(untilSample);
    takenSamples = Math.max(takenSamples, untilSample);
    writing = file.append(bytes).then(() => { writtenSamples = takenSamples; }, fail).finally(() => { writing = null; });
    return writing;
  }

  function tick(): void {
    if (isFailed) return;
    const until = elapsedSamples() - LATEST_FRAME_SAMPLES;
    if (writing !== null && until - takenSamples > LONGEST_BACKLOG_SAMPLES) return fail(new Error('the disk is too slow'));
    if (writing === null && until > takenSamples) void write(until);
    timer = clock.startTimer(WRITE_EVERY_MS, tick);
  }

  timer = clock.startTimer(WRITE_EVERY_MS, tick);
  return {
    attach() {
      let originSample: number | null = null;
      return (speaker, frame) => {
        originSample ??= elapsedSamples() - frame.firstSample - TAP_FRAME_SAMPLES;
        if (!isPaused && !isFailed) timeline.place(SIDE_OF[speaker], originSample + frame.firstSample, frame.pcm);
      };
    },
    setPaused(next) { isPaused = next; },
    async finish() {
      timer?.cancel();
      if (writing !== null) await writing;
      if (!isFailed) await write(elapsedSamples());
      isFailed = true; // whatever still comes is too late
      await file.close().catch(() => undefined);
      return Math.round((writtenSamples / TAP_RATE_HZ) * 1_000);
    },
  };
}
