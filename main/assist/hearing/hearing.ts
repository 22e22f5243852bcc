import type { TapFrame } from '../../../preload/contract/media.ts';
import type { Utterance } from '../../../preload/contract/assist.ts';
import type { CallId, Speaker, UtteranceId } from '../../../preload/contract/primitives.ts';
import { createSpeakerHearing, type SpeakerHearing } from './speaker-hearing.ts';
import { createRecognitionDesk, type Transcriber } from './recognition-desk.ts';
import { endpointingSettings } from './settings.ts';
import type { EndpointingSettings } from './endpointing.ts';
import type { VoiceDetector } from './voice-detector.ts';

export type HearingFact =
  | { readonly kind: 'utterance'; readonly utterance: Utterance }
  | { readonly kind: 'behind'; readonly behindMs: number }
  | { readonly kind: 'broken'; readonly error: unknown };

/** Both speakers of one call, never mixed: frames in, utterances out. */
export interface Hearing {
  hear(speaker: Speaker, frame: TapFrame): Promise<void>;
  /** The tap of this speaker begins anew: its sample count starts over. */
  restartLine(speaker: Speaker): Promise<void>;
  /** Ends open speech and waits for the finals, at most so long; what is not done by then is told as it was last shown. */
  finish(withinMs: number): Promise<void>;
  /** Resolves when no final is waiting. */
  whenFinalsDone(): Promise<void>;
}

export interface HearingOptions {
  readonly callId: CallId;
  readonly detector: VoiceDetector;
  readonly transcriber: Transcriber;
  /** The call's clock. */
  readonly nowMs: () => number;
  readonly onFact: (fact: HearingFact) => void;
  /** What was heard before a restart: numbering goes on after it. */
  readonly transcript?: readonly Utterance[];
  readonly settings?: EndpointingSettings;
  /** No partials: a file is transcribed, nobody watches. */
  readonly hasPartials?: boolean;
}

/** Less than this is no news. */
const BEHIND_STEP_MS = 500;

export function createHearing({ callId, detector, transcriber, nowMs, onFact, transcript = [], settings = endpointingSettings, hasPartials = true }: HearingOptions): Hearing {
  let toldBehindMs = 0;
  const desk = createRecognitionDesk({
    transcriber,
    nowMs,
    onDone(job, recognition, tookMs) {
      speakers[job.speaker].take(job, recognition, tookMs);
      tellBehind();
    },
    onBroken: (error) => onFact({ kind: 'broken', error }),
  });

  function open(speaker: Speaker): SpeakerHearing {
    return createSpeakerHearing({
      speaker, desk, nowMs, settings, hasPartials,
      voice: detector.openStream(),
      firstNumber: nextNumber(callId, speaker, transcript),
      idOf: (number) => `${callId}-${speaker}-${number}` as UtteranceId,
      onUtterance: (utterance) => onFact({ kind: 'utterance', utterance }),
    });
  }
  const speakers: Record<Speaker, SpeakerHearing> = { agent: open('agent'), caller: open('caller') };

  function tellBehind(): void {
    const oldestMs = desk.oldestFinalMs();
    const lateMs = oldestMs === null ? 0 : nowMs() - oldestMs;
    const behindMs = Math.floor(lateMs / BEHIND_STEP_MS) * BEHIND_STEP_MS;
    // A final takes its half second; only a queue of them is a delay.
    const news = behindMs < 2 * BEHIND_STEP_MS ? 0 : behindMs;
    if (news === toldBehindMs) return;
    toldBehindMs = news;
    onFact({ kind: 'behind', behindMs: news });
  }

  return {
    async hear(speaker, frame) {
      await speakers[speaker].hear(frame);
      tellBehind();
    },
    restartLine: (speaker) => speakers[speaker].restartLine(detector.openStream()),
    async finish(withinMs) {
      await Promise.all([speakers.agent.finish(), speakers.caller.finish()]);
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([desk.whenFinalsDone(), new Promise<void>((resolve) => { timer = setTimeout(resolve, withinMs); })]);
      clearTimeout(timer);
      speakers.agent.giveUp();
      speakers.caller.giveUp();
    },
    whenFinalsDone: () => desk.whenFinalsDone(),
  };
}

/** The number after the highest that the transcript has for this speaker; ids are `${callId}-${speaker}-${number}`. */
function nextNumber(callId: CallId, speaker: Speaker, transcript: readonly Utterance[]): number {
  const prefix = `${callId}-${speaker}-`;
  const numbers = transcript.filter(({ utteranceId }) => utteranceId.startsWith(prefix)).map(({ utteranceId }) => Number(utteranceId.slice(prefix.length)));
  return Math.max(0, ...numbers.filter(Number.isInteger)) + 1;
}
