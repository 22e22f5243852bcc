import { describe, expect, it } from 'vitest';
import { readCryptoLine, type LocalEncryption } from '../../../../main/media/sdp/crypto-lines.ts';
import { createLocalEncryption } from '../../../../main/media/sdp/local-encryption.ts';
import { answerOffer, buildOffer, checkOffer, readAnswer } from '../../../../main/media/sdp/negotiate.ts';
import type { SrtpPolicy } from '../../../../preload/contract/accounts.ts';

const LOCAL = { address: '192.0.2.1', port: 20_000, sessionId: 7, version: 1 };
const KEY = 'c'.repeat(40); // 30 bytes in base64
const GCM_KEY = `${'d'.repeat(37)}w==`; // 28 bytes
const CM_80 = `a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:${KEY}`;
const GCM = `a=crypto:9 AEAD_AES_128_GCM inline:${GCM_KEY}`;
const sdp = (...media: string[]) => ['v=0', 'o=peer 1 1 IN IP4 198.51.100.9', 's=-', 'c=IN IP4 198.51.100.9', 't=0 0', ...media, ''].join('\r\n');
const savp = (...crypto: string[]) => ['m=audio 30000 RTP/SAVP 0', ...crypto];
const avp = (...crypto: string[]) => ['m=audio 30002 RTP/AVP 0', ...crypto];
const answer = (policy: SrtpPolicy, ...media: string[]) => answerOffer(LOCAL, ['PCMU'], sdp(...media), { encryption: createLocalEncryption(policy) });

describe('our offer of encryption', () => {
  it('holds no key where the account does not encrypt', () => {
    expect(buildOffer(LOCAL, ['PCMU'], 'sendrecv', createLocalEncryption('off'))).not.toMatch(/crypto|SAVP/);
  });

  it.each([['optional', 'RTP/AVP'], ['required', 'RTP/SAVP']] as const)('where it is %s stands in %s with numbered suites', (policy, profile) => {
    const offer = buildOffer(LOCAL, ['PCMU'], 'sendrecv', createLocalEncryption(policy));
    expect(offer).toContain(`m=audio 20000 ${profile} `);
    expect(offer.match(/^a=crypto:.*(?= inline)/gm)).toEqual(['a=crypto:1 AEAD_AES_256_GCM', 'a=crypto:2 AEAD_AES_128_GCM', 'a=crypto:3 AES_CM_128_HMAC_SHA1_80']);
  });

  it('says the same keys each time, and other ones in another call', () => {
    const [one, other] = [createLocalEncryption('required'), createLocalEncryption('required')];
    expect(buildOffer(LOCAL, ['PCMU'], 'sendrecv', one)).toBe(buildOffer(LOCAL, ['PCMU'], 'sendrecv', one));
    expect(buildOffer(LOCAL, ['PCMU'], 'sendrecv', one)).not.toBe(buildOffer(LOCAL, ['PCMU'], 'sendrecv', other));
  });

  it('leaves room in a datagram for the rest of an INVITE (RFC 3261 s. 18.1.1)', () => {
    expect(buildOffer(LOCAL, ['opus', 'G722', 'PCMU', 'PCMA'], 'sendrecv', createLocalEncryption('required')).length).toBeLessThan(800);
  });
});

describe('an answer to a peer that offers encryption', () => {
  it.each([
    ['required', savp(CM_80), 'RTP/SAVP'], ['optional', savp(CM_80), 'RTP/SAVP'], ['optional', avp(CM_80), 'RTP/AVP'], ['required', avp(CM_80), 'RTP/AVP'],
  ] as const)('takes it where the account says %s, in the peer\'s profile and under its tag (RFC 4568 s. 5.1.2)', (policy, media, profile) => {
    const answered = answer(policy, ...media);
    expect(answered).toMatchObject({ ok: true, value: { audio: { srtp: { suite: 'AES_CM_128_HMAC_SHA1_80', theirs: KEY }, protocol: profile } } });
    expect(answered.ok && answered.value.sdp.match(/^(m=|a=crypto).*/gm)).toEqual([`m=audio 20000 ${profile} 0`, expect.stringMatching(/^a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}$/)]);
  });

  it('takes the first line that it speaks, whatever its own order', () => {
    expect(answer('optional', ...savp(`a=crypto:1 F8_128_HMAC_SHA1_80 inline:${KEY}`, CM_80, GCM))).toMatchObject({ ok: true, value: { audio: { srtp: { suite: 'AES_CM_128_HMAC_SHA1_80' } } } });
  });

  it('prefers the encrypted line of two, and the plain one where the account does not encrypt', () => {
    const lines = (policy: SrtpPolicy) => { const answered = answer(policy, ...avp(), ...savp(GCM)); return answered.ok ? answered.value.sdp.match(/^m=audio \d+ \S+/gm) : null; };
    expect(lines('optional')).toEqual(['m=audio 0 RTP/AVP', 'm=audio 20000 RTP/SAVP']);
    expect(lines('off')).toEqual(['m=audio 20000 RTP/AVP', 'm=audio 0 RTP/SAVP']);
  });

  it('never holds a key where the account does not encrypt', () => {
    const answered = answer('off', ...avp(CM_80));
    expect(answered).toMatchObject({ ok: true, value: { audio: { srtp: null } } });
    expect(answered.ok && answered.value.sdp).not.toContain('crypto');
  });

  it.each([
    ['off', savp(CM_80)], ['required', avp()], ['required', savp()], ['required', savp(`a=crypto:1 F8_128_HMAC_SHA1_80 inline:${KEY}`)], ['optional', savp(`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:short`)],
  ] as const)('is a refusal where the account says %s and the offer %j', (policy, media) => {
    expect(answer(policy, ...media)).toMatchObject({ ok: false, error: { code: 'encryption-mismatch' } });
    expect(checkOffer(['PCMU'], sdp(...media), policy)).toMatchObject({ ok: false });
  });
});

describe('an answer to our offer of encryption', () => {
  const required = createLocalEncryption('required');
  const read = (encryption: LocalEncryption, ...media: string[]) => readAnswer(['PCMU'], sdp(...media), { encryption });

  it('agrees with itself in every policy that meets', () => {
    const answered = answerOffer({ ...LOCAL, port: 22_000 }, ['PCMU'], buildOffer(LOCAL, ['PCMU'], 'sendrecv', required), { encryption: createLocalEncryption('optional') });
    const agreed = answered.ok ? readAnswer(['PCMU'], answered.value.sdp, { encryption: required }) : answered;
    expect(agreed).toMatchObject({ ok: true, value: { srtp: { suite: 'AEAD_AES_256_GCM' } } });
    expect(agreed.ok && answered.ok && [agreed.value.srtp?.ours, agreed.value.srtp?.theirs]).toEqual(answered.ok && [answered.value.audio.srtp?.theirs, answered.value.audio.srtp?.ours]);
  });

  it('is plain where it was optional and the peer takes none', () => {
    expect(read(createLocalEncryption('optional'), ...avp())).toMatchObject({ ok: true, value: { srtp: null } });
  });

  it('is refused where it was required and the peer takes none', () => {
    expect(read(required, ...avp())).toMatchObject({ ok: false, error: { code: 'encryption-mismatch' } });
  });

  it.each([['another tag', `a=crypto:7 AEAD_AES_128_GCM inline:${GCM_KEY}`], ['another suite under our tag', `a=crypto:1 AEAD_AES_128_GCM inline:${GCM_KEY}`]])('is refused with %s (RFC 4568 s. 5.1.3)', (_what, line) => {
    expect(read(required, ...savp(line))).toMatchObject({ ok: false, error: { code: 'bad-sdp' } });
  });
});

describe('a=crypto', () => {
  const line = (config: string, sessionConfig?: string) => readCryptoLine({ id: 1, suite: 'AES_CM_128_HMAC_SHA1_80', config, ...(sessionConfig === undefined ? {} : { sessionConfig }) });

  it.each([[`inline:${KEY}`], [`inline:${KEY}|2^20`], [`inline:${KEY}|1048576`]])('reads %s, lifetime and all', (config) => {
    expect(line(config)?.keying.inline).toBe(KEY);
  });

  it('reads over a window size hint, which binds nobody (RFC 4568 s. 6.3.7)', () => {
    expect(line(`inline:${KEY}`, 'WSH=64')).not.toBeNull();
  });

  it.each([[`inline:${KEY}|2^20|1:4`, undefined], [`inline:${KEY}|1:4`, undefined], ['inline:', undefined], [`uri:${KEY}`, undefined], [`inline:${KEY}`, 'UNENCRYPTED_SRTP'], [`inline:${KEY}`, 'KDR=4']])('does not take %s %s', (config, sessionConfig) => {
    expect(line(config, sessionConfig)).toBeNull();
  });
});
