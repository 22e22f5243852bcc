import { Core, type URI, type UserAgent } from 'sip.js';
import type { Clock, Timer } from '../../platform/clock.ts';
import { LONGEST_RETRY_MS, refreshDelayMs, retryDelayMs } from '../registration/refresh.ts';

/**
 *   asking → active → (refresh) active …
 *      │        └→ ended by the server → asking, at once or after its Retry-After
 *      ├→ refused → asking, or never (RFC 6665 s. 4.1.2.4, 4.1.3)
 *      └→ silent: taken, but no NOTIFY came → asking
 */
export type SubscriptionFact =
  | { readonly kind: 'notified'; readonly body: string }
  /** `sipStatus` is null where a NOTIFY ended it. */
  | { readonly kind: 'refused'; readonly sipStatus: number | null }
  | { readonly kind: 'silent' };

export interface SubscriptionOptions {
  readonly ua: UserAgent;
  readonly target: URI;
  readonly event: 'dialog' | 'message-summary';
  readonly accept: string;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly onFact: (fact: SubscriptionFact) => void;
}

export interface EventSubscription {
  /** Ends it, with a SUBSCRIBE that expires at once where the server knows of it. */
  stop(): void;
}

const EXPIRES_SEC = 1_800;
/** A server that says any of these will say it again: bad request to method not allowed, not acceptable, gone, bad event, not implemented, declined. */
const FINAL_STATUSES = new Set([400, 403, 405, 406, 410, 415, 416, 484, 489, 501, 603, 604]);
/** Reasons in Subscription-State after which no other answer is to be had (RFC 6665 s. 4.1.3). */
const FINAL_REASONS = new Set(['rejected', 'noresource', 'invariant']);
const AT_ONCE_REASONS = new Set(['deactivated', 'timeout']);

/** Keeps one subscription (RFC 6665) alive: asks, refreshes, asks again when it ends. */
export function subscribe({ ua, target, event, accept, clock, random, onFact }: SubscriptionOptions): EventSubscription {
  const core = ua.userAgentCore;
  let request: Core.OutgoingSubscribeRequest | null = null;
  let dialog: Core.Subscription | null = null;
  let timer: Timer | null = null;
  let failures = 0;
  let isStopped = false;

  function ask(): void {
    if (isStopped) return;
    const headers = [`Event: ${event}`, `Expires: ${EXPIRES_SEC}`, `Accept: ${accept}`, `Contact: ${ua.contact.toString()}`];
    const message = core.makeOutgoingRequestMessage(Core.C.SUBSCRIBE, target, core.configuration.aor, target, {}, headers);
    request = core.subscribe(message, {
      onNotify: ({ request: notify, subscription }) => {
        adopt(subscription ?? null);
        take(notify);
      },
      onNotifyTimeout() {
        onFact({ kind: 'silent' });
        askLater(LONGEST_RETRY_MS.refused);
      },
      onReject: ({ message: response }) => refused(response.statusCode ?? 500, response.getHeader('Retry-After')),
      onRedirect: ({ message: response }) => refused(response.statusCode ?? 500, undefined),
    });
  }

  function adopt(subscription: Core.Subscription | null): void {
    dialog = subscription;
    if (dialog === null) return;
    failures = 0;
    dialog.delegate = {
      onNotify: take,
      onTerminated: () => { if (dialog === subscription) dialog = null; },
    };
  }

  function take(notify: Core.IncomingNotifyRequest): void {
    void notify.accept();
    if (isStopped) return;
    const state = readState(notify.message.getHeader('Subscription-State') ?? '');
    if (notify.message.body !== '') onFact({ kind: 'notified', body: notify.message.body });
    if (state.isTerminated) return ended(state);
    refreshLater();
  }

  function ended({ reason, retryAfterSec }: { reason: string; retryAfterSec: number | null }): void {
    dialog = null;
    if (FINAL_REASONS.has(reason)) {
      timer?.cancel();
      return onFact({ kind: 'refused', sipStatus: null });
    }
    // `deactivated` asks for a new subscription at once; a server that always says so must not be asked in a loop.
    if (retryAfterSec !== null) return again(retryAfterSec * 1_000);
    if (AT_ONCE_REASONS.has(reason)) return askLater(LONGEST_RETRY_MS.silent);
    askLater(LONGEST_RETRY_MS.refused);
  }

  function refused(sipStatus: number, retryAfter: string | undefined): void {
    onFact({ kind: 'refused', sipStatus });
    const retryAfterSec = readSec(retryAfter);
    if (FINAL_STATUSES.has(sipStatus) && retryAfterSec === null) return;
    if (retryAfterSec === null) askLater(LONGEST_RETRY_MS.refused);
    else again(retryAfterSec * 1_000);
  }

  function refreshLater(): void {
    timer?.cancel();
    timer = clock.startTimer(refreshDelayMs(dialog?.subscriptionExpires ?? EXPIRES_SEC), () => {
      if (dialog === null) return ask();
      dialog.refresh().delegate = {
        onAccept: () => refreshLater(),
        // Whatever it says, an own new subscription is the cure.
        onReject: ({ message: response }) => {
          dialog?.dispose();
          dialog = null;
          again(readSec(response.getHeader('Retry-After')) === null ? retryDelayMs((failures += 1), random(), LONGEST_RETRY_MS.refused) : (readSec(response.getHeader('Retry-After')) ?? 0) * 1_000);
        },
      };
    });
  }

  function askLater(longestMs: number): void {
    again(retryDelayMs((failures += 1), random(), longestMs));
  }

  function again(delayMs: number): void {
    timer?.cancel();
    if (!isStopped) timer = clock.startTimer(delayMs, ask);
  }

  ask();
  return {
    stop() {
      isStopped = true;
      timer?.cancel();
      request?.waitNotifyStop();
      if (dialog !== null) {
        dialog.unsubscribe();
        dialog.dispose();
      }
      dialog = null;
    },
  };
}

function readState(value: string): { isTerminated: boolean; reason: string; retryAfterSec: number | null } {
  const parameter = (name: string): string | undefined => new RegExp(`;\\s*${name}\\s*=\\s*"?([^;"\\s]+)`, 'i').exec(value)?.[1];
  return { isTerminated: /^\s*terminated\b/i.test(value), reason: parameter('reason')?.toLowerCase() ?? '', retryAfterSec: readSec(parameter('retry-after')) };
}

function readSec(text: string | undefined): number | null {
  const digits = /^\s*(\d{1,6})/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
