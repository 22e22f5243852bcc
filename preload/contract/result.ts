/** What the person may do about a failure; the screen turns it into a button. */
export type FailureAction = 'retry' | 'open-account' | 'open-crm' | 'open-audio' | 'allow-unprotected-secrets' | 'trust-certificate';

/**
 * The world was rough: an expected failure, as a value.
 * `code` is kebab-case and stable, the screen translates it; `message` is plain English for logs and screens without a translation.
 */
export interface Failure<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  /** The peer's own words or the system's, as evidence. */
  readonly detail?: string;
  readonly sipStatus?: number;
  readonly retryAfterSec?: number;
  /** The SHA-256 fingerprint of a certificate that was refused, upper-case hexadecimal with colons; `trust-certificate` pins it. */
  readonly certificateSha256?: string;
  readonly action?: FailureAction;
}

export type Result<Value, Code extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure<Code> };

export function success(): Result<void, never>;
export function success<Value>(value: Value): Result<Value, never>;
export function success<Value>(value?: Value): Result<Value | undefined, never> {
  return { ok: true, value };
}

export function failure<Code extends string>(
  code: Code,
  message: string,
  evidence: Omit<Failure<Code>, 'code' | 'message'> = {},
): { readonly ok: false; readonly error: Failure<Code> } {
  return { ok: false, error: { code, message, ...evidence } };
}
