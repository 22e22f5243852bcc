import { networkInterfaces } from 'node:os';
import { keepRegistered } from '../../../main/app/keep-registered.ts';
import { createLiveCall, type LiveCall } from '../../../main/calls/live-call.ts';
import { systemClock } from '../../../main/platform/clock.ts';
import { silentLog } from '../../../main/platform/log.ts';
import type { MediaLeg } from '../../../main/media/media-gateway.ts';
import { AccountId, CallId } from '../../../preload/contract/primitives.ts';
import { startMediaGateway } from '../media-gateway-process.ts';
import { connectPlayedPage } from '../page-peer.ts';
import { openTestPhone, type TestPhone } from '../sip-test-phone.ts';
import type { PhoneLook, PhoneOrder } from './phone-orders.ts';

/** Run as a program of its own in a network namespace: the product's phone with its media process, whose page sends back whatever it hears. */
const media = await startMediaGateway();
let phone: TestPhone | null = null;
let live: LiveCall | null = null;
let pageAnsweredMs = 0;
let packetsHeard = 0;
let heardAtMs = 0;

function startPhone({ proxy, domain, password }: Extract<PhoneOrder, { kind: 'start' }>): Promise<void> {
  const started = openTestPhone({ user: '1001', domain, outboundProxy: proxy, codecs: ['PCMU'] }, password);
  phone = started;
  const { sip } = started;
  keepRegistered({
    accounts: { registerAll: () => sip.register(), registerUnsettled: () => { if (sip.registration.kind !== 'registered') sip.register(); } },
    interfaces: networkInterfaces, clock: systemClock, log: silentLog,
  });
  return started.started();
}

/** The audio of a call, as the application opens it. */
async function openLeg(sip: TestPhone['sip']): Promise<MediaLeg> {
  packetsHeard = 0;
  const leg = await media.openLeg(['PCMU'], { localAddress: () => sip.localAddress ?? '127.0.0.1' });
  const page = await connectPlayedPage({ ...leg, async connectPage(offerSdp) {
    const fromMs = performance.now();
    const answer = await leg.connectPage(offerSdp);
    pageAnsweredMs = performance.now() - fromMs;
    return answer;
  } });
  page.onPacket(({ header: { payloadType, sequenceNumber, timestamp, marker }, payload }) => {
    packetsHeard += 1;
    heardAtMs = performance.now();
    page.send({ payloadType, sequenceNumber, timestamp, marker }, payload);
  });
  return leg;
}

const liveCall = (sip: LiveCall['sip'], leg: MediaLeg): LiveCall => createLiveCall({ callId: CallId.parse(crypto.randomUUID()), accountId: AccountId.parse('test'), sip, leg, clock: systemClock, log: silentLog });

async function carryOut(order: PhoneOrder): Promise<void> {
  if (order.kind === 'start') return startPhone(order);
  if (phone === null) throw new Error('it is not started');
  switch (order.kind) {
    case 'register': return phone.sip.register();
    case 'dial': {
      const leg = await openLeg(phone.sip);
      const call = phone.place(order.user, leg);
      live = liveCall(call.sip, leg);
      return void await call.fact('answered');
    }
    case 'answer': {
      const call = await phone.incoming(10_000);
      const leg = await openLeg(phone.sip);
      live = liveCall(call.sip, leg);
      const answered = await call.sip.answer(leg);
      if (!answered.ok) throw new Error(answered.error.message);
      return;
    }
    case 'hang-up': return live?.sip.hangUp();
    case 'look': return;
  }
}

function look(): PhoneLook {
  const call = live?.snapshot();
  return {
    registration: phone?.sip.registration.kind ?? 'none', localAddress: phone?.sip.localAddress ?? null,
    call: call?.state.kind ?? 'none', fault: call?.media.fault?.code ?? null,
    pageAnsweredMs, packetsHeard, silentMs: performance.now() - heardAtMs,
  };
}

process.on('message', (order: PhoneOrder) => {
  void carryOut(order).then(() => ({ look: look() }), (error: unknown) => ({ error: String(error) })).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
