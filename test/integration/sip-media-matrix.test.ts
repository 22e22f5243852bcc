import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CodecName, SipTransportName } from '../../preload/contract/accounts.ts';
import type { MediaLeg, MediaLegFact } from '../../main/media/media-gateway.ts';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { createAuthority, type TestAuthority } from '../support/certificates.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { until } from '../support/rtp-peer.ts';
import { openTestPhone, type TestPhone, type WatchedCall } from '../support/sip-test-phone.ts';

const TRANSPORTS: readonly SipTransportName[] = ['udp', 'tcp', 'tls', 'ws', 'wss'];
const CODECS: readonly CodecName[] = ['PCMU', 'PCMA', 'G722', 'opus'];
/** A far end for each codec, and a phone of ours for each of its cells' transports. */
const farUser = (codec: CodecName): string => `2${CODECS.indexOf(codec)}`;
const ownUser = (codec: CodecName, transport: SipTransportName): string => `1${CODECS.indexOf(codec)}${TRANSPORTS.indexOf(transport)}`;

let authority: TestAuthority;
let kamailio: Kamailio;
let media: Awaited<ReturnType<typeof startMediaGateway>>;
const peers = new Map<CodecName, Baresip>();
/** One call at a time at each far end. */
const turns = new Map<CodecName, Promise<unknown>>();

beforeAll(async () => {
  authority = await createAuthority();
  const users = Object.fromEntries(CODECS.flatMap((codec) => [farUser(codec), ...TRANSPORTS.map((transport) => ownUser(codec, transport))]).map((user) => [user, 'secret']));
  [kamailio, media] = await Promise.all([startKamailio({ tls: await authority.issue(['DNS:trunk.test']), users }), startMediaGateway()]);
  await Promise.all(CODECS.map(async (codec) => {
    peers.set(codec, await startBaresip({ registrar: kamailio, user: farUser(codec), password: 'secret', codec, mediaEncryption: 'srtp' }));
  }));
});
afterAll(async () => {
  await Promise.all([...peers.values()].map((peer) => peer.stop()));
  await media?.stop();
  await kamailio?.stop();
  await authority?.remove();
});

/** Audio that this side sent was understood there, and the other way round: a packet that the key does not open counts at neither. */
async function expectAudio(peer: Baresip, from: number, facts: readonly MediaLegFact[], what: string): Promise<void> {
  await peer.waitFor('CALL_RTPESTAB', from);
  await until(`audio of the far end, ${what}`, () => facts.some((fact) => fact.kind === 'first-packet' && fact.direction === 'from-trunk'));
}

async function connect(direction: 'out' | 'in', phone: TestPhone, leg: MediaLeg, codec: CodecName, user: string): Promise<WatchedCall> {
  if (direction === 'out') {
    const call = phone.place(farUser(codec), leg);
    await call.fact('answered');
    return call;
  }
  await peers.get(codec)!.dial(`sip:${user}@${kamailio.domain}`);
  const call = await phone.incoming();
  await call.sip.answer(leg);
  return call;
}

async function callOnce(phone: TestPhone, codec: CodecName, transport: SipTransportName, srtp: 'off' | 'required', direction: 'out' | 'in'): Promise<void> {
  const peer = peers.get(codec)!;
  const what = `${direction}, SRTP ${srtp}`;
  const leg = await media.openLeg([codec], { srtp, isSignallingPrivate: transport === 'tls' || transport === 'wss' });
  const facts: MediaLegFact[] = [];
  leg.subscribe((fact) => facts.push(fact));
  const from = peer.events.length;
  try {
    const call = await connect(direction, phone, leg, codec, ownUser(codec, transport));
    leg.open();
    await expectAudio(peer, from, facts, what);
    expect(facts, what).toContainEqual({ kind: 'codec-chosen', codec });
    const encrypted = facts.find((fact) => fact.kind === 'encryption-chosen')?.encryption ?? { kind: 'none' };
    expect(encrypted, what).toMatchObject(srtp === 'off' ? { kind: 'none' } : { kind: 'sdes', areKeysReadable: transport !== 'tls' && transport !== 'wss' });
    call.sip.hangUp();
    await peer.waitFor('CALL_CLOSED', from);
  } finally {
    leg.close();
  }
}

describe('audio both ways with a foreign phone behind a foreign registrar', () => {
  it.concurrent.each(TRANSPORTS.flatMap((transport) => CODECS.map((codec) => [transport, codec] as const)))('over %s in %s: calls out and in, plain and under SRTP', async (transport, codec) => {
    const turn = (turns.get(codec) ?? Promise.resolve()).then(async () => {
      const phone = openTestPhone({ user: ownUser(codec, transport), domain: kamailio.domain, outboundProxy: kamailio.addressOver(transport), transport, codecs: [codec] }, 'secret', { trustedRoots: async () => [authority.pem] });
      try {
        await phone.started();
        for (const srtp of ['off', 'required'] as const) for (const direction of ['out', 'in'] as const) await callOnce(phone, codec, transport, srtp, direction);
      } finally {
        await phone.stop();
      }
    });
    turns.set(codec, turn.catch(() => undefined));
    await turn;
  });
});
