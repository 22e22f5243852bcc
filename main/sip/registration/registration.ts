import type { RegistrationState } from '../../../preload/contract/accounts.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { Flow } from '../transport/flow.ts';
import type { TrunkServers } from '../transport/trunk-servers.ts';
import { LONGEST_RETRY_MS, refreshDelayMs, retryDelayMs } from './refresh.ts';
import { connectionFailureOf, registrationFailureOf, unreachable, type RegisterOutcome, type RegistrationFailure } from './registration-failure.ts';

/** How long one of several servers may keep silent, or a connection from before an outage that nobody told us of: three copies of a request over UDP. */
const SERVER_SILENT_MS = 4_000;
/** RFC 3263 s. 4.3: a timeout or a 503 sends a client to the next server. */
const isServerLost = (sipStatus: number): boolean => sipStatus === 408 || sipStatus === 503;

/** Nobody answered; what an answer says is another matter. */
export const isTrunkAway = (code: string): boolean => code === 'registrar-unreachable' || code === 'connection-lost';

/** How a REGISTER ended. */
export type RegisterAnswer =
  /** `isSeenElsewhere`: the trunk saw us at another address than our Contact named; by now it is our Contact. */
  | { readonly kind: 'granted'; readonly grantedSec: number; readonly isSeenElsewhere: boolean }
  /** No registration is wanted, and the trunk is there. */
  | { readonly kind: 'reached' }
  | { readonly kind: 'too-brief'; readonly minExpiresSec: number }
  | { readonly kind: 'refused'; readonly outcome: RegisterOutcome };

/** How often a trunk without registration is asked whether it is there. */
const REACH_EVERY_MS = 30_000;

/** Sends one REGISTER with its challenges and repetitions; `cancel` forgets it. */
export interface RegisterSender {
  send(expiresSec: number, onAnswer: (answer: RegisterAnswer) => void): { cancel(): void };
}

/** The binding of our Contact at the registrar, kept alive. The states are those of RegistrationState. */
export interface Registration {
  readonly state: RegistrationState;
  /** Registers now, whatever the back-off says, and whatever a request that is some seconds old still waits for. */
  register(): void;
  /** Registers from another address: what is under way names the one before. */
  moved(): void;
  /** Whether the trunk answers at all, asked now. */
  isTrunkThere(): Promise<boolean>;
  /** Takes the binding back; `onDone` is called once, at the latest after `withinMs`. */
  unregister(withinMs: number, onDone: () => void): void;
  /** The connection that it came over ended: registers again soon, over a new one. */
  lost(reason: string): void;
  /** Drops the request and every timer, and tells nobody: this binding's socket is given up. */
  abandon(): void;
}

interface RegistrationOptions {
  readonly sender: RegisterSender;
  readonly flow: Pick<Flow, 'isReliable' | 'isConnected' | 'connect' | 'drop'>;
  readonly servers: Pick<TrunkServers, 'hasUntried' | 'moveOn' | 'settled'>;
  readonly expiresSec: number;
  readonly clock: Clock;
  /** 0 to 1, for the jitter of the back-off. */
  readonly random: () => number;
  /** Whether the trunk's machine refuses our packets; null when it does not say so. */
  readonly probeRefusal: () => Promise<string | null>;
  readonly onState: (state: RegistrationState) => void;
}

/** A request younger than this may still be answered; an older one perhaps went out over a network that is gone. */
const FRESH_MS = 2_000;

export function createRegistration(options: RegistrationOptions): Registration {
  const { sender, clock } = options;
  let state: RegistrationState = { kind: 'unregistered' };
  let request: { cancel(): void } | null = null;
  let timer: Timer | null = null;
  let failuresInRow = 0;
  let beganMs = 0;
  /** Each try has its number, so that what is heard of an earlier one is dropped. */
  let attempt = 0;
  let isDropping = false;
  /** Whether this registration was repeated already because a NAT stands between. */
  let isRebound = false;

  /** Those who asked whether the trunk is there. */
  const askers: ((isThere: boolean) => void)[] = [];

  function enter(next: RegistrationState): void {
    state = next;
    if (next.kind !== 'registering') {
      const isThere = next.kind !== 'failed' || !isTrunkAway(next.failure.code);
      for (const answer of askers.splice(0)) answer(isThere);
    }
    options.onState(next);
  }

  function rest(): void {
    timer?.cancel();
    request?.cancel();
    timer = null;
    request = null;
    attempt += 1;
  }

  function begin(expiresSec: number): void {
    rest();
    const ours = attempt;
    const mayBeDead = options.flow.isReliable && options.flow.isConnected;
    const send = (): void => {
      request = sender.send(expiresSec, (answer) => {
        if (ours === attempt) settle(answer, expiresSec);
      });
      // Timer F, 32 s, is for one server that just took our connection; another server or a new connection may answer long before.
      if (options.servers.hasUntried || mayBeDead) timer = clock.startTimer(SERVER_SILENT_MS, () => fail(unreachable('The server does not answer.', { detail: `silent for ${SERVER_SILENT_MS} ms` })));
    };
    if (options.flow.isConnected) send();
    else void options.flow.connect().then((connected) => {
      if (ours !== attempt) return;
      if (connected.ok) send();
      else fail(connectionFailureOf(connected.error));
    });
    void options.probeRefusal().then((reason) => {
      if (reason === null || ours !== attempt || request === null || state.kind === 'registered') return;
      fail(unreachable('Nobody listens at the address of the server.', { detail: reason }));
    });
  }

  function settle(answer: RegisterAnswer, expiresSec: number): void {
    request = null;
    timer?.cancel();
    if (answer.kind !== 'refused' || !isServerLost(answer.outcome.sipStatus)) options.servers.settled();
    switch (answer.kind) {
      case 'granted':
        failuresInRow = 0;
        if (answer.isSeenElsewhere && !isRebound) { // once: of some NATs every request comes from elsewhere
          isRebound = true;
          return begin(expiresSec);
        }
        timer = clock.startTimer(refreshDelayMs(answer.grantedSec), () => start());
        return enter({ kind: 'registered', grantedSec: answer.grantedSec, untilMs: Math.round(clock.nowMs() + answer.grantedSec * 1_000), tookMs: clock.monotonicMs() - beganMs });
      case 'reached':
        failuresInRow = 0;
        timer = clock.startTimer(REACH_EVERY_MS, () => {
          beganMs = clock.monotonicMs();
          begin(expiresSec);
        });
        return enter({ kind: 'reachable', atMs: Math.round(clock.nowMs()), tookMs: clock.monotonicMs() - beganMs });
      case 'too-brief': // RFC 3261 s. 10.3: ask again for as long as the registrar wants, but only for longer
        if (answer.minExpiresSec > expiresSec) return begin(answer.minExpiresSec);
        return fail(registrationFailureOf({ sipStatus: 423, reason: 'Interval Too Brief', retryAfterSec: null, hadCredentials: true }));
      case 'refused':
        return fail(registrationFailureOf(answer.outcome));
    }
  }

  function fail({ failure, canRetry }: RegistrationFailure): void {
    rest();
    if (failure.code === 'registrar-unreachable') dropConnection();
    if ((failure.code === 'registrar-unreachable' || failure.sipStatus === 503) && options.servers.moveOn()) return begin(options.expiresSec);
    failuresInRow += 1;
    if (!canRetry) return enter({ kind: 'failed', failure, retryAtMs: null });
    const delayMs = Math.max(retryDelayMs(failuresInRow, options.random(), LONGEST_RETRY_MS[failure.code === 'registrar-unreachable' ? 'silent' : 'refused']), (failure.retryAfterSec ?? 0) * 1_000);
    timer = clock.startTimer(delayMs, () => start());
    enter({ kind: 'failed', failure, retryAtMs: Math.round(clock.nowMs() + delayMs) });
  }

  /** The next try needs another connection; that this one ends is no news. */
  function dropConnection(): void {
    isDropping = true;
    options.flow.drop('no answer to REGISTER');
    isDropping = false;
  }

  function start(): void {
    beganMs = clock.monotonicMs();
    isRebound = false;
    enter({ kind: 'registering', sinceMs: Math.round(clock.nowMs()) });
    begin(options.expiresSec);
  }

  return {
    get state() { return state; },
    register() {
      if (state.kind === 'registering' && clock.monotonicMs() - beganMs < FRESH_MS) return;
      start();
    },
    moved: () => start(),
    isTrunkThere() {
      const asked = new Promise<boolean>((resolve) => { askers.push(resolve); });
      if (state.kind !== 'registering') start();
      return asked;
    },
    lost(reason) {
      if (isDropping || state.kind === 'failed' || state.kind === 'unregistered') return;
      failuresInRow = 0;
      fail(connectionFailureOf({ code: 'connection-lost', message: 'The connection to the server was lost.', detail: reason, action: 'retry' }));
    },
    abandon: () => rest(),
    unregister(withinMs, onDone) {
      const hasBinding = options.flow.isConnected && (state.kind === 'registered' || state.kind === 'registering');
      rest();
      enter({ kind: 'unregistered' });
      if (!hasBinding) return onDone();
      const ours = attempt;
      const finish = (): void => {
        if (ours !== attempt) return;
        limit.cancel();
        rest();
        onDone();
      };
      const limit = clock.startTimer(withinMs, finish);
      request = sender.send(0, finish);
    },
  };
}
