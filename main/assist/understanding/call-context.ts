import type { IntentFinding, Utterance } from '../../../preload/contract/assist.ts';
import { NO_BACKGROUND, type CallBackground } from '../../../preload/contract/call-background.ts';
import { noCards, type CardState } from './suggestion-policy.ts';

/** What is known of one call while it runs. */
export interface CallContext {
  readonly background: CallBackground;
  readonly utterances: ReadonlyMap<string, Utterance>;
  readonly intents: readonly IntentFinding[];
  readonly cards: CardState;
  /** The steps of the articles that were shown and not dismissed, by article. */
  readonly checklists: ReadonlyMap<string, readonly string[]>;
  /** The text of an utterance when it last caused a look into the articles, so that a grown partial is not asked about at every word. */
  readonly askedText: ReadonlyMap<string, string>;
}

export function newCallContext(transcript: readonly Utterance[], background: CallBackground = NO_BACKGROUND): CallContext {
  return { background, utterances: new Map(transcript.map((utterance) => [utterance.utteranceId, utterance])), intents: [], cards: noCards, checklists: new Map(background.checklists.map(({ articleId, steps }) => [articleId, steps])), askedText: new Map() };
}

const UTTERANCES_BEFORE = 2;
/** Further back it is about something else. */
const MOST_WORDS_BEFORE = 30;

/** The last words of the two utterances before this one, whoever said them; "" at the start of a call. */
export function wordsBefore(utterances: readonly Utterance[], { startMs }: Utterance): string {
  const before = utterances.filter((other) => other.state === 'final' && other.startMs < startMs).sort((a, b) => a.startMs - b.startMs).slice(-UTTERANCES_BEFORE);
  return before.flatMap(({ text }) => text.split(/\s+/)).filter((word) => word !== '').slice(-MOST_WORDS_BEFORE).join(' ');
}
