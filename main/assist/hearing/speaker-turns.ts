import type { Utterance } from '../../../preload/contract/assist.ts';
import { UtteranceId, type CallId, type Speaker } from '../../../preload/contract/primitives.ts';
import type { Clock } from '../../platform/clock.ts';
import { FRAME_MS, type Piece } from './endpointing.ts';
import { withoutLastWord } from './held-back.ts';
import { recogniseSound } from './recognise-sound.ts';
import type { Recogniser, Recognition } from './recogniser.ts';
import type { PendingRecognition, RecognitionQueue, Urgency } from './urgent-queue.ts';
import type { LineEvent, Sound } from './speaker-line.ts';

/** A partial comes no sooner after the last than this, and than three times as long as the last one took. */
const PARTIAL_EVERY_MS = 700;
const PARTIAL_REST_RATIO = 3;

export interface SpeakerTurnsOptions {
  readonly callId: CallId;
  readonly speaker: Speaker;
  /** The number of the speaker's first utterance. */
  readonly firstNumber: number;
  readonly queue: RecognitionQueue;
  readonly recogniser: Recogniser;
  readonly clock: Clock;
  /** Where on the call's clock the line's first sample lies; asked when a turn opens. */
  readonly lineStartMs: () => number;
  readonly onUtterance: (utterance: Utterance) => void;
  /** A recognition failed; the utterance keeps the words of its last partial. */
  readonly onFailure: (error: unknown) => void;
}

interface Turn {
  readonly utteranceId: UtteranceId;
  readonly lineStartMs: number;
  shownText: string;
  nextPartialAtMs: number;
  partial: PendingRecognition | null;
  /** The recognition of all that was said up to a pause that may be the end. */
  pause: { readonly endFrame: number; readonly pending: PendingRecognition } | null;
  isClosed: boolean;
}

/** An utterance that ended and is not written yet. */
export interface Unwritten {
  readonly closedAtMs: number;
  /** Writes it with the words of its last partial, if it must not wait any longer. */
  write(recognition: Recognition | null): void;
  readonly written: Promise<void>;
}

/** One speaker's turns: what the line heard becomes utterances, partial while they last and final in the end. */
export interface SpeakerTurns {
  readonly unwritten: ReadonlySet<Unwritten>;
  handle(event: LineEvent): void;
}

export function createSpeakerTurns({ callId, speaker, firstNumber, queue, recogniser, clock, lineStartMs, onUtterance, onFailure }: SpeakerTurnsOptions): SpeakerTurns {
  let nextNumber = firstNumber;
  let turn: Turn | null = null;
  const unwritten = new Set<Unwritten>();

  function openTurn(): Turn {
    const utteranceId = UtteranceId.parse(`${callId}-${speaker}-${nextNumber++}`);
    return { utteranceId, lineStartMs: lineStartMs(), shownText: '', nextPartialAtMs: clock.monotonicMs() + PARTIAL_EVERY_MS, partial: null, pause: null, isClosed: false };
  }

  function request(sound: Sound, urgency: Urgency, onTook: (ms: number) => void = () => undefined): PendingRecognition {
    return queue.request({
      speaker, urgency,
      async recognise(signal) {
        const startedAtMs = clock.monotonicMs();
        const recognition = await recogniseSound(recogniser, sound, signal);
        onTook(clock.monotonicMs() - startedAtMs);
        return recognition;
      },
    });
  }

  function show({ utteranceId, lineStartMs: zeroMs }: Turn, state: Utterance['state'], piece: Piece, text: string, meanLogProbability: number | null): void {
    const atMs = (frame: number): number => Math.round(zeroMs + frame * FRAME_MS);
    const confidence = meanLogProbability === null ? null : Math.min(1, Math.exp(meanLogProbability));
    onUtterance({ utteranceId, speaker, state, text, startMs: atMs(piece.startFrame), endMs: atMs(piece.endFrame), confidence });
  }

  async function showPartial(of: Turn, piece: Piece, pending: PendingRecognition, textOf: (text: string) => string): Promise<void> {
    const recognition = await pending.done.catch((error: unknown) => { onFailure(error); return null; });
    if (recognition === null || of.isClosed) return;
    const text = textOf(recognition.text);
    if (text === '' || text === of.shownText) return;
    of.shownText = text;
    show(of, 'partial', piece, text, recognition.meanLogProbability);
  }

  function requestPartial(of: Turn, piece: Piece, sound: Sound): void {
    const pending = request(sound, 'partial', (tookMs) => { of.nextPartialAtMs = clock.monotonicMs() + Math.max(PARTIAL_EVERY_MS, PARTIAL_REST_RATIO * tookMs) - tookMs; });
    of.partial = pending;
    void showPartial(of, piece, pending, withoutLastWord).finally(() => { if (of.partial === pending) of.partial = null; });
  }

  function requestPause(of: Turn, piece: Piece, sound: Sound): void {
    of.partial?.cancel();
    of.pause?.pending.cancel();
    const pending = request(sound, 'pause');
    of.pause = { endFrame: piece.endFrame, pending };
    void showPartial(of, piece, pending, (text) => text);
  }

  async function finish(of: Turn, piece: Piece, sound: Sound): Promise<void> {
    of.isClosed = true;
    of.partial?.cancel();
    const early = of.pause?.endFrame === piece.endFrame ? of.pause.pending : null;
    if (early === null) of.pause?.pending.cancel();
    early?.promote();
    const entry = awaitWriting(of, piece);
    try {
      entry.write(await early?.done ?? await request(sound, 'final').done);
    } catch (error) {
      onFailure(error);
      entry.write(null);
    }
  }

  function awaitWriting(of: Turn, piece: Piece): Unwritten {
    let settle: () => void = () => undefined;
    const entry: Unwritten = {
      closedAtMs: clock.monotonicMs(),
      written: new Promise((resolve) => { settle = resolve; }),
      write(recognition) {
        if (!unwritten.delete(entry)) return;
        const text = recognition?.text ?? of.shownText;
        if (text !== '' || of.shownText !== '') show(of, 'final', piece, text, recognition?.meanLogProbability ?? null);
        settle();
      },
    };
    unwritten.add(entry);
    return entry;
  }

  return {
    unwritten,
    handle(event) {
      switch (event.kind) {
        case 'opened':
          turn ??= openTurn();
          return;
        case 'speaking':
          if (turn !== null && turn.partial === null && clock.monotonicMs() >= turn.nextPartialAtMs) requestPartial(turn, event.piece, event.cut());
          return;
        case 'paused':
          if (turn !== null) requestPause(turn, event.piece, event.sound);
          return;
        case 'closed':
          void finish(turn ?? openTurn(), event.piece, event.sound);
          turn = null;
          return;
        case 'resumed':
        case 'dropped':
          return;
      }
    },
  };
}
