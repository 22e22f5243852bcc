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
