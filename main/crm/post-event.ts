import { Webhook } from 'standardwebhooks';
import type { Clock } from '../platform/clock.ts';
import type { CrmTarget } from './endpoint.ts';
import { describeNetworkError } from './network-error.ts';
import { retryAfterMs } from './retry-delay.ts';

/** What became of one attempt. `error` is evidence for a person: the status and the beginning of the answer, or the network's failure. */
export type AttemptOutcome =
  | { readonly kind: 'delivered'; readonly httpStatus: number }
  /** 410: the receiver will never want it (Standard Webhooks). */
  | { readonly kind: 'gone'; readonly httpStatus: number; readonly error: string }
  | { readonly kind: 'refused'; readonly httpStatus: number; readonly error: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'unreachable'; readonly error: string }
  /** We stopped it ourselves; whether it arrived is unknown. */
  | { readonly kind: 'aborted' };

const ATTEMPT_TIMEOUT_MS = 15_000;
const EVIDENCE_CHARACTERS = 200;
/** UTF-8 takes up to four bytes a character. */
const EVIDENCE_BYTES = 4 * EVIDENCE_CHARACTERS;

/** Posts one event, signed with the time of this attempt (Standard Webhooks: `webhook-id`, `-timestamp`, `-signature`). Never rejects. */
export async function postEvent(
  dependencies: { readonly fetch: typeof fetch; readonly clock: Clock },
  attempt: { readonly target: CrmTarget; readonly entryId: string; readonly body: string; readonly stopSignal: AbortSignal },
): Promise<AttemptOutcome> {
  const { clock } = dependencies;
  const { target, entryId, body, stopSignal } = attempt;
  const timeout = new AbortController();
  const timer = clock.startTimer(ATTEMPT_TIMEOUT_MS, () => timeout.abort());
  try {
    const signedAtMs = clock.nowMs();
    const response = await dependencies.fetch(target.url, {
      method: 'POST',
      // A redirect could lead the personal data anywhere.
      redirect: 'manual',
      signal: AbortSignal.any([stopSignal, timeout.signal]),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Sidetone',
        'webhook-id': entryId,
        'webhook-timestamp': String(Math.floor(signedAtMs / 1_000)),
        'webhook-signature': new Webhook(target.secret).sign(entryId, new Date(signedAtMs), body),
      },
      body,
    });
    return await readOutcome(response, clock.nowMs());
  } catch (error) {
    if (stopSignal.aborted) return { kind: 'aborted' };
    if (timeout.signal.aborted) return { kind: 'unreachable', error: `no answer within ${ATTEMPT_TIMEOUT_MS / 1_000} s` };
    return { kind: 'unreachable', error: describeNetworkError(error) };
  } finally {
    timer.cancel();
  }
}

async function readOutcome(response: Response, nowMs: number): Promise<AttemptOutcome> {
  const { status: httpStatus } = response;
  if (response.ok) {
    // Delivered whatever else it says; a failure to hang up politely changes nothing.
    await response.body?.cancel().catch(() => undefined);
    return { kind: 'delivered', httpStatus };
  }
  const error = `${httpStatus}${response.statusText === '' ? '' : ` ${response.statusText}`}${await readEvidence(response)}`;
  if (httpStatus === 410) return { kind: 'gone', httpStatus, error };
  const isAskingForPatience = httpStatus === 429 || httpStatus === 503;
  return { kind: 'refused', httpStatus, error, retryAfterMs: isAskingForPatience ? retryAfterMs(response.headers.get('retry-after'), nowMs) : null };
}

/** ": " and the first characters of the answer, on one line; empty when it has none or does not finish sending them. */
async function readEvidence(response: Response): Promise<string> {
  if (response.status >= 300 && response.status < 400) return ': redirects are not followed';
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    while (bytes < EVIDENCE_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      bytes += value.length;
    }
    await reader.cancel();
  } catch {
    // The status is the answer; its text was only to help a person.
  }
  const text = Buffer.concat(parts).toString('utf8').replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, EVIDENCE_CHARACTERS);
  return text === '' ? '' : `: ${text}`;
}
