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
  return { ...words, evidence: evidenceOf(failure, t) };
}

/** The status once, also where the detail begins with it as a status line does. */
function evidenceOf({ sipStatus, detail = '' }: ShownFailure, t: Messages): string | null {
  if (sipStatus === undefined) return detail.trim() === '' ? null : detail.trim();
  const reason = detail.trim().startsWith(`${sipStatus}`) ? detail.trim().slice(String(sipStatus).length).trim() : detail.trim();
  return reason === '' ? t.common.sipStatus(sipStatus) : `${t.common.sipStatus(sipStatus)} · ${reason}`;
}
