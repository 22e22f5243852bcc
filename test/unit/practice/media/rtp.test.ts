import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSenderReport, writeGoodbye, writeReport } from '../../../../main/practice/media/rtcp-report.ts';
import { parseRtp, serializeRtp, type RtpPacket } from '../../../../main/practice/media/rtp-packet.ts';
import { createRtpReception } from '../../../../main/practice/media/rtp-reception.ts';
import { createDigitReader } from '../../../../main/practice/media/telephone-event.ts';

const packet = (changes: Partial<RtpPacket> = {}): RtpPacket => ({ hasMarker: false, payloadType: 0, sequence: 1, timestampTicks: 160, ssrc: 7, payload: Buffer.from([1, 2, 3]), ...changes });

describe('an RTP packet (RFC 3550 s. 5.1)', () => {
  it('is read as it was written', () => {
    const written = packet({ hasMarker: true, payloadType: 101, sequence: 65_535, timestampTicks: 4_294_967_295, ssrc: 4_000_000_000 });
    expect(parseRtp(serializeRtp(written))).toEqual(written);
  });

  it('is read past CSRCs, an extension and padding', () => {
    const plain = serializeRtp(packet());
    const header = Buffer.from(plain.subarray(0, 12));
    header[0] = 0x80 | 0x20 | 0x10 | 1;
    const bytes = Buffer.concat([header, Buffer.alloc(4), Buffer.from([0, 0, 0, 1, 9, 9, 9, 9]), plain.subarray(12), Buffer.from([0, 2])]);
    expect(parseRtp(bytes)?.payload).toEqual(Buffer.from([1, 2, 3]));
  });

  it('is null for anything else and never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const parsed = parseRtp(bytes);
      if (bytes.length < 12 || bytes[0]! >> 6 !== 2) expect(parsed).toBeNull();
      readSenderReport(bytes);
    }), { numRuns: 2_000 });
  });
});

describe('the count of what was heard', () => {
  it('sees loss across the wrap of the sequence number (appendices A.1 and A.3)', () => {
    const reception = createRtpReception();
    expect(reception.report()).toBeNull();
    for (const sequence of [65_534, 65_535, 0, 3]) reception.note(packet({ sequence, timestampTicks: 0 }), 0);
    expect(reception.report()).toMatchObject({ ssrc: 7, cumulativeLost: 2, fractionLost: Math.floor((2 * 256) / 6), highestSequence: 65_539 });
    reception.note(packet({ sequence: 4 }), 20);
    expect(reception.report()).toMatchObject({ cumulativeLost: 2, fractionLost: 0 });
  });

  it('smooths jitter by a sixteenth (appendix A.8)', () => {
    const reception = createRtpReception();
    reception.note(packet({ sequence: 1, timestampTicks: 0 }), 0);
    reception.note(packet({ sequence: 2, timestampTicks: 160 }), 40); // 20 ms late: 160 ticks
    expect(reception.report()?.jitterTicks).toBe(10);
  });
});

describe('an RTCP report', () => {
  const own = { ssrc: 9, timestampTicks: 800, packets: 5, octets: 800 };
  const time = { epochMs: 1_000, monotonicMs: 3_000 };

  it('holds SR with a report block, then SDES (s. 6.1)', () => {
    const heard = { ssrc: 7, fractionLost: 64, cumulativeLost: -1, highestSequence: 70_000, jitterTicks: 10 };
    const bytes = writeReport(own, heard, { middleNtp: 0xabcd1234, arrivedMs: 2_000 }, time);
    expect([bytes[0], bytes[1], bytes.readUInt16BE(2)]).toEqual([0x81, 200, 12]);
    expect([bytes.readUInt32BE(8), bytes.readUInt32BE(20)]).toEqual([2_208_988_801, 5]);
    expect([bytes.readUInt32BE(28), bytes.readUInt32BE(32), bytes.readUInt32BE(44), bytes.readUInt32BE(48)]).toEqual([7, 0x40ffffff, 0xabcd1234, 65_536]);
    expect([bytes[53], bytes.length % 4]).toEqual([202, 0]);
    expect(bytes.toString('latin1', 52)).toContain('caller@practice.sidetone.invalid');
  });

  it('ends with BYE at the end (s. 6.6), and its time can be read back', () => {
    const bytes = writeGoodbye(own, time);
    expect([bytes[bytes.length - 7], bytes.readUInt32BE(bytes.length - 4)]).toEqual([203, 9]);
    expect(readSenderReport(bytes)).toBe(((2_208_988_801 & 0xffff) << 16) >>> 0);
  });
});

describe('a telephone-event (RFC 4733)', () => {
  it('counts once, at its end, however often the end is repeated', () => {
    const digits: string[] = [];
    const read = createDigitReader((digit) => digits.push(digit));
    const event = (code: number, flags: number, timestampTicks: number): void => read(packet({ timestampTicks, payload: Uint8Array.of(code, flags, 3, 32) }));
    for (const flags of [0x0a, 0x0a, 0x8a, 0x8a, 0x8a]) event(1, flags, 100);
    event(1, 0x8a, 900);
    event(11, 0x8a, 1_800);
    event(200, 0x8a, 2_700);
    read(packet({ payload: Uint8Array.of(1) }));
    expect(digits).toEqual(['1', '1', '#']);
  });
});
