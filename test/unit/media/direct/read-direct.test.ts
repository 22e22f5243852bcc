import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDirect } from '../../../../main/media/direct/read-direct.ts';
import { webRtcSdp } from '../../../support/webrtc-sdp.ts';

describe('a WebRTC trunk\'s SDP', () => {
  it('tells the first codec that the account speaks, whether tones are taken, and the direction', () => {
    const sdp = webRtcSdp({ codecs: ['9 G722/8000', '8 PCMA/8000', '101 telephone-event/8000'], direction: 'sendonly' });
    expect(readDirect(sdp, ['opus', 'PCMA'])).toEqual({ ok: true, value: { codec: 'PCMA', events: [{ payloadType: 101, clockRateHz: 8_000 }], direction: 'sendonly' } });
  });

  it.each([
    ['a=fingerprint', 'encryption-mismatch', 'no fingerprint'], ['a=ice-ufrag', 'bad-sdp', 'no ICE credentials'], ['a=ice-pwd', 'bad-sdp', 'no ICE credentials'], ['a=rtcp-mux', 'bad-sdp', 'over one port'], ['m=', 'bad-sdp', 'no audio'],
  ])('without %s is refused in words, with what to look for at the trunk (T46)', (without, code, words) => {
    expect(readDirect(webRtcSdp({ without }), ['PCMU'])).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(words) } });
  });

  it('of plain RTP, and without a common codec, names both sides\' terms (T46)', () => {
    expect(readDirect(webRtcSdp({ protocol: 'RTP/AVP' }), ['PCMU'])).toMatchObject({ ok: false, error: { code: 'encryption-mismatch', message: expect.stringMatching(/RTP\/AVP.*UDP\/TLS\/RTP\/SAVPF/) } });
    expect(readDirect(webRtcSdp(), ['opus'])).toMatchObject({ ok: false, error: { code: 'no-common-codec', message: expect.stringMatching(/PCMU.*opus/) } });
  });

  it('may have its keys and credentials at the session\'s level (RFC 8839 s. 5.4, RFC 8122 s. 5)', () => {
    const [head, tail] = webRtcSdp({ without: 'a=fingerprint' }).split('m=audio');
    expect(readDirect(`${head}a=fingerprint:sha-256 AB:CD\r\nm=audio${tail}`, ['PCMU'])).toMatchObject({ ok: true });
  });

  it('never makes it throw, whatever it says', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300, unit: 'binary' }), fc.nat(600), (noise, at) => {
      const sdp = webRtcSdp();
      readDirect(sdp.slice(0, at) + noise + sdp.slice(at), ['PCMU']);
    }), { numRuns: 500 });
  });
});
