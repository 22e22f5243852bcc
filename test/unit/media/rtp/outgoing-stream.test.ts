import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOutgoingStream } from '../../../../main/media/rtp/outgoing-stream.ts';

const PAGE = { ssrc: 77, sequenceNumber: 5_000, timestamp: 1_000_000 };
const newStream = (over: Partial<Parameters<typeof createOutgoingStream>[0]> = {}) => createOutgoingStream({ ssrc: 1, sequenceNumber: 100, timestamp: 8_000, frameTicks: 160, ...over });
/** The page's n-th packet. */
const packet = (n: number, from = PAGE) => ({ ssrc: from.ssrc, sequenceNumber: (from.sequenceNumber + n) & 0xffff, timestamp: (from.timestamp + n * 160) >>> 0 });

describe('our stream to the trunk', () => {
  it('begins one frame after its random start, whatever the page counts', () => {
    const stream = newStream();
    expect(stream.follow(packet(0))).toEqual({ sequenceNumber: 101, timestamp: 8_160 });
    expect(stream.follow(packet(1))).toEqual({ sequenceNumber: 102, timestamp: 8_320 });
  });

  it('continues by one packet and one frame when the page comes back as a new source', () => {
    const stream = newStream();
    stream.follow(packet(0));
    expect(stream.follow(packet(0, { ssrc: 78, sequenceNumber: 9, timestamp: 3 }))).toEqual({ sequenceNumber: 102, timestamp: 8_320 });
  });

  it('keeps what the page lost as a gap, so that the far jitter buffer sees loss as loss', () => {
    const stream = newStream();
    stream.follow(packet(0));
    expect(stream.follow(packet(4))).toEqual({ sequenceNumber: 105, timestamp: 8_160 + 4 * 160 });
  });

  it('keeps a packet that comes out of order in its place, without going back itself', () => {
    const stream = newStream();
    stream.follow(packet(0));
    stream.follow(packet(2));
    expect(stream.follow(packet(1))).toEqual({ sequenceNumber: 102, timestamp: 8_320 });
    expect(stream.follow(packet(3))).toEqual({ sequenceNumber: 104, timestamp: 8_640 });
  });

  it('leaves no hole in the sequence for packets that are kept back, and lets time pass', () => {
    const stream = newStream();
    stream.follow(packet(0));
    stream.skip(packet(1));
    stream.skip(packet(2));
    expect(stream.follow(packet(3))).toEqual({ sequenceNumber: 102, timestamp: 8_160 + 3 * 160 });
  });

  it('keeps one timestamp over the packets of a tone, and the page goes on behind it without a jump', () => {
    const stream = newStream();
    stream.follow(packet(0));
    expect(stream.insert(160)).toEqual({ sequenceNumber: 102, timestamp: 8_320 });
    stream.skip(packet(1));
    expect(stream.insert(0)).toEqual({ sequenceNumber: 103, timestamp: 8_320 });
    stream.skip(packet(2));
    expect(stream.follow(packet(3))).toEqual({ sequenceNumber: 104, timestamp: 8_160 + 3 * 160 });
  });

  it('does not go back in time when the page\'s packets come after the silence that stood in for them', () => {
    const stream = newStream();
    stream.follow(packet(0));
    for (let frame = 0; frame < 6; frame += 1) stream.insert(160);
    expect(stream.follow(packet(1))).toEqual({ sequenceNumber: 108, timestamp: 8_160 + 7 * 160 });
    expect(stream.follow(packet(2))).toEqual({ sequenceNumber: 109, timestamp: 8_160 + 8 * 160 });
  });

  it('places the page anew after its timestamps lost their meaning (another codec\'s clock)', () => {
    const stream = newStream();
    stream.follow(packet(0));
    stream.forget();
    expect(stream.follow({ ...PAGE, sequenceNumber: 6_000, timestamp: 3_000_000 })).toEqual({ sequenceNumber: 102, timestamp: 8_320 });
  });

  it('wraps the sequence at 16 and the timestamp at 32 bits (RFC 3550 s. 5.1)', () => {
    const stream = newStream({ sequenceNumber: 0xfffe, timestamp: 0xffff_ffff });
    expect(stream.follow(packet(0))).toEqual({ sequenceNumber: 0xffff, timestamp: 159 });
    expect(stream.follow(packet(1))).toEqual({ sequenceNumber: 0, timestamp: 319 });
    expect(stream.insert(160)).toEqual({ sequenceNumber: 1, timestamp: 479 });
  });

  it('has neither holes nor steps back in any order of packets, skips, tones, silence and reloads', () => {
    const step = fc.constantFrom('packet', 'skip', 'silence', 'tone', 'reload' as const);
    fc.assert(fc.property(fc.array(step, { maxLength: 200 }), fc.nat(0xffff), fc.nat(0xffff_ffff), (steps, sequenceNumber, timestamp) => {
      const stream = newStream({ sequenceNumber, timestamp });
      let page = { ...PAGE };
      let n = 0;
      let last = { sequenceNumber, timestamp };
      for (const what of steps) {
        if (what === 'reload') page = { ssrc: page.ssrc + 1, sequenceNumber: (page.sequenceNumber * 31) & 0xffff, timestamp: (page.timestamp * 17) >>> 0 };
        if (what === 'skip') stream.skip(packet(n++, page));
        const sent = what === 'packet' ? stream.follow(packet(n++, page)) : what === 'silence' ? stream.insert(160) : what === 'tone' ? stream.insert(0) : null;
        if (sent === null) continue;
        expect((sent.sequenceNumber - last.sequenceNumber) & 0xffff).toBe(1);
        expect((sent.timestamp - last.timestamp) | 0).toBeGreaterThanOrEqual(what === 'tone' ? 0 : 160);
        last = sent;
      }
    }));
  });
});
