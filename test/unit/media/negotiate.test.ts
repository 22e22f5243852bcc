import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOffer, buildOffer, checkOffer, readAnswer } from '../../../main/media/sdp/negotiate.ts';
import { readAudio } from '../../../main/media/sdp/read-audio.ts';
import type { CodecName } from '../../../preload/contract/accounts.ts';

const LOCAL = { address: '192.0.2.1', port: 20_000, sessionId: 7, version: 1 };
const ALL: readonly CodecName[] = ['opus', 'G722', 'PCMU', 'PCMA'];
const peerSdp = (media: string, connection = 'c=IN IP4 198.51.100.9') => ['v=0', 'o=peer 1 1 IN IP4 198.51.100.9', 's=-', connection, 't=0 0', media].filter((line) => line !== '').join('\r\n').concat('\r\n');
const G711 = 'm=audio 30000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16';

describe('our offer', () => {
  const offer = buildOffer(LOCAL, ALL);

  it('names the codecs in our order, RTP and RTCP ports, and events at both clocks', () => {
    expect(offer).toContain('m=audio 20000 RTP/AVP 111 9 0 8 110 101\r\n');
    expect(offer).toContain('a=rtcp:20001\r\n');
    expect(offer).toContain('a=rtpmap:110 telephone-event/48000\r\n');
    expect(offer).toContain('a=rtpmap:101 telephone-event/8000\r\n');
    expect(offer).toContain('a=rtpmap:9 G722/8000\r\n'); // 8000 although it samples at 16,000 (RFC 3551 s. 4.5.2)
  });

  it.each([[true, false, 'minptime=10;useinbandfec=1'], [false, true, 'minptime=10;useinbandfec=0;usedtx=1']])('asks of Opus what the account chose (FEC %j, DTX %j; RFC 7587 s. 6.1), and so does an answer', (fec, dtx, format) => {
    const made = buildOffer(LOCAL, ALL, 'sendrecv', undefined, 'RTP/AVP', { fec, dtx });
    expect(made).toContain(`a=fmtp:111 ${format}\r\n`);
    const answered = answerOffer(LOCAL, ALL, peerSdp('m=audio 30000 RTP/AVP 96\r\na=rtpmap:96 opus/48000/2'), { opus: { fec, dtx } });
    expect(answered.ok && answered.value.sdp).toContain(`a=fmtp:96 ${format}\r\n`);
  });

  it('stays far below what fits a datagram (RFC 3261 s. 18.1.1)', () => {
    expect(offer.length).toBeLessThan(700);
  });
});

describe('an answer to a peer\'s offer', () => {
  it.each([
    ['static payload types without rtpmap', G711, 'PCMU', 0],
    ['the peer\'s own order', 'm=audio 30000 RTP/AVP 8 0', 'PCMA', 8],
    ['the peer\'s dynamic payload type', 'm=audio 30000 RTP/AVP 96 0\r\na=rtpmap:96 opus/48000/2', 'opus', 96],
    ['codec names in any case', 'm=audio 30000 RTP/AVP 107\r\na=rtpmap:107 OPUS/48000/2', 'opus', 107],
    ['G722 by its odd clock', 'm=audio 30000 RTP/AVP 9\r\na=rtpmap:9 G722/8000', 'G722', 9],
    ['a first codec that nobody speaks', 'm=audio 30000 RTP/AVP 18 0\r\na=rtpmap:18 G729/8000', 'PCMU', 0],
  ] as const)('takes %s', (_what, media, codec, payloadType) => {
    const answered = answerOffer(LOCAL, ALL, peerSdp(media));
    expect(answered).toMatchObject({ ok: true, value: { audio: { codec, sendPayloadType: payloadType, remoteAddress: '198.51.100.9', remotePort: 30_000 } } });
  });

  it.each([
    ['sendrecv', '', 'sendrecv'], ['sendonly', 'a=sendonly', 'recvonly'], ['recvonly', 'a=recvonly', 'sendonly'], ['inactive', 'a=inactive', 'inactive'],
  ])('mirrors %s (RFC 3264 s. 6.1)', (_offered, line, answered) => {
    const made = answerOffer(LOCAL, ALL, peerSdp(line === '' ? G711 : `${G711}\r\n${line}`));
    expect(made.ok && made.value.sdp).toContain(`a=${answered}`);
  });

  it.each(['c=IN IP4 0.0.0.0', 'c=IN IP6 ::'])('reads %s as hold (RFC 3264 s. 8.4)', (connection) => {
    expect(answerOffer(LOCAL, ALL, peerSdp(G711, connection))).toMatchObject({ ok: true, value: { audio: { direction: 'recvonly' } } });
  });

  it('reads a direction on a last line without its newline (T11)', () => {
    expect(answerOffer(LOCAL, ALL, peerSdp(`${G711}\r\na=sendonly`).trimEnd())).toMatchObject({ ok: true, value: { audio: { direction: 'recvonly' } } });
  });

  it('refuses other media in their places with port 0 (RFC 3264 s. 6)', () => {
    const made = answerOffer(LOCAL, ALL, peerSdp(`m=video 40000 RTP/AVP 97\r\na=rtpmap:97 H264/90000\r\n${G711}\r\nm=image 50000 udptl t38`));
    const lines = made.ok ? made.value.sdp.match(/^m=.*$/gm) : [];
    expect(lines?.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['m=video 0', 'm=audio 20000', 'm=image 0']);
  });

  it('keeps the peer\'s event payload type, and 8,000 Hz events beside Opus where no others are offered', () => {
    const made = answerOffer(LOCAL, ALL, peerSdp('m=audio 30000 RTP/AVP 96 97\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:97 telephone-event/8000'));
    expect(made).toMatchObject({ ok: true, value: { audio: { telephoneEvent: { sendPayloadType: 97, receivePayloadType: 97, clockRateHz: 8_000 } } } });
  });

  it.each([
    ['no-common-codec', 'm=audio 30000 RTP/AVP 18\r\na=rtpmap:18 G729/8000'],
    ['encryption-mismatch', 'm=audio 30000 RTP/SAVP 0'],
    ['bad-sdp', 'm=video 30000 RTP/AVP 97'],
    ['bad-sdp', 'm=audio 0 RTP/AVP 0'],
    ['bad-sdp', ''],
  ])('is refused as %s for %j', (code, media) => {
    expect(answerOffer(LOCAL, ALL, peerSdp(media))).toMatchObject({ ok: false, error: { code } });
    expect(checkOffer(ALL, peerSdp(media))).toMatchObject({ ok: false, error: { code } });
  });

  it('names both sides\' codecs in the refusal', () => {
    const refused = answerOffer(LOCAL, ['PCMU'], peerSdp('m=audio 30000 RTP/AVP 8'));
    expect(!refused.ok && refused.error.message).toMatch(/PCMA.*PCMU/);
  });
});

describe('an answer to our own offer', () => {
  it('sends to the peer\'s payload type and expects our own', () => {
    expect(readAnswer(ALL, peerSdp('m=audio 30000 RTP/AVP 96 97\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:97 telephone-event/48000'))).toMatchObject({
      ok: true, value: { codec: 'opus', clockRateHz: 48_000, sendPayloadType: 96, receivePayloadType: 111, telephoneEvent: { sendPayloadType: 97, receivePayloadType: 110, clockRateHz: 48_000 } },
    });
  });

  it('knows a peer that takes no tones', () => {
    expect(readAnswer(ALL, peerSdp('m=audio 30000 RTP/AVP 0'))).toMatchObject({ ok: true, value: { telephoneEvent: null } });
  });

  it('agrees with itself: what we offer, we can answer', () => {
    const answered = answerOffer({ ...LOCAL, port: 22_000 }, ALL, buildOffer(LOCAL, ALL));
    expect(answered.ok && readAnswer(ALL, answered.value.sdp)).toMatchObject({ ok: true, value: { codec: 'opus', remotePort: 22_000 } });
  });
});

describe('foreign SDP', () => {
  it('never throws, whatever its bytes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => typeof readAudio(text).ok === 'boolean'), { numRuns: 500 });
  });

  it('never throws on a mutated honest one', () => {
    const honest = buildOffer(LOCAL, ALL);
    fc.assert(fc.property(fc.nat(honest.length - 1), fc.nat(20), fc.string({ maxLength: 12 }), (at, cut, put) => {
      const mutated = honest.slice(0, at) + put + honest.slice(at + cut);
      return typeof answerOffer(LOCAL, ALL, mutated).ok === 'boolean' && typeof readAnswer(ALL, mutated).ok === 'boolean';
    }), { numRuns: 1_000 });
  });
});
