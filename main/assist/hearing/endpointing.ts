/** The length of one frame of the detector. */
export const FRAME_MS = 32;

export interface EndpointingSettings {
  /** The detector's probability from which speech begins, and below which it pauses. */
  readonly startProbability: number;
  readonly keepProbability: number;
  /** So much speech makes an utterance of it; less was a click, a note of music, a cough. */
  readonly sustainedMs: number;
  /** After so much silence what was said is recognised, in case this is the end. */
  readonly pauseMs: number;
  /** So much ends it where the words so far are known to be a whole sentence. */
  readonly finishedSilenceMs: number;
  /** So much silence ends an utterance; less and less of it as the utterance grows towards `longestMs`. */
  readonly silenceMs: number;
  readonly silenceOfLongMs: number;
  /** From here on the silence that ends an utterance shrinks. */
  readonly longFromMs: number;
  /** The recogniser loses its way on more: here an utterance is cut at its longest pause. */
  readonly longestMs: number;
}

/** A run of frames without speech inside an utterance; `to` is the first frame after it. */
export interface Pause {
  readonly from: number;
  readonly to: number;
}

interface Speaking {
  readonly kind: 'speaking';
  readonly startFrame: number;
  /** The frame after the last one with speech. */
  readonly endFrame: number;
  readonly speechFrames: number;
  readonly pauses: readonly Pause[];
  readonly isSustained: boolean;
  /** It went on where a longer turn was cut: what is left of it counts, however short. */
  readonly isContinued: boolean;
  /** What was said before this pause is a whole sentence. */
  readonly isFinished: boolean;
}

/**
 *   quiet ──speech──▶ speaking ──silence──▶ quiet     closed, or dropped where it was not sustained
 *                       │   ▲
 *                       └───┘ too long: closed at its longest pause, speaks on from there
 *
 * A pause that turns out to follow a whole sentence ends it early (noteFinished).
 */
export type EndpointingState = { readonly kind: 'quiet' } | Speaking;

export interface Piece {
  /** The first frame with speech, and the frame after the last. */
  readonly startFrame: number;
  readonly endFrame: number;
  readonly speechMs: number;
  readonly pauses: readonly Pause[];
  /** The frame at which the speaker goes on; Infinity where that is not known to happen. */
  readonly quietUntil: number;
}

export type EndpointingEvent =
  /** Enough speech to believe in an utterance. */
  | { readonly kind: 'opened'; readonly piece: Piece }
  | { readonly kind: 'paused'; readonly piece: Piece }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'closed'; readonly piece: Piece; readonly because: 'silence' | 'too-long' }
  | { readonly kind: 'dropped' };

export const quiet: EndpointingState = { kind: 'quiet' };

/** A pause shorter than this is the closure of a consonant. */
const SHORTEST_PAUSE_FRAMES = 3;

/**
 * One frame further.
 *
 * @param frame the frame's number on the speaker's line; numbers rise by one
 * @param probability the detector's, 0 where the line was too quiet to be listened to
 */
export function advanceEndpointing(state: EndpointingState, frame: number, probability: number, settings: EndpointingSettings): { readonly state: EndpointingState; readonly events: readonly EndpointingEvent[] } {
  if (state.kind === 'quiet') {
    if (probability < settings.startProbability) return { state, events: [] };
    return heardSpeech({ kind: 'speaking', startFrame: frame, endFrame: frame, speechFrames: 0, pauses: [], isSustained: false, isContinued: false, isFinished: false }, frame, settings);
  }
  const isSpeech = probability >= (frame === state.endFrame ? settings.keepProbability : settings.startProbability);
  return isSpeech ? heardSpeech(state, frame, settings) : heardSilence(state, frame, settings);
}

function heardSpeech(state: Speaking, frame: number, settings: EndpointingSettings): ReturnType<typeof advanceEndpointing> {
  const pauseFrames = frame - state.endFrame;
  const pauses = pauseFrames >= SHORTEST_PAUSE_FRAMES && state.speechFrames > 0 ? [...state.pauses, { from: state.endFrame, to: frame }] : state.pauses;
  const speechFrames = state.speechFrames + 1;
  const isSustained = state.isSustained || speechFrames * FRAME_MS >= settings.sustainedMs;
  const next: Speaking = { ...state, endFrame: frame + 1, speechFrames, pauses, isSustained, isFinished: false };
  const events: EndpointingEvent[] = [];
  if (state.isSustained && pauseFrames * FRAME_MS >= settings.pauseMs) events.push({ kind: 'resumed' });
  if (isSustained && !state.isSustained) events.push({ kind: 'opened', piece: pieceOf(next) });
  if ((next.endFrame - next.startFrame) * FRAME_MS < settings.longestMs) return { state: next, events };
  return cutAtLongestPause(next, events);
}

function heardSilence(state: Speaking, frame: number, settings: EndpointingSettings): ReturnType<typeof advanceEndpointing> {
  const silenceMs = (frame + 1 - state.endFrame) * FRAME_MS;
  const enoughMs = enoughSilenceMs((state.endFrame - state.startFrame) * FRAME_MS, settings);
  const isEnough = silenceMs >= (state.isFinished ? Math.min(enoughMs, settings.finishedSilenceMs) : enoughMs);
  if (!state.isSustained) {
    if (!isEnough) return { state, events: [] };
    return { state: quiet, events: [state.isContinued && state.speechFrames > 1 ? { kind: 'closed', piece: pieceOf(state), because: 'silence' } : { kind: 'dropped' }] };
  }
  const isFreshPause = silenceMs >= settings.pauseMs && silenceMs - FRAME_MS < settings.pauseMs;
  const events: EndpointingEvent[] = isFreshPause ? [{ kind: 'paused', piece: pieceOf(state) }] : [];
  if (!isEnough) return { state, events };
  return { state: quiet, events: [...events, { kind: 'closed', piece: pieceOf(state), because: 'silence' }] };
}

/** Adaptive silence: a long turn ends at a shorter pause, so that it is seldom cut within a word. */
export function enoughSilenceMs(pieceMs: number, { silenceMs, silenceOfLongMs, longFromMs, longestMs }: EndpointingSettings): number {
  const share = Math.min(1, Math.max(0, (pieceMs - longFromMs) / (longestMs - longFromMs)));
  return silenceMs + share * (silenceOfLongMs - silenceMs);
}

/** Nobody paused in time: the longest pause of the later half is the end, and what follows it goes on as a turn of its own. */
function cutAtLongestPause(state: Speaking, events: EndpointingEvent[]): ReturnType<typeof advanceEndpointing> {
  const middle = (state.startFrame + state.endFrame) / 2;
  const later = state.pauses.filter((pause) => pause.from >= middle);
  const longest = later.reduce<Pause | null>((best, pause) => (best === null || pause.to - pause.from >= best.to - best.from ? pause : best), null);
  const cut = longest ?? { from: state.endFrame, to: state.endFrame };
  const isAfter = (pause: Pause): boolean => pause.from >= cut.to;
  const silentAfter = state.pauses.filter(isAfter).reduce((sum, pause) => sum + pause.to - pause.from, 0);
  const speechAfter = state.endFrame - cut.to - silentAfter;
  const head: Speaking = { ...state, endFrame: cut.from, speechFrames: state.speechFrames - speechAfter, pauses: state.pauses.filter((pause) => pause.to <= cut.from) };
  const rest: Speaking = { kind: 'speaking', startFrame: cut.to, endFrame: state.endFrame, speechFrames: speechAfter, pauses: state.pauses.filter(isAfter), isSustained: false, isContinued: true, isFinished: false };
  return { state: rest, events: [...events, { kind: 'closed', piece: pieceOf(head, cut.to), because: 'too-long' }] };
}

/** What an utterance is so far. */
function pieceOf({ startFrame, endFrame, speechFrames, pauses }: Speaking, quietUntil = Number.POSITIVE_INFINITY): Piece {
  return { startFrame, endFrame, speechMs: speechFrames * FRAME_MS, pauses, quietUntil };
}

/**
 * What was said before the pause at `endFrame` is a whole sentence: the utterance ends as soon as the pause has lasted `finishedSilenceMs`.
 * Nothing where somebody has gone on speaking by now.
 *
 * @param frameCount the frames heard so far
 */
export function noteFinished(state: EndpointingState, endFrame: number, frameCount: number, settings: EndpointingSettings): ReturnType<typeof advanceEndpointing> {
  if (state.kind === 'quiet' || state.endFrame !== endFrame || !state.isSustained) return { state, events: [] };
  if ((frameCount - endFrame) * FRAME_MS < settings.finishedSilenceMs) return { state: { ...state, isFinished: true }, events: [] };
  return { state: quiet, events: [{ kind: 'closed', piece: pieceOf(state), because: 'silence' }] };
}

/** The end of the call: what was open closes here. */
export function finishEndpointing(state: EndpointingState): readonly EndpointingEvent[] {
  if (state.kind === 'quiet') return [];
  return [state.isSustained || state.isContinued ? { kind: 'closed', piece: pieceOf(state), because: 'silence' } : { kind: 'dropped' }];
}
