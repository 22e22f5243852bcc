import { describe, expect, it } from 'vitest';
import { frequenciesOf, timedTones } from '../../../renderer/audio/tones.ts';

describe('keypad tones as sound', () => {
  it.each([['1', 697, 1_209], ['5', 770, 1_336], ['9', 852, 1_477], ['0', 941, 1_336], ['*', 941, 1_209], ['#', 941, 1_477], ['a', 697, 1_633], ['D', 941, 1_633]])('are two frequencies each (ITU-T Q.23): %s', (digit, low, high) => {
    expect(frequenciesOf(digit)).toEqual([low, high]);
  });

  it.each(['', 'x', '12', ' '])('are made of keys alone, not of "%s"', (digit) => {
    expect(frequenciesOf(digit)).toBeNull();
  });

  it('last as long as the line says, with a gap that a receiver can hear (ITU-T Q.24)', () => {
    expect(timedTones('1#', 100)).toEqual({ tones: [{ frequenciesHz: [697, 1_209], fromMs: 0, toMs: 100 }, { frequenciesHz: [941, 1_477], fromMs: 160, toMs: 260 }], endMs: 320 });
  });
});
