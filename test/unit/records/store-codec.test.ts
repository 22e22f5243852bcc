import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createStoreCodec, plainCodec } from '../../../main/records/store-codec.ts';

describe('the store codec', () => {
  const codec = createStoreCodec(randomBytes(32));
  const text = '{"name":"Erika Müller, 张伟"}';

  it('gives back what it encoded, and its bytes show nothing of it', () => {
    expect(codec.decode(codec.encode(text))).toBe(text);
    expect(codec.encode(text).includes('Erika')).toBe(false);
  });

  it('encodes the same text differently each time (a fresh IV)', () => {
    expect(codec.encode(text).equals(codec.encode(text))).toBe(false);
  });

  it('throws on a flipped bit anywhere, a cut file and another key', () => {
    const bytes = codec.encode(text);
    for (const position of [12, 25, 40, bytes.length - 1]) {
      const flipped = Buffer.from(bytes);
      flipped[position]! ^= 1;
      expect(() => codec.decode(flipped)).toThrow();
    }
    expect(() => codec.decode(bytes.subarray(0, 20))).toThrow();
    expect(() => createStoreCodec(randomBytes(32)).decode(bytes)).toThrow();
  });

  it('reads a plain file, so that a store begun without a keyring is taken over', () => {
    expect(codec.decode(plainCodec.encode(text))).toBe(text);
  });

  it('says, without a key, that a file is encrypted, and refuses bytes that are no UTF-8', () => {
    expect(() => plainCodec.decode(codec.encode(text))).toThrow(/encrypted/);
    expect(() => plainCodec.decode(Buffer.from([0x7b, 0xff, 0xfe]))).toThrow();
  });

  it('takes keys of 32 bytes alone', () => {
    expect(() => createStoreCodec(randomBytes(16))).toThrow(/16 bytes/);
  });
});
