import { describe, expect, it } from 'vitest';
import { createLiveCall } from '../../../main/calls/live-call.ts';
import { createPageLeg } from '../../../main/media/direct/page-leg.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { AccountId, CallId } from '../../../preload/contract/primitives.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeSipCall } from '../../support/fake-telephony.ts';
import { webRtcSdp } from '../../support/webrtc-sdp.ts';

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** An answered call whose audio goes from the page to the trunk. */
async function answeredCall(reoffers: Result<void, 'refused'>[]) {
  const clock = createFakeClock();
  const leg = createPageLeg({ codecs: ['PCMU'], localAddress: () => '192.0.2.20', iceServers: () => [], isSignallingPrivate: true, clock });
  const told: string[] = [];
  const sip = { ...fakeSipCall('outgoing'), reoffer: async () => { told.push('reoffer'); return reoffers.shift() ?? success(); } };
  const offer = leg.createOffer();
  const call = createLiveCall({ callId: CallId.parse('c'), accountId: AccountId.parse('a'), sip, leg, clock, log: silentLog });
  const orders = () => call.snapshot().media.orders;
  async function carryOut(connectionId: number): Promise<void> {
    for (const { orderId } of orders()) leg.settle(connectionId, orderId, success(webRtcSdp()));
    await settled();
  }
  const first = orders();
  const { connectionId } = leg.attach();
  await carryOut(connectionId);
  await offer;
  const taken = leg.acceptAnswer(webRtcSdp(), true);
  await carryOut(connectionId);
  await taken;
  sip.tell({ kind: 'answered', atMonotonicMs: 0 });
  return { call, leg, sip, told, first };
}

describe('a call whose audio goes from the page to the trunk', () => {
  it('has its orders in the snapshot, also those from before anybody listened, and none after its end', async () => {
    const { call, leg, sip, first } = await answeredCall([]);
    expect(first).toMatchObject([{ kind: 'make-offer' }]);
    expect(call.snapshot().media).toMatchObject({ path: 'trunk', codec: 'PCMU', orders: [] });
    void leg.createOffer();
    expect(call.snapshot().media.orders).toHaveLength(1);
    sip.tell({ kind: 'ended', end: { result: 'completed', endedBy: 'remote', sipStatus: null, reason: '', failure: null } });
    expect(call.snapshot().media).toMatchObject({ isWanted: false, orders: [] });
  });

  it('is told to the trunk anew when the page was loaded anew, and says so where the trunk refuses, until it does not', async () => {
    const { call, leg, told } = await answeredCall([failure('refused', 'The other side refused the change (488).'), success()]);
    leg.attach();
    await settled();
    expect(told).toEqual(['reoffer']);
    expect(call.snapshot().media.fault).toMatchObject({ code: 'media-failed', detail: expect.stringContaining('488') });
    leg.attach();
    await settled();
    expect(told).toHaveLength(2);
    expect(call.snapshot().media.fault).toBeNull();
  });
});
