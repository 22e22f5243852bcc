import fc from 'fast-check';
import { parse } from 'sdp-transform';
import { describe, expect, it } from 'vitest';
import { agreeOnAudio, answeringDirection, writeAnswer, writeOffer } from '../../../../main/practice/signalling/sdp.ts';

const local = { address: '127.0.0.1', rtpPort: 4000, sessionId: 1, version: 1 };
const offer = (...media: string[]): string => ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.2', 't=0 0', ...media, ''].join('\r\n');

describe('agreeOnAudio', () => {
  it('takes the first law of the offer, its telephone-event and its address', () => {
    const sdp = offer('m=audio 5000 RTP/AVP 9 8 0 96', 'a=rtpmap:9 G722/8000', 'a=rtpmap:96 telephone-event/8000', 'a=sendonly');
    expect(agreeOnAudio(sdp)).toEqual({ address: '127.0.0.2', port: 5000, codec: 'PCMA', payloadType: 8, dtmfPayloadType: 96, direction: 'sendonly' });
  });

  it('knows a law under a dynamic payload type, and a static type that is mapped to something else', () => {
    expect(agreeOnAudio(offer('m=audio 5000 RTP/AVP 97', 'a=rtpmap:97 pcmu/8000'))).toMatchObject({ codec: 'PCMU', payloadType: 97 });
    expect(agreeOnAudio(offer('m=audio 5000 RTP/AVP 0', 'a=rtpmap:0 opus/48000/2'))).toBeNull();
  });

  it('leaves telephone-event of another clock alone', () => {
    expect(agreeOnAudio(offer('m=audio 5000 RTP/AVP 0 110', 'a=rtpmap:110 telephone-event/48000'))?.dtmfPayloadType).toBeNull();
  });

  it('reads the old hold of c=0.0.0.0 as inactive (RFC 3264 s. 8.4)', () => {
    expect(agreeOnAudio(offer('m=audio 5000 RTP/AVP 0', 'c=IN IP4 0.0.0.0'))?.direction).toBe('inactive');
  });

  it.each([
    ['no law', offer('m=audio 5000 RTP/AVP 9', 'a=rtpmap:9 G722/8000')],
    ['SRTP', offer('m=audio 5000 RTP/SAVP 0')],
    ['a refused line', offer('m=audio 0 RTP/AVP 0')],
    ['video alone', offer('m=video 5000 RTP/AVP 0')],
    ['nothing', ''],
  ])('finds nothing in %s', (_, sdp) => expect(agreeOnAudio(sdp)).toBeNull());

  it('never throws', () => {
    const line = fc.constantFrom('v=0', 'm=audio 5000 RTP/AVP 0', 'm=', 'a=rtpmap:', 'a=rtpmap:0 PCMU/8000', 'c=IN IP4', 'c=', 'a=fmtp:x', '=', 'a', 'm=audio x RTP/AVP', 'a=sendrecv:1');
    fc.assert(fc.property(fc.array(fc.oneof(line, fc.string({ maxLength: 30 }))), (lines) => {
      const sdp = lines.join('\r\n');
      const audio = agreeOnAudio(sdp);
      if (audio !== null) writeAnswer(sdp, audio, local);
    }), { numRuns: 1_000 });
  });
});

describe('writeAnswer', () => {
  it('answers with the one codec and refuses every other line with port 0 (RFC 3264 s. 6)', () => {
    const sdp = offer('m=video 6000 RTP/AVP 31', 'm=audio 5000 RTP/AVP 0 8 101', 'a=rtpmap:101 telephone-event/8000', 'a=recvonly');
    const answer = parse(writeAnswer(sdp, agreeOnAudio(sdp)!, local));
    expect(answer.media.map((media) => [media.type, media.port, String(media.payloads)])).toEqual([['video', 0, '31'], ['audio', 4000, '0 101']]);
    expect(answer.media[1]?.direction).toBe('sendonly');
  });

  it.each([['sendrecv', 'sendrecv'], ['sendonly', 'recvonly'], ['recvonly', 'sendonly'], ['inactive', 'inactive']] as const)('answers %s with %s', (offered, expected) => {
    expect(answeringDirection(offered)).toBe(expected);
  });
});

describe('writeOffer', () => {
  it('offers both laws and telephone-event, and is understood by our own reader', () => {
    const sdp = writeOffer(local);
    expect(parse(sdp).media[0]?.payloads).toBe('0 8 101');
    expect(agreeOnAudio(sdp)).toMatchObject({ address: '127.0.0.1', port: 4000, codec: 'PCMU', dtmfPayloadType: 101 });
  });
});
