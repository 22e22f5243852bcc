import type { Utterance } from '../../../preload/contract/assist.ts';
import { TAP_RATE_HZ, type TapFrame } from '../../../preload/contract/media.ts';
import type { CallId, Speaker } from '../../../preload/contract/primitives.ts';
import type { Clock } from '../../platform/clock.ts';
import { lineSettings } from './settings.ts';
import type { Recogniser } from './recogniser.ts';
import { createRecognitionQueue } from './recognition-queue.ts';
import { createSpeakerLine, type LineSettings, type SpeakerLine } from './speaker-line.ts';
import { createSpeakerTurns, type SpeakerTurns } from './speaker-turns.ts';
import type { VoiceDetector } from './voice-detector.ts';

/** How often it is looked how far behind the speech we are, and how exactly it is told. */
const BEHIND_EVERY_MS = 500;
const BEHIND_STEP_MS = 100;

export interface HearingOptions {
  readonly detector: VoiceDetector;
  readonly recogniser: Recogniser;
  readonly clock: Clock;
  readonly onUtterance: (callId: CallId, utterance: Utterance) => void;
  /** Told when it changes: the age of the oldest speech that is not written yet, 0 when all is. */
  readonly onBehind: (callId: CallId, behindMs: number) => void;
  readonly onFailure: (error: unknown) => void;
  readonly settings?: LineSettings;
}

/** Both speakers of every call, from frames to utterances. */
export interface Hearing {
  /**
   * @param answeredAtMs the zero of the call's clock (epoch ms)
   * @param transcript what was heard before a restart: numbering goes on after it
   */
  beginCall(callId: CallId, answeredAtMs: number, transcript: readonly Utterance[]): void;
  /** A new tap on a speaker; the one before it ends. Frames of an unknown call are dropped. */
  openLine(callId: CallId, speaker: Speaker): (frame: TapFrame) => void;
  /** Writes what was said to the end; what is not written after `limitMs` keeps the words of its last partial. */
  endCall(callId: CallId, limitMs: number): Promise<void>;
}

interface Heard {
  readonly answeredAtMs: number;
  readonly turns: Readonly<Record<Speaker, SpeakerTurns>>;
  readonly lines: Map<Speaker, Line>;
  behindMs: number;
  stopWatching: () => void;
}

interface Line {
  readonly line: SpeakerLine;
  /** The call's time of the first sample, known with the first frame. */
  startMs: number | null;
  /** Samples that came and that the detector has not heard yet. */
  waitingSamples: number;
}

export function createHearing({ detector, recogniser, clock, onUtterance, onBehind, onFailure, settings = lineSettings }: HearingOptions): Hearing {
  const queue = createRecognitionQueue();
  const calls = new Map<CallId, Heard>();

  function createTurns(callId: CallId, speaker: Speaker, transcript: readonly Utterance[]): SpeakerTurns {
    const numbers = transcript.filter((utterance) => utterance.speaker === speaker).map(({ utteranceId }) => Number(utteranceId.split('-').at(-1)));
    return createSpeakerTurns({
      callId, speaker, queue, recogniser, clock, onFailure,
      firstNumber: 1 + Math.max(0, ...numbers.filter(Number.isInteger)),
      lineStartMs: () => calls.get(callId)?.lines.get(speaker)?.startMs ?? 0,
      onUtterance: (utterance) => { if (calls.has(callId)) onUtterance(callId, utterance); },
    });
  }

  function watchBehind(callId: CallId, heard: Heard): void {
    const timer = clock.startTimer(BEHIND_EVERY_MS, () => {
      tellBehind(callId, heard);
      watchBehind(callId, heard);
    });
    heard.stopWatching = () => timer.cancel();
  }

  function tellBehind(callId: CallId, heard: Heard): void {
    const ages = Object.values(heard.turns).flatMap(({ unwritten }) => [...unwritten].map(({ closedAtMs }) => clock.monotonicMs() - closedAtMs));
    const waits = [...heard.lines.values()].map(({ waitingSamples }) => (1_000 * waitingSamples) / TAP_RATE_HZ);
    const behindMs = BEHIND_STEP_MS * Math.floor(Math.max(0, ...ages, ...waits) / BEHIND_STEP_MS);
    if (behindMs === heard.behindMs) return;
    heard.behindMs = behindMs;
    onBehind(callId, behindMs);
  }

  async function hear(heard: Heard, line: Line, frame: TapFrame): Promise<void> {
    line.startMs ??= clock.nowMs() - heard.answeredAtMs - (1_000 * (frame.firstSample + frame.pcm.length)) / TAP_RATE_HZ;
    line.waitingSamples += frame.pcm.length;
    try {
      await line.line.hear(frame);
    } finally {
      line.waitingSamples -= frame.pcm.length;
    }
  }

  return {
    beginCall(callId, answeredAtMs, transcript) {
      calls.get(callId)?.stopWatching();
      const heard: Heard = {
        answeredAtMs, lines: new Map(), behindMs: 0, stopWatching: () => undefined,
        turns: { agent: createTurns(callId, 'agent', transcript), caller: createTurns(callId, 'caller', transcript) },
      };
      calls.set(callId, heard);
      watchBehind(callId, heard);
    },
    openLine(callId, speaker) {
      const heard = calls.get(callId);
      if (heard === undefined) return () => undefined;
      void heard.lines.get(speaker)?.line.finish();
      const line: Line = { startMs: null, waitingSamples: 0, line: createSpeakerLine({ stream: detector.openStream(), settings, onEvent: (event) => heard.turns[speaker].handle(event) }) };
      heard.lines.set(speaker, line);
      return (frame) => {
        if (calls.get(callId) === heard && heard.lines.get(speaker) === line) hear(heard, line, frame).catch(onFailure);
      };
    },
    async endCall(callId, limitMs) {
      const heard = calls.get(callId);
      if (heard === undefined) return;
      let giveUp: () => void = () => undefined;
      const tooLate = new Promise<void>((resolve) => { giveUp = resolve; });
      const timer = clock.startTimer(limitMs, giveUp);
      const allWritten = Promise.all([...heard.lines.values()].map(({ line }) => line.finish()))
        .then(() => Promise.all(Object.values(heard.turns).flatMap(({ unwritten }) => [...unwritten].map(({ written }) => written))));
      await Promise.race([allWritten, tooLate]);
      timer.cancel();
      for (const { unwritten } of Object.values(heard.turns)) for (const entry of [...unwritten]) entry.write(null);
      heard.stopWatching();
      calls.delete(callId);
    },
  };
}
