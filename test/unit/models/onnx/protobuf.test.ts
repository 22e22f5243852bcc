import { describe, expect, it } from 'vitest';
import { bytesField, floatField, integerField, stringField } from '../../../../models/onnx/protobuf.ts';

describe('the Protocol Buffers writer', () => {
  // The examples of https://protobuf.dev/programming-guides/encoding/.
  it.each([
    ['a varint of two bytes', integerField(1, 150), '089601'],
    ['nought', integerField(1, 0), '0800'],
    ['a negative number as ten bytes of two\'s complement', integerField(1, -2), '08feffffffffffffffff01'],
    ['a number beyond 32 bits', integerField(3, 2 ** 40), '18808080808020'],
    ['a string', stringField(2, 'testing'), '120774657374696e67'],
    ['a field number beyond 15', bytesField(16, Uint8Array.of(5)), '82010105'],
    ['a float', floatField(4, 1.5), '250000c03f'],
  ])('writes %s', (_, bytes, hex) => {
    expect(bytes.toString('hex')).toBe(hex);
  });

  it.each([1.5, Number.NaN, 2 ** 53])('refuses %d, which is no whole number that it can keep', (value) => {
    expect(() => integerField(1, value)).toThrow();
  });
});
