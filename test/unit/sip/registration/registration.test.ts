import { describe, expect, it } from 'vitest';
import type { RegistrationState } from '../../../../preload/contract/accounts.ts';
import { createRegistration, type RegisterAnswer, type Registration } from '../../../../main/sip/registration/registration.ts';
import type { Flow, FlowFailureCode } from '../../../../main/sip/transport/flow.ts';
import { failure, success, type Result } from '../../../../preload/contract/result.ts';
import { createTrunkServers, type TrunkServers } from '../../../../main/sip/transport/trunk-servers.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';

interface Scene {
  readonly registration: Registration;
  readonly clock: FakeClock;
  readonly states: RegistrationState[];
  readonly sent: { readonly expiresSec: number; readonly answer: (answer: RegisterAnswer) => void; isCancelled: boolean }[];
  last(): Scene['sent'][number];
}

const CONNECTED: Pick<Flow, 'isReliable' | 'isConnected' | 'connect' | 'drop'> = { isReliable: false, isConnected: true, connect: async () => success(), drop: () => undefined };
const serversOf = (count: number): TrunkServers => createTrunkServers({ name: 'trunk.example', servers: [server(1), ...Array.from({ length: count - 1 }, (_value, index) => server(index + 2))], hosts: [] });
const server = (last: number) => ({ host: `192.0.2.${last}`, port: 5060 });

function scene(probeRefusal: () => Promise<string | null> = async () => null, flow = CONNECTED, servers = serversOf(1)): Scene {
  const clock = createFakeClock();
  const states: RegistrationState[] = [];
  const sent: Scene['sent'] = [];
  const registration = createRegistration({
    clock, flow, servers, expiresSec: 300, random: () => 1, probeRefusal, onState: (state) => states.push(state),
    sender: {
      send(expiresSec, answer) {
        const entry = { expiresSec, answer, isCancelled: false };
        sent.push(entry);
        return { cancel: () => { entry.isCancelled = true; } };
      },
    },
  });
  return { registration, clock, states, sent, last: () => sent.at(-1)! };
}

const granted = (grantedSec: number, isSeenElsewhere = false): RegisterAnswer => ({ kind: 'granted', grantedSec, isSeenElsewhere });
const refused = (sipStatus: number, more: { hadCredentials?: boolean; retryAfterSec?: number } = {}): RegisterAnswer =>
  ({ kind: 'refused', outcome: { sipStatus, reason: 'No', retryAfterSec: more.retryAfterSec ?? null, hadCredentials: more.hadCredentials ?? true } });

describe('a registration after an outage', () => {
  it('of four minutes is back within 15 s of the link\'s return, by itself (T04)', () => {
    const { registration, clock, sent, last } = scene();
    registration.register();
    const outageMs = 240_000;
    // Nothing is answered: each request ends with Timer F after 32 s.
    let waitedMs = 0;
    while (clock.monotonicMs() < outageMs) {
      const before = sent.length;
      clock.advance(32_000);
      last().answer(refused(408));
      while (sent.length === before) { clock.advance(1_000); waitedMs += 1_000; }
    }
    const returnedAtMs = clock.monotonicMs();
    const before = sent.length;
    last().answer(refused(408));
    while (sent.length === before) clock.advance(100);
    expect(clock.monotonicMs() - returnedAtMs).toBeLessThanOrEqual(10_000);
    expect(waitedMs).toBeGreaterThan(0);
    last().answer(granted(300));
    expect(registration.state.kind).toBe('registered');
  });

  it('is asked for anew at once when told, though the last request still waits for its answer', () => {
    const { registration, clock, sent } = scene();
    registration.register();
    clock.advance(1_000);
    registration.register();
    expect(sent).toHaveLength(1);
    clock.advance(4_000);
    registration.register();
    expect(sent.map(({ isCancelled }) => isCancelled)).toEqual([true, false]);
  });
});

describe('a registration', () => {
  it('measures how long it took and tells until when it holds', () => {
    const { registration, clock, states, last } = scene();
    registration.register();
    clock.advance(40);
    last().answer(granted(120));
    expect(states.map(({ kind }) => kind)).toEqual(['registering', 'registered']);
    expect(registration.state).toEqual({ kind: 'registered', grantedSec: 120, untilMs: clock.nowMs() + 120_000, tookMs: 40 });
  });

  it('is refreshed before its end', () => {
    const { registration, clock, sent, last } = scene();
    registration.register();
    last().answer(granted(300));
    clock.advance(239_999);
    expect(sent).toHaveLength(1);
    clock.advance(1);
    expect(sent).toHaveLength(2);
  });

  it('asks once more for as long as the registrar wants (423, RFC 3261 s. 10.3)', () => {
    const { registration, sent, last } = scene();
    registration.register();
    last().answer({ kind: 'too-brief', minExpiresSec: 600 });
    expect(last().expiresSec).toBe(600);
    last().answer({ kind: 'too-brief', minExpiresSec: 600 });
    expect(registration.state).toMatchObject({ kind: 'failed', failure: { sipStatus: 423 } });
    expect(sent).toHaveLength(2);
  });

  it.each([
    [401, { hadCredentials: true }, 'wrong-password', false], [407, { hadCredentials: true }, 'wrong-password', false], [401, { hadCredentials: false }, 'password-missing', false],
    [403, { hadCredentials: true }, 'wrong-password', false], [403, { hadCredentials: false }, 'forbidden', false], [404, {}, 'unknown-user', false],
    [408, {}, 'registrar-unreachable', true], [500, {}, 'server-failed', true], [503, {}, 'server-failed', true], [486, {}, 'registration-failed', true],
  ] as const)('refused with %i %o is %s; tried again: %s', (sipStatus, more, code, isRetried) => {
    const { registration, clock, sent, last } = scene();
    registration.register();
    last().answer(refused(sipStatus, more));
    expect(registration.state).toMatchObject({ kind: 'failed', failure: { code, sipStatus } });
    clock.advance(86_400_000);
    expect(sent.length > 1).toBe(isRetried);
  });

  it('waits longer after each failure, and as short as at first after a success', () => {
    const { registration, clock, last } = scene();
    const pauses: number[] = [];
    registration.register();
    for (let round = 0; round < 3; round += 1) {
      last().answer(refused(503));
      const { state } = registration;
      pauses.push(state.kind === 'failed' ? state.retryAtMs! - clock.nowMs() : -1);
      clock.advance(pauses.at(-1)!);
    }
    last().answer(granted(60));
    registration.register();
    last().answer(refused(503));
    expect(pauses).toEqual([2_000, 4_000, 8_000]);
    expect(registration.state).toMatchObject({ retryAtMs: clock.nowMs() + 2_000 });
  });

  it('obeys Retry-After when that is longer', () => {
    const { registration, clock, last } = scene();
    registration.register();
    last().answer(refused(503, { retryAfterSec: 30 }));
    expect(registration.state).toMatchObject({ retryAtMs: clock.nowMs() + 30_000 });
  });

  it('tries again at once when the person asks, and forgets the waiting', () => {
    const { registration, clock, sent, last } = scene();
    registration.register();
    last().answer(refused(503));
    registration.register();
    expect(sent).toHaveLength(2);
    last().answer(granted(300));
    clock.advance(10_000);
    expect(sent).toHaveLength(2);
  });

  it('fails at once when the system says that nobody listens', async () => {
    const { registration, clock, last } = scene(async () => 'ECONNREFUSED');
    registration.register();
    await clock.advanceAsync(0);
    expect(registration.state).toMatchObject({ kind: 'failed', failure: { code: 'registrar-unreachable', detail: 'ECONNREFUSED' } });
    expect(last().isCancelled).toBe(true);
  });

  it('is deaf to the late answer of an earlier try', () => {
    const { registration, sent, clock, last } = scene();
    registration.register();
    const first = last();
    first.answer(refused(503));
    clock.advance(2_000);
    first.answer(granted(300));
    expect(sent).toHaveLength(2);
    expect(registration.state.kind).toBe('registering');
  });

  it('is taken back once, with an end to the waiting', () => {
    const { registration, clock, sent, last } = scene();
    let done = 0;
    registration.register();
    last().answer(granted(300));
    registration.unregister(2_000, () => { done += 1; });
    expect(last().expiresSec).toBe(0);
    clock.advance(2_000);
    last().answer(granted(0));
    expect([done, clock.pendingTimers(), sent.length]).toEqual([1, 0, 2]);
  });

  it('that never was is not taken back', () => {
    const { registration, sent } = scene();
    let done = false;
    registration.unregister(2_000, () => { done = true; });
    expect([done, sent.length]).toEqual([true, 0]);
  });
});

describe('a registration that fails for reasons that may pass (T05)', () => {
  it.each([408, 480, 500, 503, 504])('is tried again for ever after %i, at most two minutes apart', (sipStatus) => {
    const { registration, clock, last, sent } = scene();
    registration.register();
    for (let round = 1; round <= 200; round += 1) {
      last().answer(refused(sipStatus));
      if (registration.state.kind !== 'failed' || registration.state.retryAtMs === null) throw new Error('gave up');
      const waitMs = registration.state.retryAtMs - clock.nowMs();
      expect(waitMs).toBeLessThanOrEqual(120_000);
      clock.advance(waitMs);
      expect(sent).toHaveLength(round + 1);
    }
    last().answer(granted(300));
    expect(registration.state.kind).toBe('registered');
  });
});

describe('a registration over a connection', () => {
  /** A flow that is connected once the test says so. */
  function connecting() {
    const asked: ((outcome: Result<void, FlowFailureCode>) => void)[] = [];
    const flow = { isReliable: true, isConnected: false, connect: () => new Promise<Result<void, FlowFailureCode>>((resolve) => { asked.push(resolve); }), drop: () => undefined };
    return { flow, asked };
  }
  const refusedConnection = failure('registrar-unreachable', 'Nobody listens.', { detail: 'ECONNREFUSED' });

  it('waits for it, and tells why there is none', async () => {
    const { flow, asked } = connecting();
    const { registration, sent, clock } = scene(undefined, flow);
    registration.register();
    expect(sent).toHaveLength(0);
    asked[0]!(refusedConnection);
    await clock.advanceAsync(0);
    expect(registration.state).toMatchObject({ kind: 'failed', failure: { code: 'registrar-unreachable', detail: 'ECONNREFUSED' }, retryAtMs: clock.nowMs() + 2_000 });
    await clock.advanceAsync(2_000);
    asked[1]!(success());
    await clock.advanceAsync(0);
    expect(sent).toHaveLength(1);
  });

  it('begins again soon when it is lost, and waits longer each time it is not to be had (RFC 5626 s. 4.5)', async () => {
    const { flow, asked } = connecting();
    const { registration, clock, last } = scene(undefined, flow);
    flow.isConnected = true;
    registration.register();
    last().answer(granted(300));
    flow.isConnected = false;
    registration.lost('ECONNRESET');
    expect(registration.state).toMatchObject({ kind: 'failed', failure: { code: 'connection-lost', detail: 'ECONNRESET' }, retryAtMs: clock.nowMs() + 2_000 });
    await clock.advanceAsync(2_000);
    asked[0]!(refusedConnection);
    await clock.advanceAsync(0);
    expect(registration.state).toMatchObject({ kind: 'failed', retryAtMs: clock.nowMs() + 4_000 });
  });

  it('gives a connection from before up soon when nobody answers on it, and waits for Timer F on a new one', async () => {
    const { flow, asked } = connecting();
    const { registration, clock, sent, last } = scene(undefined, flow);
    flow.isConnected = true;
    registration.register();
    last().answer(granted(300));
    registration.register();
    clock.advance(4_000);
    expect(registration.state).toMatchObject({ kind: 'failed', failure: { code: 'registrar-unreachable' }, retryAtMs: clock.nowMs() + 2_000 });
    flow.isConnected = false;
    clock.advance(2_000);
    asked[0]!(success());
    await clock.advanceAsync(0);
    flow.isConnected = true;
    await clock.advanceAsync(30_000);
    expect([sent.length, sent[2]!.isCancelled, registration.state.kind]).toEqual([3, false, 'registering']);
  });

  it('is not begun by a connection that ends later', () => {
    const { registration, states } = scene();
    registration.lost('closed');
    expect(states).toEqual([]);
  });

  it('is not taken back over a connection that is gone', () => {
    const { flow } = connecting();
    const { registration, sent } = scene(undefined, flow);
    flow.isConnected = true;
    registration.register();
    flow.isConnected = false;
    let isDone = false;
    registration.unregister(2_000, () => { isDone = true; });
    expect([isDone, sent.length]).toEqual([true, 1]);
  });
});

describe('a registration at a trunk of several servers (RFC 3263 s. 4.3)', () => {
  it('goes on with the next when one keeps silent, and stays with the one that answers', () => {
    const servers = serversOf(3);
    const { registration, clock, sent, last } = scene(undefined, undefined, servers);
    registration.register();
    clock.advance(4_000);
    expect([sent.length, sent[0]!.isCancelled, servers.endpoint, registration.state.kind]).toEqual([2, true, server(2), 'registering']);
    last().answer(granted(300));
    clock.advance(240_000);
    expect([sent.length, servers.endpoint]).toEqual([3, server(2)]);
  });

  it.each([[408], [503]])('goes on with the next at once after %j, and pauses when all were tried', (sipStatus) => {
    const servers = serversOf(2);
    const { registration, clock, sent, last } = scene(undefined, undefined, servers);
    registration.register();
    last().answer(refused(sipStatus));
    expect([sent.length, servers.endpoint]).toEqual([2, server(2)]);
    last().answer(refused(sipStatus));
    expect(registration.state).toMatchObject({ kind: 'failed', failure: { sipStatus }, retryAtMs: clock.nowMs() + 2_000 });
    clock.advance(2_000);
    expect([sent.length, servers.endpoint]).toEqual([3, server(1)]);
  });

  it('asks no other server about a wrong password', () => {
    const servers = serversOf(2);
    const { registration, sent, last } = scene(undefined, undefined, servers);
    registration.register();
    last().answer(refused(403));
    expect([sent.length, servers.endpoint, registration.state.kind]).toEqual([1, server(1), 'failed']);
  });

  it('gives a connection up on which nobody answers, and does not take that for a loss', () => {
    let drops = 0;
    const flow = { ...CONNECTED, drop: () => { drops += 1; registration.lost('no answer'); } };
    const { registration, states, last } = scene(undefined, flow);
    registration.register();
    last().answer(refused(408));
    expect(drops).toBe(1);
    expect(states.map(({ kind }) => kind)).toEqual(['registering', 'failed']);
    expect(registration.state).toMatchObject({ failure: { code: 'registrar-unreachable' } });
  });
});

describe('a registration from behind a NAT (RFC 3581)', () => {
  it('is repeated once with the Contact that the trunk saw, and counts as one', () => {
    const { registration, states, sent, last } = scene();
    registration.register();
    last().answer(granted(300, true));
    expect([sent.length, registration.state.kind]).toEqual([2, 'registering']);
    last().answer(granted(300, true));
    expect(sent).toHaveLength(2);
    expect(states.map(({ kind }) => kind)).toEqual(['registering', 'registered']);
  });
});

describe('a trunk without registration', () => {
  it('is asked every 30 s and shown as reachable meanwhile, until it falls silent', () => {
    const { registration, clock, states, sent, last } = scene();
    registration.register();
    last().answer({ kind: 'reached' });
    expect(registration.state.kind).toBe('reachable');
    clock.advance(30_000);
    expect(sent).toHaveLength(2);
    last().answer({ kind: 'reached' });
    expect(states.map(({ kind }) => kind)).toEqual(['registering', 'reachable', 'reachable']);
    clock.advance(30_000);
    last().answer(refused(408));
    expect(registration.state).toMatchObject({ kind: 'failed', failure: { code: 'registrar-unreachable' } });
  });

  it('leaves nothing to take back', () => {
    const { registration, sent, last } = scene();
    registration.register();
    last().answer({ kind: 'reached' });
    let isDone = false;
    registration.unregister(2_000, () => { isDone = true; });
    expect([isDone, sent.length]).toEqual([true, 1]);
  });
});
