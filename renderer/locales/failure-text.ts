import type { Notice } from '../../preload/contract/app.ts';
import type { Messages } from './en.ts';
import type { FailureWords } from './failure-words.ts';

/** A failure as a snapshot carries it; every Failure of a Result is one. */
export type ShownFailure = Notice['failure'];

export interface FailureText extends FailureWords {
  /** The peer's own words and status, or null when there were none. */
  readonly evidence: string | null;
}

/** What happened, what to do, and the evidence. A code that this page has no words for is told in main's own. */
export function failureText(failure: ShownFailure, t: Messages): FailureText {
  const known: Readonly<Record<string, FailureWords | undefined>> = t.failures;
  const words = known[failure.code] ?? { what: failure.message, next: '' };
  const evidence = [failure.sipStatus === undefined ? null : t.common.sipStatus(failure.sipStatus), failure.detail ?? null].filter((part) => part !== null && part.trim() !== '');
  return { ...words, evidence: evidence.length === 0 ? null : evidence.join(' · ') };
}
