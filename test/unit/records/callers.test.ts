import { describe, expect, it } from 'vitest';
import { audienceFactsOf, callerKeyOf, callerProfile, withCallerNote } from '../../../main/records/callers.ts';
import { NOTHING_KNOWN, NOTHING_NOTED } from '../../../preload/contract/audience.ts';
import { EMPTY_SUMMARY } from '../../../preload/contract/assist.ts';
import { CallerNote } from '../../../preload/contract/callers.ts';
import type { CallRecord } from '../../../preload/contract/records.ts';
import { createMemoryStore } from '../../support/memory-store.ts';
import { endedCall, runningRecord, STARTED_AT_MS } from './sample-record.ts';

const DAY_MS = 24 * 3_600_000;
const EMMA = { user: '030 1234567', uri: 'sip:0301234567@trunk.example' };
const past = (days: number, changes: Partial<CallRecord> = {}): CallRecord => ({ ...runningRecord(`c${days}`), ...endedCall(), remote: { ...EMMA, displayName: 'Emma' }, startedAtMs: STARTED_AT_MS - days * DAY_MS, ...changes });
const data = (...records: CallRecord[]) => ({ ...createMemoryStore().read(), records });

describe('a caller', () => {
  it.each([
    [{ user: '+49 30 1234567', uri: 'sip:+49301234567@a.example' }, { user: '0301234567', uri: 'sip:0301234567@b.example' }, true],
    [{ user: '4420', uri: 'sip:4420@a.example' }, { user: '4420', uri: 'sip:4420@b.example' }, false],
    [{ user: 'anna', uri: 'sip:Anna@a.example;transport=tcp' }, { user: 'anna', uri: 'sip:anna@a.example' }, true],
  ])('%j and %j are the same: %s', (one, other, isSame) => {
    expect(callerKeyOf(one) === callerKeyOf(other)).toBe(isSame);
  });

  it('who comes back is known by the last call that was talked in', () => {
    const summary = { ...EMPTY_SUMMARY, reason: { text: 'A refund.', utteranceIds: [] }, promisedActions: [{ text: 'I will call you.', utteranceIds: [], owner: 'agent' as const, due: null }] };
    const profile = callerProfile(data(past(9, { summary, disposition: 'refund' }), past(2, { answeredAtMs: null })), EMMA, STARTED_AT_MS);
    expect(profile).toEqual({
      isVip: false, note: '', facts: NOTHING_NOTED, calls: 2, isRepeat: true,
      last: { startedAtMs: STARTED_AT_MS - 9 * DAY_MS, result: 'completed', reason: 'A refund.', outcome: null, disposition: 'refund', promised: ['I will call you.'] },
    });
    expect(callerProfile(data(past(9)), EMMA, STARTED_AT_MS).isRepeat).toBe(false);
  });

  it('who hides is nobody that called before', () => {
    const hidden = { user: 'anonymous', uri: 'sip:anonymous@anonymous.invalid' };
    expect(callerProfile(data(past(1, { remote: { ...hidden, displayName: null } })), hidden, STARTED_AT_MS)).toMatchObject({ calls: 0, last: null });
    const before = data();
    expect(withCallerNote(before, hidden, { isVip: true, note: '', facts: NOTHING_NOTED })).toBe(before);
  });

  it('is noted under every form of the number, and forgotten when nothing is left to note', () => {
    const noted = withCallerNote(data(), EMMA, { isVip: true, note: ' Ring twice. ', facts: NOTHING_NOTED });
    expect(callerProfile(noted, { user: '+49301234567', uri: 'sip:x@y.example' }, STARTED_AT_MS)).toMatchObject({ isVip: true, note: 'Ring twice.' });
    expect(withCallerNote(noted, EMMA, { isVip: false, note: ' ', facts: NOTHING_NOTED }).callers).toEqual({});
  });

  it('is known by tier, region, language and product, a VIP beside a tier and not instead of one', () => {
    const facts = { ...NOTHING_NOTED, tier: ' Gold ', region: 'EU, UK' };
    const noted = withCallerNote(data(), EMMA, { isVip: true, note: '', facts });
    expect(callerProfile(noted, EMMA, STARTED_AT_MS).facts).toEqual({ ...facts, tier: 'Gold' });
    expect(audienceFactsOf(noted, EMMA)).toEqual({ ...NOTHING_KNOWN, tier: ['Gold', 'vip'], region: ['EU', 'UK'] });
    expect(audienceFactsOf(withCallerNote(data(), EMMA, { isVip: true, note: '', facts: NOTHING_NOTED }), EMMA)).toEqual(NOTHING_KNOWN);
    expect(audienceFactsOf(data(), EMMA)).toEqual(NOTHING_KNOWN);
  });

  it('who was noted before there were such facts is read as before', () => {
    expect(CallerNote.parse({ isVip: true, note: 'Ring twice.' })).toEqual({ isVip: true, note: 'Ring twice.', facts: NOTHING_NOTED });
  });
});
