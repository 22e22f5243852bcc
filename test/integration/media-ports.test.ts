import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bindPortPair, type PortPair } from '../../main/media/rtp/port-pair.ts';
import type { MediaLeg } from '../../main/media/media-gateway.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';

let media: Awaited<ReturnType<typeof startMediaGateway>>;
let pairs: PortPair[] = [];
let legs: MediaLeg[] = [];
beforeAll(async () => { media = await startMediaGateway(); });
afterAll(() => media.stop());
afterEach(() => {
  for (const { rtp, rtcp } of pairs) [rtp, rtcp].forEach((socket) => socket.close());
  for (const leg of legs) leg.close();
  [pairs, legs] = [[], []];
});

async function bind(...args: Parameters<typeof bindPortPair>): Promise<number> {
  const pair = await bindPortPair(...args);
  pairs.push(pair);
  return pair.port;
}

/** Six ports that are free together: those around one that the system proposed. */
async function freeRange(): Promise<{ first: number; last: number }> {
  const port = await bind('127.0.0.7');
  for (const socket of pairs.splice(-1).flatMap(({ rtp, rtcp }) => [rtp, rtcp])) socket.close();
  return { first: port, last: port + 5 };
}

describe('a range of audio ports', () => {
  it('is used up to its last pair, even ports for RTP and the ones above for RTCP, and no other (RFC 3550 s. 11)', async () => {
    const { first, last } = await freeRange();
    const bound = [await bind('127.0.0.7', { first, last }), await bind('127.0.0.7', { first, last }), await bind('127.0.0.7', { first, last })];
    expect(bound.sort((a, b) => a - b)).toEqual([first, first + 2, first + 4]);
    await expect(bind('127.0.0.7', { first, last })).rejects.toThrow(`${first} to ${last}, are in use`);
  });

  it('begins at the first even port and leaves out what has none above it', async () => {
    const { first } = await freeRange();
    expect([await bind('127.0.0.7', { first: first + 1, last: first + 4 })]).toEqual([first + 2]);
    await expect(bind('127.0.0.7', { first: first + 1, last: first + 4 })).rejects.toThrow('in use');
  });

  it('is not searched where the address is not ours', async () => {
    await expect(bind('192.0.2.1', { first: 20_000, last: 60_000 })).rejects.toThrow('EADDRNOTAVAIL');
  });

  it('holds for calls, and a call that finds all taken says so and what to do', async () => {
    const { first } = await freeRange();
    const options = { localAddress: () => '127.0.0.7', rtpPorts: { first, last: first + 1 } };
    const leg = await media.openLeg(['PCMU'], options);
    legs.push(leg);
    const offer = await leg.createOffer();
    expect(offer.ok && offer.value).toContain(`m=audio ${first} RTP/AVP`);
    expect(await media.gateway.openLeg({ codecs: ['PCMU'], ...options })).toMatchObject({
      ok: false, error: { code: 'media-failed', message: `All the audio ports of this line, ${first} to ${first + 1}, are in use. A call needs two: end a call, or allow more ports in the settings of the line.` },
    });
  });
});
