import { describe, expect, it } from 'vitest';
import { answerOffer } from '../../../../main/media/sdp/negotiate.ts';
import { readAudio } from '../../../../main/media/sdp/read-audio.ts';

const sdp = (connection: string, ...media: string[]): string => ['v=0', 'o=peer 1 1 IN IP4 198.51.100.9', 's=-', connection, 't=0 0', ...media, ''].join('\r\n');
const PLAIN = 'm=audio 30000 RTP/AVP 0';
const ENCRYPTED = 'm=audio 30002 RTP/SAVP 0';

describe('where a peer wants its audio', () => {
  it.each(['c=IN IP4 198.51.100.9', 'c=IN IP6 2001:db8::9', 'c=IN IP4 0.0.0.0'])('is read from %s', (connection) => {
    expect(readAudio(sdp(connection, PLAIN))).toMatchObject({ ok: true, value: { address: connection.split(' ')[2], port: 30_000 } });
  });

  it('is the line\'s own address before the session\'s (RFC 4566 s. 5.7)', () => {
    expect(readAudio(sdp('c=IN IP4 198.51.100.9', PLAIN, 'c=IN IP4 203.0.113.4'))).toMatchObject({ ok: true, value: { address: '203.0.113.4' } });
  });

  it.each(['c=IN IP4 media.example.net', 'c=IN IP4 999.1.1.1'])('is refused as %s, which a socket would look up for every packet', (connection) => {
    expect(readAudio(sdp(connection, PLAIN))).toMatchObject({ ok: false, error: { code: 'bad-sdp', detail: connection.split(' ')[2] } });
  });

  it('is refused where nothing is said of it', () => {
    expect(readAudio(sdp('b=AS:64', PLAIN))).toMatchObject({ ok: false, error: { code: 'bad-sdp' } });
  });
});

describe('an offer of the same audio encrypted and plain', () => {
  it.each([['encrypted first', [ENCRYPTED, PLAIN], 1], ['plain first', [PLAIN, ENCRYPTED], 0]] as const)('is taken by its plain line, %s', (_what, media, index) => {
    expect(readAudio(sdp('c=IN IP4 198.51.100.9', ...media))).toMatchObject({ ok: true, value: { port: 30_000, index } });
  });

  it('is answered with the encrypted line refused in its place (RFC 3264 s. 6)', () => {
    const made = answerOffer({ address: '192.0.2.1', port: 20_000, sessionId: 7, version: 1 }, ['PCMU'], sdp('c=IN IP4 198.51.100.9', ENCRYPTED, PLAIN));
    expect(made.ok && made.value.sdp.match(/^m=.*$/gm)).toEqual(['m=audio 0 RTP/SAVP 0', 'm=audio 20000 RTP/AVP 0']);
  });

  it('is refused in words where there is no plain line', () => {
    expect(readAudio(sdp('c=IN IP4 198.51.100.9', ENCRYPTED))).toMatchObject({ ok: false, error: { code: 'encryption-mismatch', message: expect.stringContaining('RTP/SAVP') } });
  });
});
