import { describe, expect, it } from 'vitest';
import { deriveKey, type SessionKeys } from '../../../../main/media/srtp/session-keys.ts';
import { createSrtpReceiver, createSrtpSender } from '../../../../main/media/srtp/srtp-context.ts';
import { createPacketCipher } from '../../../../main/media/srtp/suite-cipher.ts';
import type { SrtpSuite } from '../../../../main/media/srtp/suites.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const NO_KEY = Buffer.alloc(0);
const bothKeys = (keys: SessionKeys) => ({ rtp: keys, rtcp: keys });

describe('the counter-mode keystream', () => {
  it.each([
    ['RFC 3711 B.2', 'AES_CM_128_HMAC_SHA1_80', '2B7E151628AED2A6ABF7158809CF4F3C', 'E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB 41E95B3BB0A2E8DD477901E4FCA894C0'],
    ['RFC 6188 s. 7.1', 'AES_256_CM_HMAC_SHA1_80', '57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98', '92bdd28a93c3f52511c677d08b5515a4 9da71b2378a854f67050756ded165bac 63c4868b7096d88421b563b8c94c9a31'],
  ] as const)('is that of %s', (_source, suite, cipherKey, keystream) => {
    const cipher = createPacketCipher(suite, bothKeys({ cipherKey: hex(cipherKey), salt: hex('F0F1F2F3F4F5F6F7F8F9FAFBFCFD'), authKey: Buffer.alloc(20) }));
    const zeros = Buffer.concat([hex('8000 0000 0000 0000 0000 0000'), Buffer.alloc(48)]); // SSRC 0, index 0
    expect(cipher.sealRtp(zeros, 12, 0).subarray(12, 60)).toEqual(hex(keystream));
  });
});

describe('session keys', () => {
  it.each([
    ['RFC 3711 B.3', 'E1F97A0D3E018BE0D64FA32C06DE4139', '0EC675AD498AFEEBB6960B3AABE6', 'C61E7A93744F39EE10734AFE3FF7A087', '30CBBC08863D8C85D49DB34A9AE1', 'CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'],
    ['RFC 6188 s. 7.2', 'f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6', '3b04803de51ee7c96423ab5b78d2', '5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4', 'fa31791685ca444a9e07c6c64e93', 'fd9c32d39ed5fbb5a9dc96b30818454d1313dc05'],
  ])('are derived as in %s', (_source, key, salt, cipherKey, sessionSalt, authKey) => {
    expect(deriveKey(hex(key), hex(salt), 0, cipherKey.length / 2)).toEqual(hex(cipherKey));
    expect(deriveKey(hex(key), hex(salt), 2, 14)).toEqual(hex(sessionSalt));
    expect(deriveKey(hex(key), hex(salt), 1, 20)).toEqual(hex(authKey));
  });
});

/** Packets as libsrtp's own test driver protects them, under the master keys of the RFCs. */
describe('a whole counter-mode packet', () => {
  it.each([
    ['AES_CM_128_HMAC_SHA1_80', 'E1F97A0D3E018BE0D64FA32C06DE4139 0EC675AD498AFEEBB6960B3AABE6', '4e55dc4ce79978d88ca4d215949d2402 b78d6acc99ea179b8dbb'],
    ['AES_256_CM_HMAC_SHA1_80', 'f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6 3b04803de51ee7c96423ab5b78d2', 'f1d9de17ff251ff1aa007774b0b4b40d a08d9d9a5b3a55d8873b'],
  ] as const)('of %s is libsrtp\'s', (suite, material, sealed) => {
    const keying = { suite, inline: hex(material).toString('base64') };
    const packet = hex(`800f1234decafbadcafebabe ${'ab'.repeat(16)}`);
    const expected = Buffer.concat([packet.subarray(0, 12), hex(sealed)]);
    expect(createSrtpSender(keying).protectRtp(packet)).toEqual(expected);
    expect(createSrtpReceiver(keying).openRtp(expected)).toEqual(packet);
  });
});

describe('AES-GCM', () => {
  const salt = hex('517569642070726f2071756f');
  const key = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
  const cipherOf = (suite: SrtpSuite) => createPacketCipher(suite, bothKeys({ cipherKey: suite === 'AEAD_AES_256_GCM' ? key : key.subarray(0, 16), salt, authKey: NO_KEY }));
  const rtp = hex('8040f17b8041f8d35501a0b2 47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573');
  const rtcp = hex('81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef');

  it.each([
    ['16.1.1', 'AEAD_AES_128_GCM', '8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce'],
    ['16.2.1', 'AEAD_AES_256_GCM', '8040f17b8041f8d35501a0b232b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13'],
  ] as const)('protects and opens RTP as in RFC 7714 s. %s', (_section, suite, sealed) => {
    expect(cipherOf(suite).sealRtp(rtp, 12, 0xf17b)).toEqual(hex(sealed));
    expect(cipherOf(suite).openRtp(hex(sealed), 12, 0xf17b)).toEqual(rtp);
  });

  it.each([
    ['17.1', 'AEAD_AES_128_GCM', '81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4'],
    ['17.2', 'AEAD_AES_256_GCM', '81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4'],
  ] as const)('protects and opens RTCP as in RFC 7714 s. %s', (_section, suite, sealed) => {
    expect(cipherOf(suite).sealRtcp(rtcp, 0x5d4)).toEqual(hex(sealed));
    expect(cipherOf(suite).openRtcp(hex(sealed))).toEqual({ packet: rtcp, index: 0x5d4 });
  });

  it('opens RTCP that is authenticated and not encrypted, as in RFC 7714 s. 17.3', () => {
    const tagged = Buffer.concat([rtcp, hex('841dd9683dd78ec92ae58790125f62b3 000005d4')]);
    expect(cipherOf('AEAD_AES_128_GCM').openRtcp(tagged)).toEqual({ packet: rtcp, index: 0x5d4 });
    tagged.writeUInt8(1, 20);
    expect(cipherOf('AEAD_AES_128_GCM').openRtcp(tagged)).toBeNull();
  });
});
