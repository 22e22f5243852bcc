import { describe, expect, it } from 'vitest';
import { createMediaGateway } from '../../../main/media/media-client.ts';
import type { MediaGatewayFact, MediaLeg, MediaLegFact } from '../../../main/media/media-gateway.ts';
import type { MediaOrder, MediaReply } from '../../../main/media/protocol.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

interface FakeProcess {
  readonly orders: MediaOrder[];
  reply(message: MediaReply): void;
  exit(): void;
  isKilled: boolean;
}

/** A gateway whose processes the test plays. */
function setUp() {
  const clock = createFakeClock();
  const processes: FakeProcess[] = [];
  const gateway = createMediaGateway({
    entry: 'media-process.js', log: silentLog, clock,
    launch: () => {
      const listeners = { message: (_message: unknown): void => undefined, exit: (_code: number): void => undefined };
      const fake: FakeProcess = { orders: [], reply: (message) => listeners.message(message), exit: () => listeners.exit(9), isKilled: false };
      processes.push(fake);
      return {
        pid: processes.length,
        send: (message) => void fake.orders.push(message as MediaOrder),
        onMessage: (listener) => { listeners.message = listener; },
        onExit: (listener) => { listeners.exit = listener; },
        kill: () => { fake.isKilled = true; },
      };
    },
  });
  const facts: MediaGatewayFact['kind'][] = [];
  gateway.subscribe((fact) => facts.push(fact.kind));
  const newest = (): FakeProcess => {
    const last = processes.at(-1);
    if (last === undefined) throw new Error('no process was started');
    return last;
  };
  let localAddress = '127.0.0.1';
  const openLeg = () => gateway.openLeg({ codecs: ['PCMU'], localAddress: () => localAddress });
  async function opened(): Promise<{ leg: MediaLeg; legFacts: MediaLegFact[] }> {
    const opening = openLeg();
    newest().reply({ kind: 'port-bound', legId: lastLegId(newest()), port: 20_000, message: '' });
    const leg = await opening;
    if (!leg.ok) throw new Error(leg.error.message);
    const legFacts: MediaLegFact[] = [];
    leg.value.subscribe((fact) => legFacts.push(fact));
    return { leg: leg.value, legFacts };
  }
  return { clock, processes, gateway, facts, newest, openLeg, opened, moveTo: (address: string) => { localAddress = address; } };
}

const lastLegId = (process: FakeProcess): string => process.orders.at(-1)?.legId ?? '';
const kinds = (process: FakeProcess): string[] => process.orders.map((order) => order.kind);
const G711_ANSWER = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', 'm=audio 30000 RTP/AVP 0', ''].join('\r\n');

describe('the media gateway as main sees it', () => {
  it('opens a leg on the port that the process bound, and writes that port into the offer', async () => {
    const { opened, newest } = setUp();
    const { leg } = await opened();
    const offer = await leg.createOffer();
    expect(offer.ok && offer.value).toContain('m=audio 20000 RTP/AVP 0 101');
    expect(newest().orders[0]).toMatchObject({ kind: 'open-leg', localAddress: '127.0.0.1' });
  });

  it('moves a leg to the address that is ours now, and offers that place from the next SDP on', async () => {
    const { opened, newest, moveTo } = setUp();
    const { leg } = await opened();
    await leg.createOffer();
    moveTo('192.0.2.7');
    const offering = leg.createOffer();
    expect(newest().orders.at(-1)).toMatchObject({ kind: 'move-leg', localAddress: '192.0.2.7' });
    newest().reply({ kind: 'port-bound', legId: leg.legId, port: 20_100, message: '' });
    const offer = await offering;
    expect(offer.ok && offer.value).toMatch(/^o=\S+ \d+ 2 IN IP4 192\.0\.2\.7[^]*^m=audio 20100 /m);
    await leg.createOffer();
    expect(kinds(newest())).toEqual(['open-leg', 'move-leg']);
  });

  it('makes no SDP where it cannot move, nor where the call ends meanwhile', async () => {
    const { opened, newest, moveTo } = setUp();
    const { leg } = await opened();
    moveTo('192.0.2.7');
    const refused = leg.createOffer();
    newest().reply({ kind: 'port-bound', legId: leg.legId, port: null, message: 'no free RTP port pair' });
    expect(await refused).toMatchObject({ ok: false, error: { code: 'media-failed', message: 'no free RTP port pair' } });
    const overtaken = leg.createOffer();
    leg.close();
    expect(await overtaken).toMatchObject({ ok: false, error: { code: 'media-failed' } });
  });

  it('says why when the process could not bind', async () => {
    const { openLeg, newest } = setUp();
    const opening = openLeg();
    newest().reply({ kind: 'port-bound', legId: lastLegId(newest()), port: null, message: 'no free RTP port pair' });
    expect(await opening).toMatchObject({ ok: false, error: { code: 'media-failed', message: 'no free RTP port pair' } });
  });

  it('tells the process what offer and answer agreed on, and the codec once', async () => {
    const { opened, newest } = setUp();
    const { leg, legFacts } = await opened();
    expect(await leg.acceptAnswer(G711_ANSWER, true)).toMatchObject({ ok: true });
    expect(await leg.acceptAnswer(G711_ANSWER, true)).toMatchObject({ ok: true });
    expect(kinds(newest())).toEqual(['open-leg', 'configure', 'configure']);
    expect(legFacts).toEqual([{ kind: 'codec-chosen', codec: 'PCMU' }]);
  });

  it('refuses tones that the other side does not take', async () => {
    const { opened } = setUp();
    const { leg } = await opened();
    await leg.acceptAnswer(G711_ANSWER, true);
    expect(leg.sendDtmf('1', 100)).toMatchObject({ ok: false, error: { code: 'dtmf-not-negotiated' } });
  });

  it('gives each page the answer to its own offer', async () => {
    const { opened, newest } = setUp();
    const { leg } = await opened();
    const [first, second] = [leg.connectPage('offer 1'), leg.connectPage('offer 2')];
    const [one, two] = newest().orders.flatMap((order) => (order.kind === 'connect-page' ? [order] : []));
    newest().reply({ kind: 'page-answered', legId: leg.legId, requestId: two?.requestId ?? 0, answerSdp: 'answer 2', message: '' });
    newest().reply({ kind: 'page-answered', legId: leg.legId, requestId: one?.requestId ?? 0, answerSdp: null, message: 'unreadable' });
    expect([await first, await second]).toMatchObject([{ ok: false, error: { message: 'unreadable' } }, { ok: true, value: 'answer 2' }]);
  });

  it('leaves no page waiting when the call ends, and refuses those that come later', async () => {
    const { opened, newest } = setUp();
    const { leg } = await opened();
    const waiting = leg.connectPage('offer');
    leg.close();
    leg.close();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'media-failed' } });
    expect(await leg.connectPage('offer')).toMatchObject({ ok: false });
    expect(kinds(newest())).toEqual(['open-leg', 'connect-page', 'close-leg']);
  });

  it('fails its legs and their pages when the process dies, and starts another after a pause', async () => {
    const { clock, facts, newest, opened, processes } = setUp();
    const { leg, legFacts } = await opened();
    const waiting = leg.connectPage('offer');
    newest().exit();
    expect(await waiting).toMatchObject({ ok: false });
    expect(legFacts.map((fact) => fact.kind)).toEqual(['failed']);
    expect([facts, processes.length]).toEqual([['process-gone'], 1]);
    clock.advance(1_000);
    expect([facts, processes.length]).toEqual([['process-gone', 'process-back'], 2]);
    await expect(opened()).resolves.toBeDefined();
  });

  it('tells the next process nothing of a leg that died with the one before', async () => {
    const { clock, newest, opened } = setUp();
    const { leg } = await opened();
    newest().exit();
    clock.advance(1_000);
    leg.open();
    leg.close();
    expect(newest().orders).toEqual([]);
  });

  it('refuses a leg at once while there is no process, and one that was asked of a process that dies', async () => {
    const { newest, openLeg } = setUp();
    const opening = openLeg();
    newest().exit();
    expect(await opening).toMatchObject({ ok: false, error: { code: 'media-failed' } });
    expect(await openLeg()).toMatchObject({ ok: false, error: { code: 'media-failed' } });
  });

  it('starts nothing more once stopped', async () => {
    const { clock, facts, gateway, newest, processes } = setUp();
    await gateway.stop();
    newest().exit();
    clock.advance(1_000);
    expect([newest().isKilled, processes.length, facts]).toEqual([true, 1, []]);
  });
});
