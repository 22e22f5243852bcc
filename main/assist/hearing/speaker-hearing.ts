import type { Utterance } from '../../../preload/contract/assist.ts';
import type { TapFrame } from '../../../preload/contract/media.ts';
import type { Speaker, UtteranceId } from '../../../preload/contract/primitives.ts';
import type { EndpointingEvent, EndpointingSettings, Piece } from './endpointing.ts';
import { createLine, type Line } from './line.ts';
import { cutPiece, positionOf } from './piece-audio.ts';
import type { Job, RecognitionDesk } from './recognition-desk.ts';
import type { JobKind } from './recognition-queue.ts';
import type { Recognition } from './recogniser.ts';
import { PARTIAL_EFFORT, PARTIAL_EVERY_MS } from './settings.ts';
import { confidenceOf, isFinishedSentence, withoutLastWord } from './utterance-text.ts';
import type { VoiceStream } from './voice-detector.ts';

/** One speaker: the line, the utterance that is open, and those whose final is still in work. */
export interface SpeakerHearing {
  hear(frame: TapFrame): Promise<void>;
  restartLine(voice: VoiceStream): Promise<void>;
  finish(): Promise<void>;
  take(job: Job, recognition: Recognition, tookMs: number): void;
  /** Tells the utterances whose final never came, as they were last shown. */
  giveUp(): void;
}

interface Options {
  readonly speaker: Speaker;
  readonly desk: RecognitionDesk;
  readonly voice: VoiceStream;
  readonly nowMs: () => number;
  readonly settings: EndpointingSettings;
  readonly hasPartials: boolean;
  readonly firstNumber: number;
  readonly idOf: (number: number) => UtteranceId;
  readonly onUtterance: (utterance: Utterance) => void;
}

/** An utterance from the moment it is believed in until its final is told. */
interface Pending {
  readonly utteranceId: UtteranceId;
  readonly line: Line;
  startFrame: number;
  endFrame: number;
  shown: Utterance | null;
  isOpen: boolean;
  isPaused: boolean;
  nextPartialMs: number;
  /** The token ids of the last answer about it, of a partial or a pause. */
  draft: readonly number[];
  /** What was made of the pause at this frame: the final, should the pause be the end. */
  atPause: { readonly endFrame: number; readonly recognition: Recognition } | null;
}

export function createSpeakerHearing({ speaker, desk, voice, nowMs, settings, hasPartials, firstNumber, idOf, onUtterance }: Options): SpeakerHearing {
  let number = firstNumber;
  let line = openLine(voice);
  let open: Pending | null = null;
  let earliest = 0;
  const pending = new Map<string, Pending>();

  function openLine(stream: VoiceStream): Line {
    return createLine({ voice: stream, settings, onEvent: takeEvent, onFrame: considerPartial });
  }

  function begin(piece: Piece): Pending {
    const begun: Pending = { utteranceId: idOf(number++), line, startFrame: piece.startFrame, endFrame: piece.endFrame, shown: null, isOpen: true, isPaused: false, draft: [], nextPartialMs: nowMs() + PARTIAL_EVERY_MS - settings.sustainedMs, atPause: null };
    pending.set(begun.utteranceId, begun);
    open = begun;
    return begun;
  }

  function takeEvent(event: EndpointingEvent): void {
    switch (event.kind) {
      case 'opened':
        begin(event.piece);
        return;
      case 'paused':
        if (open === null) return;
        open.isPaused = true;
        queue(open, event.piece, 'pause');
        return;
      case 'resumed':
        if (open === null) return;
        open.isPaused = false;
        open.atPause = null;
        desk.dropUnfinished(open.utteranceId);
        return;
      case 'closed':
        close(open ?? begin(event.piece), event.piece);
        return;
      case 'dropped':
        return;
    }
  }

  function close(utterance: Pending, piece: Piece): void {
    utterance.isOpen = false;
    utterance.endFrame = piece.endFrame;
    open = null;
    if (utterance.atPause?.endFrame === piece.endFrame) tellFinal(utterance, utterance.atPause.recognition);
    else if (!desk.promotePause(utterance.utteranceId, piece.endFrame)) queue(utterance, piece, 'final');
    earliest = positionOf(piece.endFrame);
  }

  function queue(utterance: Pending, piece: Piece, kind: JobKind): void {
    utterance.endFrame = piece.endFrame;
    const { audio, clock } = utterance.line;
    const notBefore = earliest;
    const eager = kind === 'partial' ? null : cutPiece(audio, piece, notBefore, false);
    desk.add({
      utteranceId: utterance.utteranceId, speaker, kind, endFrame: piece.endFrame,
      endMs: clock.callMsAt(positionOf(piece.endFrame)),
      queuedAtMs: nowMs(),
      cut: () => ({ ...(eager ?? cutPiece(audio, piece, notBefore, true)), draft: utterance.draft, isLookedAtAgain: kind !== 'partial' }),
    });
  }

  /** Someone is speaking: the words so far, every now and then. */
  function considerPartial(): void {
    if (open === null || open.isPaused || !hasPartials || nowMs() < open.nextPartialMs) return;
    if (desk.has(open.utteranceId, 'partial') || desk.has(open.utteranceId, 'pause')) return;
    open.nextPartialMs = nowMs() + PARTIAL_EVERY_MS;
    queue(open, { startFrame: open.startFrame, endFrame: Math.floor(line.audio.end / 512), speechMs: settings.sustainedMs, pauses: [], quietUntil: Number.POSITIVE_INFINITY }, 'partial');
  }

  function tell(utterance: Pending, state: Utterance['state'], text: string, confidence: number | null): void {
    if (state === 'final') pending.delete(utterance.utteranceId);
    if (text === '' && utterance.shown === null) return;
    if (state === 'partial' && (text === '' || text === utterance.shown?.text)) return;
    utterance.shown = {
      utteranceId: utterance.utteranceId, speaker, state, text, confidence,
      startMs: utterance.line.clock.callMsAt(positionOf(utterance.startFrame)),
      endMs: utterance.line.clock.callMsAt(positionOf(utterance.endFrame)),
    };
    onUtterance(utterance.shown);
  }

  function takePause(utterance: Pending, endFrame: number, recognition: Recognition): void {
    utterance.atPause = { endFrame, recognition };
    const confidence = confidenceOf(recognition.meanLogProbability);
    if (hasPartials) tell(utterance, 'partial', recognition.text, confidence);
    if (isFinishedSentence(recognition.text, confidence)) void utterance.line.noteFinished(endFrame);
  }

  function tellFinal(utterance: Pending, { text, meanLogProbability }: Recognition): void {
    tell(utterance, 'final', text, confidenceOf(meanLogProbability));
  }

  return {
    hear: (frame) => line.hear(frame, nowMs()),
    async restartLine(stream) {
      await line.finish();
      line = openLine(stream);
      earliest = 0;
    },
    finish: () => line.finish(),
    take(job, recognition, tookMs) {
      const utterance = pending.get(job.utteranceId);
      if (utterance === undefined) return;
      if (job.kind === 'final') return tellFinal(utterance, recognition);
      if (!utterance.isOpen) return;
      utterance.draft = recognition.tokenIds;
      if (job.kind === 'pause') return takePause(utterance, job.endFrame, recognition);
      utterance.nextPartialMs = Math.max(utterance.nextPartialMs, nowMs() - tookMs + PARTIAL_EFFORT * tookMs);
      tell(utterance, 'partial', withoutLastWord(recognition.text), confidenceOf(recognition.meanLogProbability));
    },
    giveUp() {
      for (const utterance of [...pending.values()]) {
        if (utterance.shown === null) pending.delete(utterance.utteranceId);
        else tell(utterance, 'final', utterance.shown.text, utterance.shown.confidence);
      }
    },
  };
}
