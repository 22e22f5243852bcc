import { describe, expect, it } from 'vitest';
import { callEndOf } from '../../../../main/sip/call/call-end.ts';
import { mediaDifference } from '../../../../main/sip/call/refused-media.ts';
import { webRtcSdp } from '../../../support/webrtc-sdp.ts';

describe('a refused offer', () => {
  it('is explained by the peer\'s warnings and by what was offered (T46)', () => {
    expect(mediaDifference(['305 trunk.example "no \\"opus\\" here", 399 other "and no DTLS"'], webRtcSdp())).toBe('"no \\"opus\\" here" · "and no DTLS" · INVITE: UDP/TLS/RTP/SAVPF PCMU');
    expect(mediaDifference([], webRtcSdp({ protocol: 'RTP/AVP' }))).toBe('INVITE: RTP/AVP PCMU');
    expect(mediaDifference(['nonsense'], '')).toBe('INVITE: -');
  });

  it('says so at the call\'s end, beside the status', () => {
    const refused = { kind: 'refused', sipStatus: 488, reason: 'Not Acceptable Here', hasRung: false } as const;
    expect(callEndOf('outgoing', false, { ...refused, difference: 'INVITE: RTP/AVP PCMU' }).failure).toMatchObject({ code: 'no-common-codec', detail: '488 Not Acceptable Here · INVITE: RTP/AVP PCMU' });
    expect(callEndOf('outgoing', false, refused).failure?.detail).toBe('488 Not Acceptable Here');
  });
});
