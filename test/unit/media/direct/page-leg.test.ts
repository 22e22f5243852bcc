import { describe, expect, it } from 'vitest';
import { createPageLeg } from '../../../../main/media/direct/page-leg.ts';
import type { MediaSideFact } from '../../../../main/media/media-side.ts';
import type { PageOrder, TrunkReport } from '../../../../preload/contract/page-orders.ts';
import { failure, success } from '../../../../preload/contract/result.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { webRtcSdp } from '../../../support/webrtc-sdp.ts';

const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const report = (change: Partial<TrunkReport> = {}): TrunkReport => ({ connection: 'connected', srtpCipher: 'AEAD_AES_128_GCM', packetsOut: 0, packetsIn: 0, packetsLost: 0, jitterMs: null, roundTripMs: null, ...change });

function setUp(isSignallingPrivate = true) {
  const clock = createFakeClock();
  const secrets = [{ urls: ['turn:turn.example.com'], username: 'u', credential: 'secret' }];
  const leg = createPageLeg({ codecs: ['opus', 'PCMU'], localAddress: () => '192.0.2.20', iceServers: () => secrets, isSignallingPrivate, clock });
  const facts: MediaSideFact[] = [];
  leg.subscribe((fact) => facts.push(fact));
  const orders = (): readonly PageOrder[] => facts.filter((fact) => fact.kind === 'page-orders').at(-1)?.orders ?? [];
  const told = <Kind extends MediaSideFact['kind']>(kind: Kind) => facts.filter((fact): fact is Extract<MediaSideFact, { kind: Kind }> => fact.kind === kind);
  /** The page does all that it is asked for. */
  async function carryOut(connectionId: number, sdp = webRtcSdp()): Promise<void> {
    for (const { orderId } of orders()) leg.settle(connectionId, orderId, success(sdp));
    await settle();
  }
  async function answered(): Promise<number> {
    const { connectionId } = leg.attach();
    const offer = leg.createOffer();
    await carryOut(connectionId);
    await offer;
    const taken = leg.acceptAnswer(webRtcSdp(), true);
    await carryOut(connectionId);
    expect(await taken).toMatchObject({ ok: true });
    leg.open();
    return connectionId;
  }
  return { clock, leg, facts, orders, told, carryOut, answered };
}

describe('the orders to the page', () => {
  it('wait for it, are told to whoever comes to listen, and end with their SDP on its way to the trunk', async () => {
    const { leg, orders, carryOut } = setUp();
    const offer = leg.createOffer();
    expect(orders()).toMatchObject([{ kind: 'make-offer', codecs: ['opus', 'PCMU'], direction: 'sendrecv', isIceRestart: false }]);
    const late: MediaSideFact[] = [];
    leg.subscribe((fact) => late.push(fact));
    expect(late).toMatchObject([{ kind: 'page-orders', orders: [{ kind: 'make-offer' }] }]);
    await carryOut(leg.attach().connectionId);
    expect(await offer).toMatchObject({ ok: true, value: expect.stringContaining('IN IP4 192.0.2.20') });
    expect(orders()).toEqual([]);
  });

  it('fail when no page carries them out, or when it could not', async () => {
    const { leg, clock, orders } = setUp();
    const offer = leg.createOffer();
    await clock.advanceAsync(8_000);
    expect(await offer).toMatchObject({ ok: false, error: { code: 'media-failed' } });
    const { connectionId } = leg.attach();
    const second = leg.createOffer();
    leg.settle(connectionId, orders()[0]!.orderId, failure('media-failed', 'the browser would not'));
    expect(await second).toMatchObject({ ok: false, error: { message: 'the browser would not' } });
  });

  it('end with the call, and none comes after it', async () => {
    const { leg, clock } = setUp();
    const offer = leg.createOffer();
    leg.close();
    expect(await offer).toMatchObject({ ok: false });
    expect(await leg.createOffer()).toMatchObject({ ok: false });
    expect(clock.pendingTimers()).toBe(0);
  });

  it('name one codec for an answer: the trunk\'s first that the account speaks', async () => {
    const { leg, orders, told, carryOut } = setUp();
    const answer = leg.createAnswer(webRtcSdp({ codecs: ['8 PCMA/8000', '0 PCMU/8000'], direction: 'sendonly' }));
    expect(orders()).toMatchObject([{ kind: 'make-answer', codecs: ['PCMU'], direction: 'recvonly' }]);
    await carryOut(leg.attach().connectionId);
    expect(await answer).toMatchObject({ ok: true });
    expect([told('codec-chosen'), told('held-by-peer')]).toMatchObject([[{ codec: 'PCMU' }], [{ isHeld: true }]]);
  });

  it('are not given for an SDP that no browser would take: the words are ours (T46)', async () => {
    const { leg, facts } = setUp();
    expect(await leg.createAnswer(webRtcSdp({ without: 'a=fingerprint' }))).toMatchObject({ ok: false, error: { code: 'encryption-mismatch' } });
    expect(facts).toEqual([]);
  });

  it('confirm an early answer when the call is answered without another (RFC 3262 s. 5)', async () => {
    const { leg, orders, carryOut } = setUp();
    const { connectionId } = leg.attach();
    const offer = leg.createOffer();
    await carryOut(connectionId);
    await offer;
    const taken = leg.acceptAnswer(webRtcSdp(), false);
    await carryOut(connectionId);
    expect(await taken).toMatchObject({ ok: true });
    leg.open();
    expect(orders()).toMatchObject([{ kind: 'take-answer', isFinal: true }]);
  });

  it('hold with the next offer, and send tones where the trunk takes them', async () => {
    const { leg, orders, answered } = setUp();
    expect(leg.sendDtmf('1', 100)).toMatchObject({ ok: false });
    await answered();
    leg.setHeld(true);
    void leg.createOffer();
    expect(leg.sendDtmf('1#', 100)).toMatchObject({ ok: true });
    expect(orders()).toMatchObject([{ kind: 'make-offer', direction: 'sendonly' }, { kind: 'send-tones', digits: '1#' }]);
  });
});

describe('a page that was loaded anew', () => {
  it('gets its servers and their secrets when it connects, and the trunk a new offer', async () => {
    const { leg, told, answered } = setUp();
    const first = await answered();
    expect(told('renewal-wanted')).toHaveLength(0);
    expect(leg.attach()).toEqual({ connectionId: first + 1, iceServers: [{ urls: ['turn:turn.example.com'], username: 'u', credential: 'secret' }], expedites: true });
    expect(told('renewal-wanted')).toHaveLength(1);
  });

  it('is not answered for by what its predecessor still says', async () => {
    const { leg, orders, answered, told } = setUp();
    const first = await answered();
    leg.attach();
    void leg.createOffer();
    leg.settle(first, orders()[0]!.orderId, success(webRtcSdp()));
    leg.report(first, report({ packetsIn: 5 }));
    expect(orders()).toHaveLength(1);
    expect(told('first-packet')).toHaveLength(0);
  });

  it('while it rings, waits for the answer and then has a new offer sent', async () => {
    const { leg, orders, carryOut, told } = setUp();
    const offer = leg.createOffer();
    await carryOut(leg.attach().connectionId);
    await offer;
    leg.attach();
    expect(told('renewal-wanted')).toHaveLength(0);
    expect(await leg.acceptAnswer(webRtcSdp(), true)).toMatchObject({ ok: true });
    expect(orders()).toEqual([]);
    leg.open();
    expect(told('renewal-wanted')).toHaveLength(1);
  });

  it('in the midst of an order makes the offer itself, and lets go of what was its predecessor\'s', async () => {
    const { leg, orders, answered, told } = setUp();
    await answered();
    const taken = leg.acceptAnswer(webRtcSdp(), true);
    const answer = leg.createAnswer(webRtcSdp());
    void leg.createOffer();
    leg.attach();
    expect(orders()).toMatchObject([{ kind: 'make-offer' }]);
    expect([await taken, await answer]).toMatchObject([{ ok: true }, { ok: false }]);
    expect(told('renewal-wanted').length).toBeLessThanOrEqual(1);
  });
});

describe('what the page reports', () => {
  it('becomes first packets, statistics once a second, and a lock that waits for DTLS', async () => {
    const { leg, clock, told, answered } = setUp(false);
    const id = await answered();
    leg.report(id, report({ connection: 'connecting', srtpCipher: null }));
    expect(told('encryption-chosen')).toHaveLength(0);
    for (let n = 1; n <= 8; n += 1) {
      clock.advance(250);
      leg.report(id, report({ packetsOut: n * 12, packetsIn: n * 13, packetsLost: 1, jitterMs: 2, roundTripMs: 30 }));
    }
    expect(told('first-packet').map(({ direction }) => direction)).toEqual(['to-trunk', 'from-trunk']);
    expect(told('stats').at(-1)).toMatchObject({ stats: { codec: 'PCMU', packetsOut: 96, packetsIn: 104, packetsLost: 1, roundTripMs: 30, mos: expect.any(Number) } });
    expect(told('stats').length).toBeLessThanOrEqual(3);
    expect(told('encryption-chosen')).toEqual([{ kind: 'encryption-chosen', encryption: { kind: 'dtls', suite: 'AEAD_AES_128_GCM', isPeerProven: false } }]);
  });

  it('is counted on over a new connection, whose audio is not encrypted until it is', async () => {
    const { leg, clock, told, answered } = setUp();
    const id = await answered();
    leg.report(id, report({ packetsIn: 100 }));
    const next = leg.attach().connectionId;
    expect(told('encryption-chosen').at(-1)).toMatchObject({ encryption: { kind: 'none' } });
    clock.advance(1_000);
    leg.report(next, report({ packetsIn: 20 }));
    expect(told('stats').at(-1)).toMatchObject({ stats: { packetsIn: 120 } });
  });

  it('names audio that stopped within 3 s, and makes the offer that cures it restart ICE (T08)', async () => {
    const { leg, clock, orders, told, answered } = setUp();
    const id = await answered();
    for (let n = 0; n < 12; n += 1) {
      leg.report(id, report({ packetsIn: 10 }));
      clock.advance(250);
    }
    expect(told('one-way-audio')).toEqual([{ kind: 'one-way-audio', problem: { direction: 'from-trunk', cause: 'stopped' } }]);
    void leg.createOffer();
    expect(orders()).toMatchObject([{ kind: 'make-offer', isIceRestart: true }]);
  });

  it('of audio that nobody owes is quiet: on hold, and before the answer', async () => {
    const { leg, clock, told, answered } = setUp();
    leg.setHeld(true);
    const id = await answered();
    for (let n = 0; n < 20; n += 1) {
      leg.report(id, report());
      clock.advance(250);
    }
    expect(told('one-way-audio')).toEqual([]);
  });

  it('that the connection failed asks for another way, every five seconds at most', async () => {
    const { leg, clock, told, answered } = setUp();
    const id = await answered();
    for (let n = 0; n < 28; n += 1) {
      leg.report(id, report({ connection: 'failed' }));
      clock.advance(250);
    }
    expect(told('renewal-wanted')).toHaveLength(2);
  });
});
