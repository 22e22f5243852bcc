import type { RegistrationState } from '../../preload/contract/accounts.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { createEmitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import { LONGEST_RETRY_MS, retryDelayMs } from './registration/refresh.ts';
import { isTrunkAway } from './registration/registration.ts';
import type { CheckOffer } from './call/incoming-refusal.ts';
import { createStrangerCount } from './shim/stranger-count.ts';
import type { SipAccount, SipPhone, SipPhoneFact, WatchList } from './sip-phone.ts';
import { startTrunkLine, type TrunkLine } from './trunk-line.ts';
import { askServiceRecords, type ServiceRecords } from './transport/service-records.ts';
import { systemRoots } from './transport/system-roots.ts';
import { systemLookUp, type LookUp } from './transport/trunk-address.ts';

export interface SipPhoneOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Of the product, for User-Agent. */
  readonly version: string;
  /** Whether the media could answer this offer; without it every offer rings. A refused one gets 488 before anyone hears it. */
  readonly checkOffer?: CheckOffer;
  readonly lookUp?: LookUp;
  readonly serviceRecords?: ServiceRecords;
  /** The authorities that TLS trusts, in PEM; those of the system unless told otherwise. */
  readonly trustedRoots?: () => Promise<readonly string[]>;
  /** 0 to 1, for the jitter of the back-off. */
  readonly random?: () => number;
}

/** A phone for one account. Where its trunk cannot be found or no socket opened, it tries again with a growing pause. */
export function createSipPhone(account: SipAccount, options: SipPhoneOptions): SipPhone {
  const { clock, log, random = Math.random } = options;
  const facts = createEmitter<SipPhoneFact>();
  let line: TrunkLine | null = null;
  let idleState: RegistrationState = { kind: 'unregistered' };
  let retry: Timer | null = null;
  let failedStarts = 0;
  let formerContact: string | null = null;
  let watchList: WatchList = { mailbox: false, extensions: [] };
  let isStopped = false;
  let starting: Promise<Result<void, 'bind-failed' | 'unresolvable'>> | null = null;

  const strangers = createStrangerCount(clock, (total) => facts.emit({ kind: 'stranger-ignored', total }));

  function idle(state: RegistrationState): void {
    idleState = state;
    facts.emit({ kind: 'registration-changed', state });
  }

  function note(fact: SipPhoneFact): void {
    facts.emit(fact);
    // Nobody answers: perhaps because this machine is on another network now.
    if (fact.kind === 'registration-changed' && fact.state.kind === 'failed' && isTrunkAway(fact.state.failure.code)) void follow();
  }

  /** Leaves a socket that no longer leads to the trunk; with calls on it the line moves as it is, without them it begins anew. */
  async function follow(): Promise<void> {
    const old = line;
    if (old === null || !(await old.hasMoved()) || line !== old) return;
    log.info('sip.network-changed', { isBusy: old.isBusy });
    if (old.isBusy) return old.move();
    line = null;
    formerContact = old.boundContact;
    await old.abandon();
    await start();
  }

  async function begin(): Promise<Result<void, 'bind-failed' | 'unresolvable'>> {
    retry?.cancel();
    idle({ kind: 'registering', sinceMs: Math.round(clock.nowMs()) });
    const started = await startTrunkLine(account, { clock, log, random, lookUp: options.lookUp ?? systemLookUp, serviceRecords: options.serviceRecords ?? askServiceRecords(), trustedRoots: options.trustedRoots ?? systemRoots, version: options.version, checkOffer: options.checkOffer ?? (() => success()), onFact: note, onStranger: () => strangers.note(), formerContact });
    if (isStopped && started.ok) {
      await started.value.stop();
      return success();
    }
    if (started.ok) {
      failedStarts = 0;
      line = started.value;
      line.outside.watch(watchList);
      line.register();
      return success();
    }
    failedStarts += 1;
    const delayMs = retryDelayMs(failedStarts, random(), LONGEST_RETRY_MS.silent);
    retry = isStopped ? null : clock.startTimer(delayMs, () => void start());
    idle({ kind: 'failed', failure: started.error, retryAtMs: isStopped ? null : Math.round(clock.nowMs() + delayMs) });
    return started;
  }

  function start(): Promise<Result<void, 'bind-failed' | 'unresolvable'>> {
    if (line !== null || isStopped) return Promise.resolve(success());
    starting ??= begin().finally(() => { starting = null; });
    return starting;
  }

  return {
    get registration() { return line?.registration ?? idleState; },
    get localAddress() { return line?.localAddress ?? null; },
    subscribe: (listener) => facts.subscribe(listener),
    start,
    register() {
      if (line === null) return void start();
      line.register();
      void follow();
    },
    place: (destination, sdp) => line?.place(destination, sdp) ?? notStarted(),
    pickUp: (extension, sdp) => line?.pickUp(extension, sdp) ?? notStarted(),
    watch(list) {
      watchList = list;
      line?.outside.watch(list);
    },
    messagePartyOf: (destination) => line?.outside.messagePartyOf(destination) ?? notStarted(),
    sendMessage: async (uri, text) => (await line?.outside.sendMessage(uri, text)) ?? notStarted(),
    async stop() {
      isStopped = true;
      retry?.cancel();
      strangers.stop();
      const stopping = line;
      line = null;
      await stopping?.stop();
      if (stopping !== null) idle({ kind: 'unregistered' });
    },
  };
}

function notStarted(): ReturnType<typeof failure<'not-started'>> {
  return failure('not-started', 'This line has no connection to its trunk yet.');
}
