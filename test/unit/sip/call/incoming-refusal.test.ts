import type { Invitation } from 'sip.js';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../main/sip/call/incoming-refusal.ts';
import { failure, success } from '../../../../preload/contract/result.ts';
import { webRtcSdp } from '../../../support/webrtc-sdp.ts';

const invitation = (headers: Readonly<Record<string, string>> = {}, body: string | undefined = webRtcSdp()): Invitation =>
  ({ body, request: { getHeaders: (name: string) => (headers[name] === undefined ? [] : [headers[name]]), getHeader: (name: string) => headers[name] } }) as unknown as Invitation;

describe('an INVITE whose offer the media would not have', () => {
  it('gets 488 with the reason in words, for us and in a Warning for the caller (RFC 3261 s. 20.43, T46)', () => {
    const refusal = refusalOf(invitation(), () => failure('encryption-mismatch', 'The other side gave no "fingerprint" of its key.'));
    expect(refusal).toMatchObject({ sipStatus: 488, failure: { code: 'encryption-mismatch', message: expect.stringContaining('fingerprint') }, extraHeaders: ['Warning: 399 sidetone "The other side gave no \'fingerprint\' of its key."'] });
  });

  it('is told apart from one without a common codec, which has a code of its own', () => {
    expect(refusalOf(invitation(), () => failure('no-common-codec', 'none'))?.extraHeaders).toEqual(['Warning: 305 sidetone "none"']);
  });

  it('rings where the media would, and where the offer is still to come', () => {
    expect(refusalOf(invitation(), () => success())).toBeNull();
    expect(refusalOf(invitation({}, ''), () => failure('bad-sdp', 'not asked'))).toBeNull();
  });
});
