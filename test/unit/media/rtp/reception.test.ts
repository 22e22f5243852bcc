import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReception } from '../../../../main/media/rtp/reception.ts';

/** Packet n of a source that sends 160 ticks every 20 ms. */
function receive(order: readonly number[], options: { first?: number; arrival?: (n: number) => number | null } = {}) {
  const reception = createReception(1);
  const first = options.first ?? 1_000;
  for (const n of order) reception.note({ sequenceNumber: (first + n) & 0xffff, timestamp: n * 160 }, options.arrival === undefined ? n * 160 : options.arrival(n));
  return reception;
}
const upTo = (count: number): number[] => Array.from({ length: count }, (_unused, n) => n);

describe('what we received of a source', () => {
  it('counts what should have come and did not (RFC 3550 A.3)', () => {
    const reception = receive([0, 1, 4, 5, 9]);
    expect([reception.received(), reception.lost()]).toEqual([5, 5]);
  });

  it('counts nothing lost when packets change places', () => {
    expect(receive([0, 2, 1, 4, 3]).lost()).toBe(0);
  });

  it('never counts fewer than none lost, whatever comes twice', () => {
    const reception = receive([0, 1, 1, 1, 2]);
    expect([reception.lost(), reception.report().packetsLost]).toEqual([0, 0]);
  });

  it('goes on over the wrap of the sequence and reports the extended number (RFC 3550 s. 6.4.1)', () => {
    const reception = receive(upTo(10).filter((n) => n !== 5), { first: 0xfffc });
    expect(reception.lost()).toBe(1);
    expect(reception.report().highestSequence).toBe(0x1_0000 + 5);
  });

  it('gives the fraction lost since the last report in 256ths (RFC 3550 A.3)', () => {
    const reception = receive([0, 1, 2, 7]);
    expect(reception.report()).toMatchObject({ fractionLost: 128, packetsLost: 4 });
    for (const n of [8, 9, 10, 11]) reception.note({ sequenceNumber: 1_000 + n, timestamp: n * 160 }, n * 160);
    expect(reception.report()).toMatchObject({ fractionLost: 0, packetsLost: 4 });
  });

  it('takes a great jump for a source that began anew, not for loss (RFC 3550 A.1)', () => {
    const reception = receive([0, 1, 3]);
    for (const n of [0, 1, 2]) reception.note({ sequenceNumber: 40_000 + n, timestamp: 3_000_000_000 + n * 160 }, (3 + n) * 160);
    expect([reception.received(), reception.lost()]).toEqual([6, 1]);
    expect(reception.jitterTicks()).toBe(0);
  });

  it('reads the interarrival jitter by the filter of A.8', () => {
    // One packet 80 ticks late: 80/16 on its coming, then another 80 back on the next: (80 - 5)/16 more.
    const reception = receive([0, 1, 2], { arrival: (n) => n * 160 + (n === 1 ? 80 : 0) });
    expect(reception.jitterTicks()).toBeCloseTo(5 + 75 / 16, 9);
    expect(reception.report().jitterTicks).toBe(10);
  });

  it('takes no jitter from tones, whose timestamp stands still (RFC 4733 s. 2.5.1.2), nor from timestamps set anew', () => {
    expect(receive(upTo(50), { arrival: () => null }).jitterTicks()).toBe(0);
    const reception = receive([0, 1]);
    reception.note({ sequenceNumber: 1_002, timestamp: 2_000_000_000 }, 320);
    expect(reception.jitterTicks()).toBe(0);
  });

  it.each([['counts', 40_000], ['does not count', 0]])('takes a rest for no loss and no jitter, whether the source %s its time (RFC 3551 s. 4.1)', (_how, restTicks) => {
    for (const announced of ['by comfort noise', 'by the marker alone']) {
      const reception = receive(upTo(10));
      if (announced === 'by comfort noise') reception.note({ sequenceNumber: 1_010, timestamp: 1_600 }, null);
      const from = announced === 'by comfort noise' ? 11 : 10;
      for (const n of upTo(10)) reception.note({ sequenceNumber: 1_000 + from + n, timestamp: (from + n) * 160 + restTicks, marker: n === 0 && announced !== 'by comfort noise' }, (from + n) * 160 + 40_000);
      expect([reception.lost(), reception.jitterTicks()], announced).toEqual([0, 0]);
    }
  });

  it('takes jitter from a source that marks every packet', () => {
    const reception = createReception(1);
    for (const n of upTo(50)) reception.note({ sequenceNumber: n, timestamp: n * 160, marker: true }, n * 160 + (n % 2) * 80);
    expect(reception.jitterTicks()).toBeGreaterThan(60);
  });

  it('counts exactly what is missing from any stream with gaps of a second or less', () => {
    fc.assert(fc.property(fc.nat(0xffff), fc.array(fc.boolean(), { minLength: 1, maxLength: 500 }), (first, arrives) => {
      const came = [0, ...upTo(arrives.length).filter((n) => arrives[n]).map((n) => n + 1), arrives.length + 1];
      expect(receive(came, { first }).lost()).toBe(arrives.filter((has) => !has).length);
    }));
  });
});
