import { describe, expect, it } from 'vitest';
import { createTrunkCrypto } from '../../../../main/media/srtp/trunk-crypto.ts';

const key = (letter: string): string => Buffer.alloc(30, letter).toString('base64');
const agreement = (ours: string, theirs: string) => ({ suite: 'AES_CM_128_HMAC_SHA1_80' as const, ours: key(ours), theirs: key(theirs) });
const packet = (sequenceNumber: number): Buffer => {
  const bytes = Buffer.alloc(20, 0x55);
  bytes.writeUInt8(0x80, 0);
  bytes.writeUInt16BE(sequenceNumber, 2);
  bytes.writeUInt32BE(1, 8);
  return bytes;
};

describe('the encryption of a leg', () => {
  it('passes packets untouched while nothing is agreed', () => {
    const crypto = createTrunkCrypto();
    expect([crypto.sealRtp(packet(1)), crypto.openRtp(packet(1))]).toEqual([packet(1), packet(1)]);
  });

  it('takes no clear packet once it is agreed', () => {
    const crypto = createTrunkCrypto();
    crypto.adopt(agreement('a', 'b'));
    expect([crypto.openRtp(packet(1)), crypto.openRtcp(packet(1))]).toEqual([null, null]);
  });

  it('goes on with its counts when a re-INVITE says the same keys again', () => {
    const [crypto, peer] = [createTrunkCrypto(), createTrunkCrypto()];
    crypto.adopt(agreement('a', 'b'));
    peer.adopt(agreement('b', 'a'));
    peer.openRtp(crypto.sealRtp(packet(65_535)));
    const replayed = peer.sealRtp(packet(9));
    crypto.openRtp(replayed);
    expect(crypto.adopt(agreement('a', 'b'))).toBe(false);
    expect(peer.openRtp(crypto.sealRtp(packet(0)))).toEqual(packet(0));
    expect(crypto.openRtp(replayed)).toBeNull();
  });

  it('tells of a peer with another key, who cannot know how often our sequence wrapped', () => {
    const crypto = createTrunkCrypto();
    expect(crypto.adopt(agreement('a', 'b'))).toBe(true);
    expect(crypto.adopt(agreement('a', 'c'))).toBe(true);
  });

  it('never encrypts twice under one key and index, even when a key comes back', () => {
    const crypto = createTrunkCrypto();
    crypto.adopt(agreement('a', 'b'));
    crypto.sealRtp(packet(65_535));
    const wrapped = crypto.sealRtp(packet(0));
    crypto.adopt(null);
    crypto.adopt(agreement('a', 'b'));
    const first = createTrunkCrypto();
    first.adopt(agreement('a', 'b'));
    expect(wrapped).not.toEqual(first.sealRtp(packet(0)));
    expect(crypto.sealRtp(packet(1))).not.toEqual(first.sealRtp(packet(1)));
  });
});
