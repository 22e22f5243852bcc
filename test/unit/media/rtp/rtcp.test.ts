import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { middleNtp, ntpTime, readReport, roundTripMs, writeBye, writeReport } from '../../../../main/media/rtp/rtcp.ts';

const NOW_MS = Date.UTC(2026, 0, 1, 12, 0, 0, 250);
const SENDER = { rtpTimestamp: 0x0102_0304, packetCount: 500, octetCount: 80_000 };
const RECEPTION = { ssrc: 0xbbbb_bbbb, report: { fractionLost: 64, packetsLost: 3, highestSequence: 0x1_0005, jitterTicks: 12 }, lastSenderReport: { middleNtp: 0xcafe_f00d, arrivedAtMs: NOW_MS - 500 } };
const base = { ssrc: 0xaaaa_aaaa, cname: 'abcdef', nowMs: NOW_MS, sender: null, reception: null };

/** The packets of a compound one: type and body after the common header (RFC 3550 s. 6.4). */
function split(bytes: Buffer): { type: number; count: number; body: Buffer }[] {
  const packets = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 4 * (bytes.readUInt16BE(at + 2) + 1);
    packets.push({ type: bytes.readUInt8(at + 1), count: bytes.readUInt8(at) & 0x1f, body: bytes.subarray(at + 4, end) });
    at = end;
  }
  return packets;
}

describe('our reports', () => {
  it('are sender reports with NTP time, RTP time and counts while we send (RFC 3550 s. 6.4.1)', () => {
    const [report] = split(writeReport({ ...base, sender: SENDER, reception: RECEPTION }));
    expect([report?.type, report?.count]).toEqual([200, 1]);
    const words = Array.from({ length: (report?.body.length ?? 0) / 4 }, (_unused, index) => report?.body.readUInt32BE(index * 4));
    expect(words).toEqual([
      0xaaaa_aaaa, Math.floor(NOW_MS / 1_000) + 2_208_988_800, 0x4000_0000, 0x0102_0304, 500, 80_000,
      0xbbbb_bbbb, (64 << 24) | 3, 0x1_0005, 12, 0xcafe_f00d, 32_768,
    ]);
  });

  it('are receiver reports while we send nothing (RFC 3550 s. 6.4.2)', () => {
    expect(split(writeReport(base)).map(({ type, count }) => [type, count])).toEqual([[201, 0], [202, 1]]);
  });

  it.each(['a', 'ab', 'abc', 'abcd', 'abcde', 'x'.repeat(255)])('end with a CNAME padded by at least one null to a whole word (RFC 3550 s. 6.5): %s', (cname) => {
    const [, description] = split(writeReport({ ...base, cname }));
    const body = description?.body ?? Buffer.alloc(0);
    expect(body.length % 4).toBe(0);
    expect([body.readUInt32BE(0), body.readUInt8(4), body.readUInt8(5)]).toEqual([0xaaaa_aaaa, 1, cname.length]);
    expect(body.toString('latin1', 6, 6 + cname.length)).toBe(cname);
    expect([...body.subarray(6 + cname.length)].every((byte) => byte === 0)).toBe(true);
    expect(body.length).toBeGreaterThan(6 + cname.length);
  });

  it('take leave with a BYE behind a report (RFC 3550 s. 6.6)', () => {
    const packets = split(writeBye(0xaaaa_aaaa, 'abcdef'));
    expect(packets.map((packet) => packet.type)).toEqual([201, 202, 203]);
    expect(packets[2]?.body.readUInt32BE(0)).toBe(0xaaaa_aaaa);
  });
});

describe('a peer\'s report', () => {
  it('tells its own time and how it received us', () => {
    const bytes = writeReport({ ...base, ssrc: 0xbbbb_bbbb, sender: SENDER, reception: { ...RECEPTION, ssrc: 0xaaaa_aaaa } });
    expect(readReport(bytes, 0xaaaa_aaaa)).toEqual({ senderMiddleNtp: middleNtp(ntpTime(NOW_MS)), ofUs: { fractionLost: 64, highestSequence: 65_541, lastSenderReport: 0xcafe_f00d, delayTicks: 32_768 } });
  });

  it('says nothing of us when it is about another source', () => {
    expect(readReport(writeReport({ ...base, reception: RECEPTION }), 1)).toEqual({ senderMiddleNtp: null, ofUs: null });
  });

  it('never throws, whatever its bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readReport(Buffer.from(bytes), 1)), { numRuns: 2_000 });
  });

  it('never throws on a mutated honest one', () => {
    const honest = writeReport({ ...base, sender: SENDER, reception: RECEPTION });
    const cut = fc.nat(honest.length);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(honest.length - 1), fc.nat(255)), { maxLength: 6 }), cut, (changes, length) => {
      const bytes = Buffer.from(honest);
      for (const [at, value] of changes) bytes.writeUInt8(value, at);
      readReport(bytes.subarray(0, length), 1);
    }), { numRuns: 2_000 });
  });
});

describe('the round trip', () => {
  const reported = (agoMs: number, heldMs: number) => ({ fractionLost: 0, lastSenderReport: middleNtp(ntpTime(NOW_MS - agoMs)), delayTicks: Math.round(heldMs * 65.536) });

  it('is now less our report\'s time less what the peer held it (RFC 3550 s. 6.4.1)', () => {
    expect(roundTripMs(reported(1_040, 1_000), NOW_MS)).toBeCloseTo(40, 1);
  });

  it('goes over the wrap of the middle 32 bits', () => {
    const wrapMs = (0x1_0000 * Math.ceil((NOW_MS / 1_000 + 2_208_988_800) / 0x1_0000) - 2_208_988_800) * 1_000;
    const ofUs = { fractionLost: 0, lastSenderReport: middleNtp(ntpTime(wrapMs - 30)), delayTicks: 0 };
    expect(roundTripMs(ofUs, wrapMs + 20)).toBeCloseTo(50, 1);
  });

  it('is unknown while the peer has had no report of ours, and where its figures lie', () => {
    expect(roundTripMs({ lastSenderReport: 0, delayTicks: 0 }, NOW_MS)).toBeNull();
    expect(roundTripMs(reported(10, 5_000), NOW_MS)).toBeNull();
    expect(roundTripMs(reported(120_000, 0), NOW_MS)).toBeNull();
  });
});
