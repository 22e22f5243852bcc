import type { RisingQuestion } from './assist.ts';
import { NOTHING_KNOWN, type AudienceFacts } from './audience.ts';

/** How the agent has judged the cards of an article under an intent so far: -1 (always dismissed) to 1 (always used). */
export interface CardPreference {
  /** null: under no intent. */
  readonly intentId: string | null;
  readonly articleId: string;
  readonly preference: number;
}

/** What is known of a call before its next word. */
export interface CallBackground {
  readonly preferences: readonly CardPreference[];
  /** What callers ask more often than before, the most frequent first. */
  readonly rising: readonly RisingQuestion[];
  readonly caller: AudienceFacts;
  /** Those that are being worked through: of a call that goes on after the assist was restarted. */
  readonly checklists: readonly { readonly articleId: string; readonly steps: readonly string[] }[];
}

export const NO_BACKGROUND: CallBackground = { preferences: [], rising: [], caller: NOTHING_KNOWN, checklists: [] };
