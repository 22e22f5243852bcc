import { describe, expect, it } from 'vitest';
import { createCalls } from '../../../main/calls/calls.ts';
import { silentLog } from '../../../main/platform/log.ts';
import type { CallEnd } from '../../../preload/contract/calls.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeGateway, openOver, fakeLine, fakePhone, fakeSipCall } from '../../support/fake-telephony.ts';

const BYE: CallEnd = { result: 'completed', endedBy: 'remote', sipStatus: null, reason: '', failure: null };

async function talking() {
  const phone = fakePhone();
  const gateway = fakeGateway();
  const clock = createFakeClock();
  const line = fakeLine(phone);
  const calls = createCalls({ openMedia: openOver(gateway), lines: { find: () => line }, clock, log: silentLog });
  await calls.place(null, '5550101');
  const first = phone.placed[0]!.call;
  first.tell({ kind: 'answered', atMonotonicMs: 0 });
  return { phone, gateway, line, calls, first, firstId: calls.list()[0]!.callId };
}

async function withSecond() {
  const parts = await talking();
  const second = fakeSipCall('incoming');
  await parts.calls.receive(parts.line, second);
  const secondId = parts.calls.list()[0]!.callId;
  return { ...parts, second, secondId };
}

describe('hold', () => {
  it('silences the line first and then tells the peer', async () => {
    const { calls, firstId, first, gateway } = await talking();
    expect(calls.setHeld(firstId, true).ok).toBe(true);
    expect(calls.list()[0]?.hold).toEqual({ byUs: true, byPeer: false });
    expect(gateway.legs[0]?.orders).toEqual(['open', 'hold']);
    expect(first.orders).toEqual(['reoffer']);
    calls.setHeld(firstId, true);
    expect(first.orders).toEqual(['reoffer']);
    calls.setHeld(firstId, false);
    expect(gateway.legs[0]?.orders).toEqual(['open', 'hold', 'resume']);
  });

  it('of the peer is shown beside ours', async () => {
    const { calls, gateway } = await talking();
    gateway.legs[0]?.tell({ kind: 'held-by-peer', isHeld: true });
    expect(calls.list()[0]?.hold).toEqual({ byUs: false, byPeer: true });
    gateway.legs[0]?.tell({ kind: 'held-by-peer', isHeld: false });
    expect(calls.list()[0]?.hold.byPeer).toBe(false);
  });

  it('is for answered calls', async () => {
    const { calls, secondId } = await withSecond();
    expect(calls.setHeld(secondId, true)).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
  });
});

describe('several calls', () => {
  it('let a second caller ring; answering holds the first', async () => {
    const { calls, firstId, secondId, second } = await withSecond();
    expect(calls.list().map((call) => call.state.kind)).toEqual(['ringing-in', 'connecting']);
    await calls.answer(secondId);
    second.tell({ kind: 'answered', atMonotonicMs: 0 });
    expect(calls.find(firstId)?.snapshot().hold.byUs).toBe(true);
    expect(calls.current()?.snapshot().callId).toBe(secondId);
  });

  it('are swapped by resuming the other: one is heard at a time', async () => {
    const { calls, firstId, secondId, second } = await withSecond();
    await calls.answer(secondId);
    second.tell({ kind: 'answered', atMonotonicMs: 0 });
    calls.setHeld(firstId, false);
    expect([calls.find(firstId)?.snapshot().hold.byUs, calls.find(secondId)?.snapshot().hold.byUs]).toEqual([false, true]);
  });

  it('go on hold when a further one is dialled, and not when its number is none', async () => {
    const { calls, firstId } = await talking();
    expect((await calls.place(null, 'not a number')).ok).toBe(false);
    expect(calls.find(firstId)?.snapshot().hold.byUs).toBe(false);
    expect((await calls.place(null, '5550102')).ok).toBe(true);
    expect(calls.find(firstId)?.snapshot().hold.byUs).toBe(true);
  });

  it('ring one at a time: the next caller hears busy', async () => {
    const { calls, line } = await withSecond();
    const third = fakeSipCall('incoming');
    await calls.receive(line, third);
    expect(third.orders).toEqual(['reject 486']);
    expect(calls.list()).toHaveLength(2);
  });

  it('are at most four', async () => {
    const { calls, phone, line } = await talking();
    for (const number of ['5550102', '5550103', '5550104']) {
      expect((await calls.place(null, number)).ok).toBe(true);
      phone.placed.at(-1)!.call.tell({ kind: 'answered', atMonotonicMs: 0 });
    }
    expect(await calls.place(null, '5550105')).toMatchObject({ ok: false, error: { code: 'line-busy' } });
    const caller = fakeSipCall('incoming');
    await calls.receive(line, caller);
    expect(caller.orders).toEqual(['reject 486']);
  });

  it('leave the others as they are when one ends', async () => {
    const { calls, firstId, secondId, second } = await withSecond();
    await calls.answer(secondId);
    second.tell({ kind: 'answered', atMonotonicMs: 0 });
    second.tell({ kind: 'ended', end: BYE });
    expect(calls.find(firstId)?.snapshot()).toMatchObject({ hold: { byUs: true }, state: { kind: 'connecting' } });
    expect(calls.current()?.snapshot().callId).toBe(firstId);
  });
});

describe('a conference', () => {
  async function three() {
    const parts = await withSecond();
    await parts.calls.answer(parts.secondId);
    parts.second.tell({ kind: 'answered', atMonotonicMs: 0 });
    return parts;
  }
  const of = (calls: { list(): readonly { callId: string; isInConference: boolean; isMuted: boolean; hold: { byUs: boolean } }[] }, callId: string) => calls.list().find((call) => call.callId === callId);

  it('needs two answered calls', async () => {
    const { calls } = await talking();
    expect(calls.merge()).toMatchObject({ ok: false, error: { code: 'wrong-state' } });
  });

  it('resumes both, and is held, resumed and muted as one', async () => {
    const { calls, firstId, secondId } = await three();
    expect(calls.merge().ok).toBe(true);
    expect([firstId, secondId].map((id) => of(calls, id))).toMatchObject([{ isInConference: true, hold: { byUs: false } }, { isInConference: true, hold: { byUs: false } }]);
    calls.setHeld(firstId, true);
    expect(of(calls, secondId)?.hold.byUs).toBe(true);
    calls.setHeld(secondId, false);
    expect(of(calls, firstId)?.hold.byUs).toBe(false);
    calls.setMuted(firstId, true);
    expect(of(calls, secondId)?.isMuted).toBe(true);
  });

  it('goes on hold as a whole when a further call is answered', async () => {
    const { calls, line, firstId, secondId } = await three();
    calls.merge();
    await calls.receive(line, fakeSipCall('incoming'));
    await calls.answer(calls.list()[0]!.callId);
    expect([firstId, secondId].map((id) => of(calls, id)?.hold.byUs)).toEqual([true, true]);
  });

  it('ends with one still heard, or with one left (T28)', async () => {
    const { calls, second, firstId, secondId } = await three();
    calls.merge();
    calls.split(firstId);
    expect([firstId, secondId].map((id) => of(calls, id))).toMatchObject([{ isInConference: false, hold: { byUs: false } }, { isInConference: false, hold: { byUs: true } }]);
    calls.merge();
    second.tell({ kind: 'ended', end: BYE });
    expect(of(calls, firstId)).toMatchObject({ isInConference: false, hold: { byUs: false } });
  });
});
