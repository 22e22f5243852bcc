import { describe, expect, it } from 'vitest';
import { silenceFrame } from '../../../../main/media/rtp/silence.ts';

describe('a frame of silence', () => {
  it.each(['PCMU', 'PCMA', 'G722'] as const)('is 20 ms of one byte per 8 kHz tick in %s', (codec) => {
    expect(silenceFrame(codec)).toHaveLength(160);
  });

  it('is the code of zero: 0xff in mu-law, 0xd5 in A-law (ITU-T G.711)', () => {
    expect(new Set([...silenceFrame('PCMU'), ...silenceFrame('PCMA')])).toEqual(new Set([0xff, 0xd5]));
  });

  it('is in Opus one frame of 20 ms without data: configuration 31, mono, code 0 (RFC 6716 s. 3.1)', () => {
    const [toc = 0, ...rest] = silenceFrame('opus');
    expect([toc >> 3, (toc >> 2) & 1, toc & 3, rest.length]).toEqual([31, 0, 0, 0]);
  });
});
