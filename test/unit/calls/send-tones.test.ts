import { describe, expect, it } from 'vitest';
import { sendTones } from '../../../main/calls/send-tones.ts';
import { failure, success } from '../../../preload/contract/result.ts';

function call(takesTones: boolean) {
  const sent: string[] = [];
  return {
    sent,
    leg: { sendDtmf: (digits: string, toneMs: number) => { if (takesTones) sent.push(`rtp ${digits} ${toneMs}`); return takesTones ? success() : failure('dtmf-not-negotiated' as const, 'none'); } },
    playTones: (digits: string, toneMs: number) => void sent.push(`sound ${digits} ${toneMs}`),
    sip: { sendInfoTones: (digits: string, toneMs: number) => { sent.push(`info ${digits} ${toneMs}`); return success(); } },
  } as unknown as Parameters<typeof sendTones>[0] & { readonly sent: readonly string[] };
}

describe('keypad tones (T36)', () => {
  it.each([
    ['auto', true, ['rtp 1# 160'], true],
    ['auto', false, ['info 1# 160'], true],
    ['info', true, ['info 1# 160'], true],
    ['rfc4733', true, ['rtp 1# 160'], true],
    ['rfc4733', false, [], false],
    ['in-band', true, ['sound 1# 160'], true],
  ] as const)('%s, where the media takes them: %s, go %j', (mode, takesTones, expected, isOk) => {
    const to = call(takesTones);
    expect(sendTones(to, '1#', { mode, toneMs: 160 }).ok).toBe(isOk);
    expect(to.sent).toEqual(expected);
  });
});
