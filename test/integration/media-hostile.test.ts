import { randomBytes, randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUpMediaCall, type MediaCall } from '../support/media-call.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { paceFrames, until } from '../support/rtp-peer.ts';
import { udpPortsOf } from '../support/udp-ports.ts';

const EACH = 200;
const STUN_COOKIE = [0x21, 0x12, 0xa4, 0x42];

/** A STUN header (RFC 8489 s. 5) over whatever follows; the length may lie. */
const stun = (): Buffer => Buffer.concat([Buffer.from([randomInt(4), randomInt(256), 0, randomInt(64) * 4, ...STUN_COOKIE]), randomBytes(12 + randomInt(120))]);
/** A well-formed binding request by somebody who does not know the credentials. */
const bindingRequest = (): Buffer => Buffer.concat([Buffer.from([0, 1, 0, 16, ...STUN_COOKIE]), randomBytes(12), Buffer.from([0, 6, 0, 9]), Buffer.from('abcd:efgh\0\0\0')]);
/** A DTLS 1.2 record (RFC 6347 s. 4.1) of any type over whatever follows. */
const dtlsRecord = (): Buffer => Buffer.concat([Buffer.from([20 + randomInt(5), 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, randomInt(9), 0, randomInt(120)]), randomBytes(randomInt(200))]);
/** A fatal handshake_failure and a close_notify, unprotected: whoever believes them hangs up on the page. */
const fatalAlert = (): Buffer => Buffer.from([21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 2, 40]);
const closeNotify = (): Buffer => Buffer.from([21, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 1, 0]);
const clientHello = (): Buffer => Buffer.concat([Buffer.from([22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60, 1, 0, 0, 48, 0, randomInt(3), 0, 0, 0, 0, 48]), randomBytes(48)]);
/** What looks like SRTP and SRTCP, with keys of nobody. */
const protectedPacket = (): Buffer => Buffer.concat([Buffer.from([0x80, randomInt(256)]), randomBytes(10 + randomInt(100))]);
const junk = (): Buffer => randomBytes(randomInt(200));

let media: Awaited<ReturnType<typeof startMediaGateway>>;
let call: MediaCall;
beforeAll(async () => {
  media = await startMediaGateway();
  call = await setUpMediaCall(await media.openLeg(['PCMU']), 'PCMU');
});
afterAll(async () => {
  await call?.close();
  await media?.stop();
});

describe('a running call\'s audio', () => {
  it.each(Object.entries({ stun, bindingRequest, dtlsRecord, fatalAlert, closeNotify, clientHello, protectedPacket, junk }))('goes on both ways after datagrams of a stranger on every port of the process: %s', async (_name, make) => {
    const ports = await udpPortsOf(media.pids()[0] ?? 0);
    expect(ports.length).toBeGreaterThan(2); // the loopback connection's beside RTP and RTCP
    const stranger = createSocket('udp4');
    for (let count = 0; count < EACH; count += 1) {
      for (const port of ports) stranger.send(make(), port, '127.0.0.1');
      if (count % 20 === 0) await delay(5); // a socket buffer that overflows would hide them
    }
    await delay(200);
    stranger.close();
    const [up, down] = [randomBytes(160), randomBytes(160)];
    await paceFrames(10, (n) => {
      call.page.send({ payloadType: 0, sequenceNumber: n, timestamp: n * 160 }, up);
      call.peer.send({ payloadType: 0, sequenceNumber: n, timestamp: n * 160, ssrc: 5 }, down, call.port);
    });
    await until('the page to be heard', () => call.peer.heard.some(({ payload }) => payload.equals(up)));
    await until('the peer to be heard', () => call.page.heard.some(({ payload }) => payload.equals(down)));
    expect(media.pids()).toHaveLength(1);
    expect(call.facts.filter((fact) => fact.kind === 'failed')).toEqual([]);
  });
});
