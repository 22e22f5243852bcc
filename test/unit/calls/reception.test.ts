import { describe, expect, it } from 'vitest';
import { createCalls, type CallsFact } from '../../../main/calls/calls.ts';
import { receptionPlan } from '../../../main/calls/reception-plan.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { Reception } from '../../../preload/contract/reception.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeGateway, openOver, fakeLine, fakePhone, fakeSipCall } from '../../support/fake-telephony.ts';

const idle = { isFull: false, isOccupied: false, ask: null };
const ask = { afterSec: null, isRequired: false };
const reception = (change: object): Reception => Reception.parse(change);
const plan = (change: object, moment: object = {}) => receptionPlan(reception(change), { ...idle, ...moment });

describe('what becomes of a call that comes in', () => {
  it.each([
    [{}, {}, { kind: 'ring', answerAfterMs: null, forward: null }],
    [{}, { isFull: true }, { kind: 'refuse', why: 'busy' }],
    [{}, { isOccupied: true }, { kind: 'ring' }],
    [{ callWaiting: false }, { isOccupied: true }, { kind: 'refuse', why: 'busy' }],
    [{ doNotDisturb: true }, {}, { kind: 'refuse', why: 'do-not-disturb' }],
    [{ doNotDisturb: true, forward: { busy: '200' } }, {}, { kind: 'forward', to: '200', cause: 'do-not-disturb' }],
    [{ forward: { busy: '200' } }, { isFull: true }, { kind: 'forward', to: '200', cause: 'user-busy', otherwise: { kind: 'refuse', why: 'busy' } }],
    [{ forward: { busy: '200' } }, {}, { kind: 'ring' }],
    [{ doNotDisturb: true, forward: { always: '300', busy: '200' } }, { isFull: true }, { kind: 'forward', to: '300', cause: 'unconditional' }],
    [{ forward: { unanswered: '400', unansweredAfterSec: 15 } }, {}, { kind: 'ring', forward: { to: '400', afterMs: 15_000 } }],
    [{ autoAnswer: 'always' }, {}, { kind: 'ring', answerAfterMs: 1_000 }],
    [{ autoAnswer: 'always' }, { isOccupied: true }, { kind: 'ring', answerAfterMs: null }],
    [{}, { ask }, { kind: 'ring', answerAfterMs: null }],
    [{ autoAnswer: 'when-asked' }, {}, { kind: 'ring', answerAfterMs: null }],
    [{ autoAnswer: 'when-asked' }, { ask }, { kind: 'ring', answerAfterMs: 1_000 }],
    [{ autoAnswer: 'when-asked' }, { ask: { afterSec: 5, isRequired: false } }, { kind: 'ring', answerAfterMs: 5_000 }],
    [{}, { ask: { afterSec: null, isRequired: true } }, { kind: 'refuse', why: 'auto-answer-not-allowed' }],
    [{ autoAnswer: 'when-asked' }, { ask: { afterSec: null, isRequired: true } }, { kind: 'ring', answerAfterMs: 1_000 }],
  ])('%j in %j: %j', (settings, moment, expected) => {
    expect(plan(settings, moment)).toMatchObject(expected);
  });
});

function setUp(settings: object) {
  const gateway = fakeGateway();
  const clock = createFakeClock();
  const line = fakeLine(fakePhone(), reception(settings));
  const calls = createCalls({ openMedia: openOver(gateway), lines: { find: () => line }, clock, log: silentLog });
  const facts: CallsFact[] = [];
  calls.subscribe((fact) => facts.push(fact));
  return { calls, clock, line, facts, gateway };
}

describe('an account with do not disturb, forwarding or auto-answer', () => {
  it('lets nothing ring under do not disturb; the call is in the list, as a missed one', async () => {
    const { calls, line, facts, gateway } = setUp({ doNotDisturb: true });
    const sip = fakeSipCall('incoming');
    await calls.receive(line, sip);
    expect(sip.orders).toEqual(['reject 486']);
    expect(calls.list()).toEqual([]);
    expect(gateway.legs).toEqual([]);
    expect(facts).toMatchObject([{ kind: 'refused', call: { state: { end: { result: 'busy', failure: { code: 'do-not-disturb' } } } } }]);
  });

  it('forwards every call, and says where to', async () => {
    const { calls, line, facts } = setUp({ forward: { always: '300' } });
    const sip = fakeSipCall('incoming');
    await calls.receive(line, sip);
    expect(sip.orders).toEqual(['redirect 300 unconditional']);
    expect(facts).toMatchObject([{ kind: 'refused', call: { state: { end: { sipStatus: 302, forwardedTo: '300' } } } }]);
  });

  it('a target that cannot be called loses no call: it rings', async () => {
    const { calls, line } = setUp({ forward: { always: 'nowhere' } });
    await calls.receive(line, fakeSipCall('incoming'));
    expect(calls.list()).toMatchObject([{ state: { kind: 'ringing-in' } }]);
  });

  it('forwards what nobody answers in time', async () => {
    const { calls, line, clock } = setUp({ forward: { unanswered: '400', unansweredAfterSec: 10 } });
    const sip = fakeSipCall('incoming');
    await calls.receive(line, sip);
    clock.advance(9_999);
    expect(sip.orders).toEqual([]);
    clock.advance(1);
    expect(sip.orders).toEqual(['redirect 400 no-answer']);
    expect(calls.list()).toMatchObject([{ state: { kind: 'ended', end: { forwardedTo: '400' } } }]);
  });

  it('does not forward what was answered meanwhile', async () => {
    const { calls, line, clock } = setUp({ forward: { unanswered: '400', unansweredAfterSec: 10 } });
    const sip = fakeSipCall('incoming');
    await calls.receive(line, sip);
    sip.tell({ kind: 'answered', atMonotonicMs: 0 });
    clock.advance(20_000);
    expect(sip.orders).toEqual([]);
  });

  it('answers by itself, but never beside another call', async () => {
    const { calls, line, clock } = setUp({ autoAnswer: 'always', autoAnswerAfterSec: 2 });
    const [first, second] = [fakeSipCall('incoming'), fakeSipCall('incoming')];
    await calls.receive(line, first);
    clock.advance(2_000);
    expect(first.orders).toEqual(['answer']);
    first.tell({ kind: 'answered', atMonotonicMs: 0 });
    await calls.receive(line, second);
    clock.advance(10_000);
    expect(second.orders).toEqual([]);
  });
});
