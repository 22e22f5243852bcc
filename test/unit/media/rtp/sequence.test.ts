import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTicks, nextSequence, sequenceDistance, tickDistance } from '../../../../main/media/rtp/sequence.ts';

describe('arithmetic on numbers that wrap (RFC 3550 s. 5.1)', () => {
  it.each([[0, 0xffff, 1], [0xffff, 0, -1], [10, 3, 7], [0x8000, 0, -0x8000], [0x7fff, 0, 0x7fff]])('sequence %d is after %d by %d', (sequence, reference, distance) => {
    expect(sequenceDistance(sequence, reference)).toBe(distance);
  });

  it('finds the distance that was added, both ways, anywhere', () => {
    fc.assert(fc.property(fc.nat(0xffff), fc.integer({ min: -0x8000, max: 0x7fff }), (sequence, by) => {
      expect(sequenceDistance(nextSequence(sequence, by), sequence)).toBe(by);
    }));
    fc.assert(fc.property(fc.nat(0xffff_ffff), fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }), (timestamp, by) => {
      expect(tickDistance(addTicks(timestamp, by), timestamp)).toBe(by);
    }));
  });
});
