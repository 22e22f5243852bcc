import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSrtpReceiver, createSrtpSender } from '../../../../main/media/srtp/srtp-context.ts';
import { SRTP_SUITES, suiteProfile, type SrtpSuite } from '../../../../main/media/srtp/suites.ts';

function rtpPacket(sequenceNumber: number, ssrc = 7, body = Buffer.alloc(40, sequenceNumber & 0xff)): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80, 0);
  header.writeUInt16BE(sequenceNumber & 0xffff, 2);
  header.writeUInt32BE(ssrc, 8);
  return Buffer.concat([header, body]);
}
const REPORT = Buffer.from('80c90001000000078000000000000000', 'hex');

function pair(suite: SrtpSuite) {
  const { keyBytes, saltBytes } = suiteProfile(suite);
  const keying = { suite, inline: randomBytes(keyBytes + saltBytes).toString('base64') };
  return { sender: createSrtpSender(keying), receiver: createSrtpReceiver(keying) };
}

describe.each(SRTP_SUITES)('SRTP with %s', (suite) => {
  it('carries packets in and out of order, CSRCs and header extensions readable', () => {
    const { sender, receiver } = pair(suite);
    const extended = Buffer.concat([Buffer.from('9100000500000000000000070000 0001bede0001aabbccdd'.replaceAll(' ', ''), 'hex'), Buffer.from('speech')]);
    const sealed = [rtpPacket(1), rtpPacket(2), rtpPacket(3), extended].map((packet) => sender.protectRtp(packet));
    expect([2, 0, 1, 3].map((at) => receiver.openRtp(sealed[at]!))).toEqual([rtpPacket(3), rtpPacket(1), rtpPacket(2), extended]);
    expect(sealed[3]!.subarray(0, 24)).toEqual(extended.subarray(0, 24));
    expect(sealed[3]!.includes('speech')).toBe(false);
  });

  it('lets a packet in once (RFC 3711 s. 3.3.2)', () => {
    const { sender, receiver } = pair(suite);
    const [rtp, rtcp] = [sender.protectRtp(rtpPacket(9)), sender.protectRtcp(REPORT)];
    expect([receiver.openRtp(rtp), receiver.openRtp(rtp)]).toEqual([rtpPacket(9), null]);
    expect([receiver.openRtcp(rtcp), receiver.openRtcp(rtcp)]).toEqual([REPORT, null]);
  });

  it('refuses a packet with any bit changed, and is none the worse for it', () => {
    const { sender, receiver } = pair(suite);
    const [rtp, rtcp] = [sender.protectRtp(rtpPacket(5)), sender.protectRtcp(REPORT)];
    for (const [sealed, open] of [[rtp, receiver.openRtp], [rtcp, receiver.openRtcp]] as const) {
      for (let bit = 0; bit < sealed.length * 8; bit += 1) {
        const forged = Buffer.from(sealed);
        forged.writeUInt8(forged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(open(forged)).toBeNull();
      }
    }
    expect(receiver.openRtp(rtp)).toEqual(rtpPacket(5));
    expect(receiver.openRtcp(rtcp)).toEqual(REPORT);
  });

  it.each([1, 300, 20_000])('opens what follows a loss of %i packets over the wrap of the sequence (RFC 3711 s. 3.3.1)', (lost) => {
    const { sender, receiver } = pair(suite);
    const sealed = Array.from({ length: lost + 20 }, (_unused, n) => sender.protectRtp(rtpPacket(65_526 + n)));
    const opened = [...sealed.slice(0, 10), ...sealed.slice(10 + lost)].map((packet) => receiver.openRtp(packet));
    expect(opened).toHaveLength(20);
    expect(opened).not.toContain(null);
  });

  it('keeps a rollover count for each source', () => {
    const { sender, receiver } = pair(suite);
    for (const [ssrc, sequenceNumber] of [[1, 65_535], [1, 0], [2, 30_000], [1, 1], [2, 30_001]] as const) {
      expect(receiver.openRtp(sender.protectRtp(rtpPacket(sequenceNumber, ssrc)))).toEqual(rtpPacket(sequenceNumber, ssrc));
    }
  });

  it('never throws, whatever comes', () => {
    const { receiver } = pair(suite);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => receiver.openRtp(Buffer.from(bytes)) === null && receiver.openRtcp(Buffer.from(bytes)) === null), { numRuns: 500 });
  });
});

describe('an SRTP receiver', () => {
  it('refuses packets too old to know, from before the window', () => {
    const { sender, receiver } = pair('AEAD_AES_128_GCM');
    const sealed = Array.from({ length: 201 }, (_unused, n) => sender.protectRtp(rtpPacket(n)));
    receiver.openRtp(sealed[200]!);
    expect(receiver.openRtp(sealed[60]!)).toBeNull();
    expect(receiver.openRtp(sealed[100]!)).toEqual(rtpPacket(100));
  });

  it('opens nothing of another key', () => {
    expect(pair('AES_CM_128_HMAC_SHA1_32').receiver.openRtp(pair('AES_CM_128_HMAC_SHA1_32').sender.protectRtp(rtpPacket(1)))).toBeNull();
  });
});
