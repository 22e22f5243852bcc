import type { Failure } from '../../../preload/contract/result.ts';
import type { FlowFailure, FlowFailureCode } from '../transport/flow.ts';

export type RegistrationFailureCode = 'wrong-password' | 'password-missing' | 'unknown-user' | 'forbidden' | 'server-failed' | 'registration-failed' | FlowFailureCode;

/** A refused or unanswered REGISTER: what to say, and whether trying again by ourselves may help. */
export interface RegistrationFailure {
  readonly failure: Failure<RegistrationFailureCode>;
  readonly canRetry: boolean;
}

export interface RegisterOutcome {
  readonly sipStatus: number;
  readonly reason: string;
  readonly retryAfterSec: number | null;
  /** Whether the refused request carried credentials. */
  readonly hadCredentials: boolean;
}

/** 401 and 407 come here only after credentials were refused or where we have none to offer. A wrong password is never tried again by ourselves: registrars lock such addresses out. */
export function registrationFailureOf(outcome: RegisterOutcome): RegistrationFailure {
  const { sipStatus, reason, retryAfterSec } = outcome;
  const evidence = { detail: `${sipStatus} ${reason}`.trim(), sipStatus, ...(retryAfterSec === null ? {} : { retryAfterSec }) };
  switch (sipStatus) {
    case 401:
    case 407:
      if (!outcome.hadCredentials) return { canRetry: false, failure: { code: 'password-missing', message: 'The server asks for a password in a way that this account cannot answer.', ...evidence, action: 'open-account' } };
      return { canRetry: false, failure: { code: 'wrong-password', message: 'The server does not accept this user name and password.', ...evidence, action: 'open-account' } };
    case 403:
      return outcome.hadCredentials
        ? { canRetry: false, failure: { code: 'wrong-password', message: 'The server refuses this user name and password.', ...evidence, action: 'open-account' } }
        : { canRetry: false, failure: { code: 'forbidden', message: 'The server refuses to register this account.', ...evidence, action: 'open-account' } };
    case 404:
    case 604:
      return { canRetry: false, failure: { code: 'unknown-user', message: 'The server does not know this user.', ...evidence, action: 'open-account' } };
    case 408:
      return unreachable('The server does not answer.', evidence);
    default:
      return { canRetry: true, failure: { code: sipStatus >= 500 && sipStatus < 600 ? 'server-failed' : 'registration-failed', message: 'The server could not register this account.', ...evidence, action: 'retry' } };
  }
}

/** Nobody answers at the trunk's address: a timeout, or the system's own word for it. */
export function unreachable(message: string, evidence: { detail: string; sipStatus?: number }): RegistrationFailure {
  return { canRetry: true, failure: { code: 'registrar-unreachable', message, ...evidence, action: 'retry' } };
}

/** There is no connection over which to register. A certificate that a person must judge is not shown to them every few seconds; one that time alone makes bad or good is. */
export function connectionFailureOf(failure: FlowFailure): RegistrationFailure {
  return { canRetry: !failure.code.startsWith('certificate-') || failure.code === 'certificate-out-of-date', failure };
}
