import { NOTHING_KNOWN, type AudienceFacts } from './audience.ts';

/** How the agent has judged the cards of an article under an intent so far: -1 (always dismissed) to 1 (always used). */
export interface CardPreference {
  /** null: under no intent. */
  readonly intentId: string | null;
  readonly articleId: string;
  readonly preference: number;
}

/** What is known before a call's first word. */
export interface CallBackground {
  readonly preferences: readonly CardPreference[];
  readonly caller: AudienceFacts;
}

export const NO_BACKGROUND: CallBackground = { preferences: [], caller: NOTHING_KNOWN };
