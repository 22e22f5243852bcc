import { describe, expect, it } from 'vitest';
import { createCalls } from '../../../main/calls/calls.ts';
import { silentLog } from '../../../main/platform/log.ts';
import type { ReceivedRefer } from '../../../main/sip/transfer/receive-refer.ts';
import type { CallEnd } from '../../../preload/contract/calls.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeGateway, openOver, fakeLine, fakePhone, fakeSipCall } from '../../support/fake-telephony.ts';

const END: CallEnd = { result: 'completed', endedBy: 'local', sipStatus: null, reason: '', failure: null };

async function talking() {
  const phone = fakePhone();
  const gateway = fakeGateway();
  const line = fakeLine(phone);
  const calls = createCalls({ openMedia: openOver(gateway), lines: { find: () => line }, clock: createFakeClock(), log: silentLog });
  await calls.place(null, '5550101');
  const first = phone.placed[0]!.call;
  first.tell({ kind: 'answered', atMonotonicMs: 0 });
  return { phone, gateway, line, calls, first, firstId: calls.list()[0]!.callId };
}

async function consulting() {
  const parts = await talking();
  await parts.calls.place(null, '5550102');
  const second = parts.phone.placed[1]!.call;
  second.tell({ kind: 'answered', atMonotonicMs: 0 });
  return { ...parts, second, secondId: parts.calls.list()[0]!.callId };
}

function refer(follows = true): ReceivedRefer & { readonly orders: string[] } {
  const orders: string[] = [];
  return {
    orders, to: { uri: 'sip:5550103@trunk.example', user: '5550103', displayName: null },
    follow: () => { orders.push('follow'); return follows ? fakeSipCall('outgoing') : null; },
    refuse: () => void orders.push('refuse'),
  };
}

describe('a transfer', () => {
  it('shows each step, and who took the call in the end', async () => {
    const { calls, first, firstId } = await talking();
    expect(calls.transfer(firstId, '5550103').ok).toBe(true);
    expect(first.orders).toEqual(['transfer 5550103']);
    first.tell({ kind: 'transfer', transfer: { to: '5550103', progress: 'ringing', sipStatus: 180 } });
    expect(calls.list()[0]?.transfer).toEqual({ to: '5550103', progress: 'ringing', sipStatus: 180 });
    first.tell({ kind: 'ended', end: { ...END, transferredTo: '5550103' } });
    expect(calls.list()[0]?.state).toMatchObject({ kind: 'ended', end: { transferredTo: '5550103' } });
  });

  it('that joins two calls lets both go once it is done', async () => {
    const { calls, first, firstId, second, secondId } = await consulting();
    expect(calls.join(firstId, secondId).ok).toBe(true);
    expect(first.orders.at(-1)).toBe('join');
    expect(second.orders).toEqual([]);
    first.tell({ kind: 'ended', end: { ...END, transferredTo: 'Alex' } });
    expect(second.orders).toEqual(['hang up']);
  });

  it('that fails keeps both, also when the caller hangs up later', async () => {
    const { calls, first, firstId, second, secondId } = await consulting();
    calls.join(firstId, secondId);
    first.tell({ kind: 'transfer', transfer: { to: 'Alex', progress: 'failed', sipStatus: 603 } });
    first.tell({ kind: 'ended', end: END });
    expect(second.orders).toEqual([]);
  });
});

describe('a wish of the peer to send us elsewhere', () => {
  it('waits for the person; following holds the call and dials there', async () => {
    const { calls, first, firstId, gateway } = await talking();
    const received = refer();
    first.tell({ kind: 'referred', refer: received });
    expect(calls.list()[0]?.referredTo?.user).toBe('5550103');
    expect(received.orders).toEqual([]);
    expect((await calls.answerReferral(firstId, true)).ok).toBe(true);
    expect(received.orders).toEqual(['follow']);
    expect(calls.list()).toMatchObject([{ state: { kind: 'dialling' } }, { callId: firstId, hold: { byUs: true }, referredTo: null }]);
    expect(gateway.legs).toHaveLength(2);
  });

  it('may be refused, and is answered once', async () => {
    const { calls, first, firstId } = await talking();
    const received = refer();
    first.tell({ kind: 'referred', refer: received });
    expect((await calls.answerReferral(firstId, false)).ok).toBe(true);
    expect(received.orders).toEqual(['refuse']);
    expect(await calls.answerReferral(firstId, true)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
  });

  it('says so when no call can be made there, and closes its audio path', async () => {
    const { calls, first, firstId, gateway } = await talking();
    first.tell({ kind: 'referred', refer: refer(false) });
    expect(await calls.answerReferral(firstId, true)).toMatchObject({ ok: false, error: { code: 'media-failed' } });
    expect(gateway.legs[1]?.orders).toEqual(['close']);
    expect(calls.list()[0]?.hold.byUs).toBe(false);
  });
});

describe('a call that takes the place of another (RFC 3891)', () => {
  it('is answered without ringing, also when no further call would be let in', async () => {
    const { calls, line, first } = await talking();
    const taking = fakeSipCall('incoming');
    await calls.receive(line, taking, first);
    expect(taking.orders).toEqual(['answer']);
  });

  it('is on hold where the other was', async () => {
    const { calls, line, first, firstId, gateway } = await talking();
    calls.setHeld(firstId, true);
    const taking = fakeSipCall('incoming');
    await calls.receive(line, taking, first);
    expect(gateway.legs[1]?.orders).toContain('hold');
  });
});
