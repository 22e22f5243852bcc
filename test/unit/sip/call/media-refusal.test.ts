import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaRefusal } from '../../../../main/sip/call/media-refusal.ts';

const sdp = (profile: string, ...codecs: string[]): string => ['v=0', `m=audio 40000 ${profile} ${codecs.map((_name, index) => 96 + index).join(' ')}`, ...codecs.map((name, index) => `a=rtpmap:${96 + index} ${name}/8000`), ''].join('\r\n');
const refusal = (change: object) => mediaRefusal({ sipStatus: 488, reason: 'Not Acceptable Here', warnings: [], wanted: '', offered: sdp('RTP/AVP', 'PCMU'), ...change });

describe('a refusal of our audio', () => {
  it.each([
    ['encryption, where the other side wants it and we offered none', { wanted: sdp('RTP/SAVP', 'PCMU') }, 'encryption-mismatch'],
    ['encryption, where the other side has none and we insist', { offered: sdp('RTP/SAVP', 'PCMU'), wanted: sdp('RTP/AVP', 'PCMU') }, 'encryption-mismatch'],
    ['encryption, where its Warning says so', { warnings: ['399 pbx "SRTP is mandatory"'] }, 'encryption-mismatch'],
    ['encryption, where we insisted and offered what everybody speaks', { offered: sdp('RTP/SAVP', 'opus', 'PCMA') }, 'encryption-mismatch'],
    ['codecs, where both encrypt', { offered: sdp('RTP/SAVP', 'opus'), wanted: sdp('RTP/SAVP', 'PCMU') }, 'no-common-codec'],
    ['codecs, where neither does', { wanted: sdp('RTP/AVP', 'PCMA') }, 'no-common-codec'],
    ['codecs, where it says so', { warnings: ['305 pbx "Incompatible media format"'] }, 'no-common-codec'],
    ['codecs, where nothing is known', { offered: '' }, 'no-common-codec'],
  ])('is about %s (T46)', (_why, change, code) => {
    expect(refusal(change).code).toBe(code);
  });

  it('shows both descriptions and the other side\'s words (T46)', () => {
    expect(refusal({ offered: sdp('RTP/SAVP', 'opus', 'PCMU', 'telephone-event'), wanted: 'm=audio 1 RTP/AVP 8 0\r\n', warnings: ['399 pbx "no SRTP here"'] }).detail)
      .toBe('488 Not Acceptable Here · "no SRTP here" · INVITE: RTP/SAVP opus PCMU · 488: RTP/AVP PCMA PCMU');
    expect(refusal({ offered: '' }).detail).toBe('488 Not Acceptable Here');
  });

  it('reads whatever a peer sends', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.string(), (warning, wanted, offered) => {
      expect(['encryption-mismatch', 'no-common-codec']).toContain(refusal({ warnings: [warning], wanted, offered }).code);
    }));
  });
});
