import { describe, expect, it } from 'vitest';
import { advanceCall, answeredAtMs, isEnded, newCall, type CallFact, type CallProgress } from '../../../main/calls/call-state.ts';
import { AccountId, CallId } from '../../../preload/contract/primitives.ts';
import { CallSnapshot, type CallEnd } from '../../../preload/contract/calls.ts';

const END: CallEnd = { result: 'completed', endedBy: 'remote', sipStatus: null, reason: '', failure: null };
const start = (direction: 'outgoing' | 'incoming'): CallProgress =>
  newCall({ callId: CallId.parse('c1'), accountId: AccountId.parse('a1'), direction, remote: { uri: 'sip:5550101@trunk.example', user: '5550101', displayName: null }, startedAtMs: 1_000 });
const after = (direction: 'outgoing' | 'incoming', ...facts: CallFact[]): CallProgress => facts.reduce(advanceCall, start(direction));
const ANSWERED: CallFact = { kind: 'answered', atMs: 5_000, setupMs: 40 };

describe('a call', () => {
  it.each([
    ['outgoing', [], 'dialling'],
    ['incoming', [], 'ringing-in'],
    ['outgoing', [{ kind: 'ringing', hasEarlyMedia: true }], 'ringing-out'],
    ['outgoing', [ANSWERED], 'connecting'],
    ['incoming', [ANSWERED, { kind: 'first-packet', direction: 'to-trunk', atMs: 5_010 }], 'active'],
    ['outgoing', [{ kind: 'ringing', hasEarlyMedia: true }, { kind: 'first-packet', direction: 'from-trunk', atMs: 4_000 }], 'ringing-out'],
    ['incoming', [{ kind: 'ended', atMs: 2_000, end: END }], 'ended'],
  ] as const)('%s after %j is %s', (direction, facts, kind) => {
    const { call } = after(direction, ...(facts as readonly CallFact[]));
    expect(call.state.kind).toBe(kind);
    expect(CallSnapshot.safeParse(call).success).toBe(true);
  });

  it('counts media from the answer to the later of the two first packets', () => {
    const { call } = after('outgoing', ANSWERED, { kind: 'first-packet', direction: 'to-trunk', atMs: 5_012 }, { kind: 'first-packet', direction: 'from-trunk', atMs: 5_030 });
    expect(call.media.mediaMs).toBe(30);
  });

  it('counts early media as heard at once', () => {
    const early = after('outgoing', { kind: 'first-packet', direction: 'from-trunk', atMs: 3_000 }, ANSWERED);
    expect(early.call.state.kind).toBe('active');
    expect(advanceCall(early, { kind: 'first-packet', direction: 'to-trunk', atMs: 5_004 }).call.media.mediaMs).toBe(4);
  });

  it('keeps the moment of the answer until its end and then changes no more', () => {
    const ended = after('incoming', ANSWERED, { kind: 'ended', atMs: 9_000, end: END });
    expect(answeredAtMs(ended.call)).toBe(5_000);
    expect(ended.call.media.isWanted).toBe(false);
    expect(isEnded(ended.call)).toBe(true);
    expect(advanceCall(ended, { kind: 'muted', isMuted: true })).toBe(ended);
    expect(advanceCall(ended, { kind: 'ended', atMs: 9_999, end: { ...END, result: 'failed' } })).toBe(ended);
  });

  it('does not start twice or ring after its answer', () => {
    const answered = after('outgoing', ANSWERED);
    expect(advanceCall(answered, { ...ANSWERED, atMs: 7_000 })).toBe(answered);
    expect(advanceCall(answered, { kind: 'ringing', hasEarlyMedia: false })).toBe(answered);
  });
});
