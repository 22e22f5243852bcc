import { describe, expect, it } from 'vitest';
import { createCallAssist } from '../../../main/calls/call-assist.ts';
import { createCallJournal } from '../../../main/calls/call-journal.ts';
import type { Accounts } from '../../../main/calls/accounts.ts';
import { advanceCall, newCall, type CallFact } from '../../../main/calls/call-state.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { AccountId, CallId } from '../../../preload/contract/primitives.ts';
import type { CallEnd, CallSnapshot } from '../../../preload/contract/calls.ts';
import { EMPTY_SUMMARY } from '../../../preload/contract/assist.ts';
import { fakeAssist } from '../../support/fake-assist.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createMemoryStore } from '../../support/memory-store.ts';

const CALL = CallId.parse('c1');
const END: CallEnd = { result: 'completed', endedBy: 'remote', sipStatus: null, reason: '', failure: null };
const ANSWERED: CallFact = { kind: 'answered', atMs: 2_000, setupMs: 20 };
const callAfter = (...facts: CallFact[]): CallSnapshot => facts.reduce(advanceCall, newCall({ callId: CALL, accountId: AccountId.parse('a1'), direction: 'incoming', remote: { uri: 'sip:1@x', user: '1', displayName: null }, startedAtMs: 1_000 })).call;

function setUp() {
  const store = createMemoryStore();
  const assist = fakeAssist();
  const clock = createFakeClock();
  const callAssist = createCallAssist(assist, () => undefined, () => []);
  const told: string[] = [];
  const journal = createCallJournal({ store, callAssist, accounts: { views: () => [] } as unknown as Accounts, clock, log: silentLog, onStoreFailed: (message) => told.push(message) });
  return { store, assist, clock, callAssist, journal, told };
}

describe('the journal', () => {
  it('leaves a trace from the answer on and completes it with its event in one write', async () => {
    const { store, journal, assist } = setUp();
    await journal.begin(callAfter(ANSWERED));
    expect(store.read().records[0]).toMatchObject({ callId: CALL, end: null, answeredAtMs: 2_000, wrapUp: 'open' });
    assist.harvest = { ...assist.harvest, summary: { ...EMPTY_SUMMARY, note: 'from the assist' } };
    await journal.end(callAfter(ANSWERED, { kind: 'ended', atMs: 9_000, end: END }));
    expect(store.read().records[0]).toMatchObject({ endedAtMs: 9_000, summary: { note: 'from the assist' }, wrapUp: 'open' });
    expect(store.read().outbox).toEqual([]);
    expect((await journal.confirm(CALL, null, 'resolved')).ok).toBe(true);
    expect(store.read().records[0]).toMatchObject({ disposition: 'resolved', wrapUp: 'confirmed' });
    expect(store.read().outbox).toMatchObject([{ eventType: 'call.completed', callId: CALL, state: 'waiting' }]);
    expect(JSON.parse(store.read().outbox[0]!.body)).toMatchObject({ type: 'call.completed', data: { disposition: 'resolved', summary: { note: 'from the assist' } } });
  });

  it('records the call before it asks the assist for anything', async () => {
    const { store, journal, assist } = setUp();
    assist.endCall = () => new Promise(() => undefined);
    void journal.end(callAfter(ANSWERED, { kind: 'ended', atMs: 9_000, end: END }));
    await new Promise((resolve) => void setImmediate(resolve));
    expect(store.read().records[0]?.endedAtMs).toBe(9_000);
  });

  it('notes why an answered call has no words (T48)', async () => {
    const { store, journal } = setUp();
    await journal.end(callAfter(ANSWERED, { kind: 'ended', atMs: 9_000, end: END }));
    expect(store.read().records[0]).toMatchObject({ transcript: [], transcriptAbsence: { kind: 'no-audio' } });
  });

  it('completes a missed call at once', async () => {
    const { store, journal } = setUp();
    await journal.noteUnanswered(callAfter({ kind: 'ended', atMs: 3_000, end: { ...END, result: 'missed', sipStatus: 487 } }));
    expect(store.read().outbox).toMatchObject([{ eventType: 'call.missed' }]);
    expect(journal.history().rows).toMatchObject([{ wrapUp: 'automatic', delivery: { kind: 'waiting' } }]);
  });

  it('confirms once: a second word changes nothing', async () => {
    const { store, journal } = setUp();
    await journal.end(callAfter(ANSWERED, { kind: 'ended', atMs: 9_000, end: END }));
    await journal.confirm(CALL, null, 'resolved');
    expect(await journal.confirm(CALL, null, 'refund')).toMatchObject({ ok: false, error: { code: 'already-confirmed' } });
    expect(await journal.saveSummary(CALL, EMPTY_SUMMARY)).toMatchObject({ ok: false, error: { code: 'already-confirmed' } });
    expect(store.read().outbox).toHaveLength(1);
  });

  it('completes at start what a crash cut off', async () => {
    const { store, journal } = setUp();
    await journal.begin(callAfter(ANSWERED));
    await journal.recover();
    expect(store.read().records[0]).toMatchObject({ end: { result: 'interrupted' }, wrapUp: 'automatic' });
    expect(store.read().outbox).toHaveLength(1);
  });

  it('completes a wrap-up that nobody confirmed after half an hour', async () => {
    const { store, journal, clock } = setUp();
    await journal.recover();
    await journal.end(callAfter(ANSWERED, { kind: 'ended', atMs: Math.round(clock.nowMs()), end: END }));
    await clock.advanceAsync(29 * 60_000);
    expect(store.read().outbox).toHaveLength(0);
    await clock.advanceAsync(2 * 60_000);
    expect(store.read().records[0]?.wrapUp).toBe('automatic');
    expect(store.read().outbox).toHaveLength(1);
  });

  it('tells of a disk that refuses, and of nothing else', async () => {
    const { store, journal, told } = setUp();
    store.failWith = 'the disk is full';
    await journal.begin(callAfter(ANSWERED));
    expect(told).toEqual(['the disk is full']);
    expect(await journal.confirm(CALL, null, 'resolved')).toMatchObject({ ok: false, error: { code: 'store-failed' } });
  });
});
