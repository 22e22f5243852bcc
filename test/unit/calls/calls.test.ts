import { describe, expect, it } from 'vitest';
import { createCalls, type CallsFact } from '../../../main/calls/calls.ts';
import { silentLog } from '../../../main/platform/log.ts';
import type { CallEnd } from '../../../preload/contract/calls.ts';
import { failure } from '../../../preload/contract/result.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeGateway, openOver, fakeLine, fakePhone, fakeSipCall } from '../../support/fake-telephony.ts';

const BYE: CallEnd = { result: 'completed', endedBy: 'remote', sipStatus: null, reason: '', failure: null };

function setUp(phone = fakePhone()) {
  const gateway = fakeGateway();
  const clock = createFakeClock();
  const line = fakeLine(phone);
  const calls = createCalls({ openMedia: openOver(gateway), lines: { find: (accountId) => (accountId === null || accountId === 'a1' ? line : null) }, clock, log: silentLog });
  const facts: CallsFact[] = [];
  calls.subscribe((fact) => facts.push(fact));
  return { gateway, clock, line, phone, calls, facts };
}

describe('placing a call', () => {
  it('opens the audio path first, so that it is warm when the far end answers', async () => {
    const { calls, gateway, phone } = setUp();
    const placed = await calls.place(null, '5550101');
    expect(placed).toMatchObject({ ok: true, value: { state: { kind: 'dialling' }, media: { isWanted: true } } });
    expect(phone.placed[0]?.sdp).toBe(gateway.legs[0]);
    expect(gateway.legs[0]?.orders).toEqual([]);
    phone.placed[0]?.call.tell({ kind: 'answered', atMonotonicMs: 0 });
    expect(gateway.legs[0]?.orders).toEqual(['open']);
  });

  it.each([
    ['no-account', async () => setUp().calls.place('other' as never, '1')],
    ['not-registered', async () => setUp(fakePhone({ kind: 'unregistered' })).calls.place(null, '1')],
    ['bad-destination', async () => setUp().calls.place(null, 'not a number')],
    ['media-failed', async () => { const parts = setUp(); parts.gateway.isBroken = true; return parts.calls.place(null, '1'); }],
  ])('says %s as a value', async (code, act) => {
    expect(await act()).toMatchObject({ ok: false, error: { code } });
  });

  it('closes the audio path of a destination that was refused', async () => {
    const { calls, gateway } = setUp();
    await calls.place(null, 'not a number');
    expect(gateway.legs[0]?.orders).toEqual(['close']);
  });

  it('places one of two that were clicked at once', async () => {
    const { calls, phone } = setUp();
    const both = await Promise.all([calls.place(null, '5550101'), calls.place(null, '5550102')]);
    expect(both.map((result) => (result.ok ? 'placed' : result.error.code))).toEqual(['placed', 'line-busy']);
    expect(phone.placed).toHaveLength(1);
  });
});

describe('receiving a call', () => {
  it('warms the audio path while it rings and answers when told', async () => {
    const { calls, line, gateway } = setUp();
    const sip = fakeSipCall('incoming');
    await calls.receive(line, sip);
    expect(gateway.legs).toHaveLength(1);
    const { callId } = calls.list()[0]!;
    expect(await calls.answer(callId)).toEqual({ ok: true, value: undefined });
    expect(sip.orders).toEqual(['answer']);
  });

  it('answers a second caller with 486 and tells of the missed chance', async () => {
    const { calls, line, facts } = setUp();
    await calls.receive(line, fakeSipCall('incoming'));
    const second = fakeSipCall('incoming');
    await calls.receive(line, second);
    expect(second.orders).toEqual(['reject 486']);
    expect(facts.at(-1)).toMatchObject({ kind: 'refused', call: { state: { kind: 'ended', end: { result: 'busy' } } } });
    expect(calls.list()).toHaveLength(1);
  });

  it('answers 480 when there is no audio path', async () => {
    const { calls, line, gateway } = setUp();
    gateway.isBroken = true;
    const sip = fakeSipCall('incoming');
    await calls.receive(line, sip);
    expect(sip.orders).toEqual(['reject 480']);
  });

  it('says in words when the two sides find no common audio', async () => {
    const { calls, line } = setUp();
    await calls.receive(line, fakeSipCall('incoming', failure('no-common-codec', 'none in common')));
    expect(await calls.answer(calls.list()[0]!.callId)).toMatchObject({ ok: false, error: { code: 'media-failed', detail: 'none in common' } });
  });

  it('rejects only what still rings', async () => {
    const { calls, line } = setUp();
    const sip = fakeSipCall('incoming');
    await calls.receive(line, sip);
    const { callId } = calls.list()[0]!;
    expect(calls.reject(callId).ok).toBe(true);
    sip.tell({ kind: 'answered', atMonotonicMs: 0 });
    expect(calls.reject(callId)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
  });
});

describe('a running call', () => {
  async function running() {
    const parts = setUp();
    await parts.calls.place(null, '5550101');
    const sip = parts.phone.placed[0]!.call;
    sip.tell({ kind: 'answered', atMonotonicMs: parts.clock.monotonicMs() });
    return { ...parts, sip, leg: parts.gateway.legs[0]!, callId: parts.calls.list()[0]!.callId };
  }

  it.each([
    ['from-trunk', 'never-arrived', 'no-audio-from-remote'], ['from-trunk', 'stopped', 'audio-stopped'], ['from-trunk', 'not-decrypted', 'audio-not-decrypted'],
    ['from-trunk', 'other-format', 'audio-other-format'], ['to-trunk', 'not-received', 'remote-hears-nothing'],
  ] as const)('tells of one-way audio (%s, %s), asks for a cure once, and takes it back when it flows again (T08, T35)', async (direction, cause, code) => {
    const { calls, leg, sip } = await running();
    leg.tell({ kind: 'one-way-audio', problem: { direction, cause } });
    expect(calls.list()[0]?.media.fault?.code).toBe(code);
    expect(sip.orders).toEqual(['reoffer']);
    leg.tell({ kind: 'one-way-audio', problem: null });
    expect(calls.list()[0]?.media.fault).toBeNull();
    expect(sip.orders).toEqual(['reoffer']);
  });

  it('sends DTMF through the gateway, and not before the answer', async () => {
    const { calls, callId, leg } = await running();
    expect(calls.sendDtmf(callId, '12#').ok).toBe(true);
    expect(leg.orders).toContain('dtmf 12#');
    const early = setUp();
    await early.calls.place(null, '1');
    expect(early.calls.sendDtmf(early.calls.list()[0]!.callId, '1')).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
  });

  it('closes its audio path at its end and makes room for the next call', async () => {
    const { calls, callId, sip, leg } = await running();
    expect(calls.hangUp(callId).ok).toBe(true);
    expect(sip.orders).toEqual(['hang up']);
    sip.tell({ kind: 'ended', end: BYE });
    expect(leg.orders).toEqual(['open', 'close']);
    expect(calls.current()).toBeNull();
    expect(calls.hangUp(callId)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
    expect((await calls.place(null, '5550102')).ok).toBe(true);
  });
});
