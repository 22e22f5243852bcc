import { describe, expect, it } from 'vitest';
import { callEndOf, type CallEndCause } from '../../../../main/sip/call/call-end.ts';
import { createCallFacts } from '../../../../main/sip/call/call-facts.ts';
import type { SipCallFact } from '../../../../main/sip/sip-phone.ts';

const refused = (sipStatus: number, hasRung = false): CallEndCause => ({ kind: 'refused', sipStatus, reason: 'Words', hasRung });

describe('the end of a call', () => {
  it.each([
    [486, 'busy', 'busy'], [600, 'busy', 'busy'], [404, 'failed', 'not-found'], [410, 'failed', 'not-found'], [484, 'failed', 'not-found'], [604, 'failed', 'not-found'],
    [480, 'failed', 'no-answer'], [408, 'failed', 'timeout'], [603, 'failed', 'declined'], [607, 'failed', 'declined'], [488, 'failed', 'no-common-codec'], [415, 'failed', 'no-common-codec'],
    [606, 'failed', 'no-common-codec'], [403, 'failed', 'forbidden'], [401, 'failed', 'forbidden'], [407, 'failed', 'forbidden'], [302, 'failed', 'call-failed'], [500, 'failed', 'call-failed'], [503, 'failed', 'call-failed'],
  ])('refused with %i is %s, %s', (sipStatus, result, code) => {
    expect(callEndOf('outgoing', false, refused(sipStatus))).toMatchObject({ result, endedBy: 'remote', sipStatus, reason: 'Words', failure: { code, sipStatus, detail: `${sipStatus} Words` } });
  });

  it('with 408 after ringing means that nobody answered', () => {
    expect(callEndOf('outgoing', false, refused(408, true)).failure?.code).toBe('no-answer');
  });

  it('with 487 is a cancelled call without a failure', () => {
    expect(callEndOf('outgoing', false, refused(487))).toMatchObject({ result: 'cancelled', failure: null });
  });

  it.each([
    ['outgoing', true, 'completed'], ['incoming', true, 'completed'], ['outgoing', false, 'cancelled'], ['incoming', false, 'rejected'],
  ] as const)('by us, %s, answered: %s, is %s', (direction, wasAnswered, result) => {
    expect(callEndOf(direction, wasAnswered, { kind: 'local-hang-up' })).toEqual({ result, endedBy: 'local', sipStatus: null, reason: '', failure: null });
  });

  it('by a plain BYE has no status; a Reason gives one (RFC 3326)', () => {
    expect(callEndOf('incoming', true, { kind: 'remote-bye', reason: null })).toEqual({ result: 'completed', endedBy: 'remote', sipStatus: null, reason: '', failure: null });
    expect(callEndOf('incoming', true, { kind: 'remote-bye', reason: { sipStatus: 503, text: 'Gone' } })).toMatchObject({ sipStatus: 503, reason: 'Gone' });
  });

  it('before we answered is a missed call', () => {
    expect(callEndOf('incoming', false, { kind: 'remote-cancel', reason: null })).toMatchObject({ result: 'missed', endedBy: 'remote', sipStatus: 487 });
  });

  it('before we answered says so when another phone did (RFC 3326 s. 3.1)', () => {
    expect(callEndOf('incoming', false, { kind: 'remote-cancel', reason: { sipStatus: 200, text: 'Call completed elsewhere' } })).toMatchObject({ result: 'cancelled', endedBy: 'remote', sipStatus: 200, reason: 'Call completed elsewhere', failure: { code: 'answered-elsewhere' } });
  });

  it('for want of a codec keeps the words of the media', () => {
    const refusal = { code: 'no-common-codec', message: 'None of both.' } as const;
    expect(callEndOf('incoming', false, { kind: 'bad-media', refusal })).toEqual({ result: 'failed', endedBy: 'system', sipStatus: 488, reason: 'None of both.', failure: refusal });
  });

  it('without anybody\'s doing is a failure, also of an answered call', () => {
    expect(callEndOf('incoming', true, { kind: 'lost' })).toMatchObject({ result: 'completed', endedBy: 'system', failure: { code: 'call-failed' } });
    expect(callEndOf('outgoing', false, { kind: 'lost' })).toMatchObject({ result: 'failed', endedBy: 'system', failure: { code: 'call-failed' } });
  });
});

describe('the facts of a call', () => {
  it('hold at most one answer, exactly one end, and nothing after it', () => {
    const facts = createCallFacts('outgoing');
    const told: SipCallFact['kind'][] = [];
    facts.subscribe((fact) => told.push(fact.kind));
    facts.ringing(false);
    facts.answered(1);
    facts.ringing(true);
    facts.answered(2);
    facts.ended({ kind: 'local-hang-up' });
    facts.ended({ kind: 'lost' });
    facts.answered(3);
    expect(told).toEqual(['ringing', 'answered', 'ended']);
    expect([facts.wasAnswered, facts.isOver]).toEqual([true, true]);
  });
});
