import { describe, expect, it } from 'vitest';
import { checkOfferFor, usesWebRtc } from '../../../main/calls/leg-options.ts';
import { createOpenMedia, iceServersOf } from '../../../main/calls/open-media.ts';
import { AccountSettings } from '../../../preload/contract/accounts.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeGateway } from '../../support/fake-telephony.ts';
import { webRtcSdp } from '../../support/webrtc-sdp.ts';

const settings = (change: Partial<AccountSettings> = {}): AccountSettings => AccountSettings.parse({ accountId: 'a1', label: 'Office', user: '1001', domain: 'trunk.example', ...change });
const webRtc = settings({ media: 'webrtc', transport: 'wss', codecs: ['PCMU'] });

describe('the audio of an account\'s calls', () => {
  it('goes over the gateway unless the account is set to WebRTC on a WebSocket', async () => {
    const gateway = fakeGateway();
    const openMedia = createOpenMedia({ gateway, clock: createFakeClock(), turnPassword: () => null });
    const paths = await Promise.all([settings(), settings({ media: 'webrtc' }), webRtc, settings({ media: 'webrtc', transport: 'ws' })].map(async (account) => {
      const opened = await openMedia(account, () => '192.0.2.20');
      return opened.ok ? opened.value.path : opened.error.code;
    }));
    expect(paths).toEqual(['gateway', 'gateway', 'trunk', 'trunk']);
    expect(gateway.legs).toHaveLength(2);
  });

  it('reads the TURN password when the page connects, not before', async () => {
    const asked: string[] = [];
    const openMedia = createOpenMedia({ gateway: fakeGateway(), clock: createFakeClock(), turnPassword: (accountId) => { asked.push(accountId); return 'secret'; } });
    const opened = await openMedia({ ...webRtc, iceServers: ['turns:turn.example.com'], turnUser: 'me' }, () => '192.0.2.20');
    expect(asked).toEqual([]);
    if (!opened.ok || opened.value.path !== 'trunk') throw new Error('no page leg');
    expect(opened.value.attach().iceServers).toEqual([{ urls: ['turns:turn.example.com'], username: 'me', credential: 'secret' }]);
    expect(asked).toEqual(['a1']);
  });

  it('uses no server unless one is configured (T10), and tells STUN servers no secret', () => {
    expect(iceServersOf(settings(), 'secret')).toEqual([]);
    expect(iceServersOf({ iceServers: ['stun:stun.example.com'], turnUser: 'me' }, 'secret')).toEqual([{ urls: ['stun:stun.example.com'], username: '', credential: '' }]);
  });
});

describe('an offer to an account', () => {
  it('is judged by the way its audio goes', () => {
    expect(checkOfferFor(webRtc, webRtcSdp())).toMatchObject({ ok: true });
    expect(checkOfferFor(settings({ codecs: ['PCMU'] }), webRtcSdp())).toMatchObject({ ok: false, error: { code: 'encryption-mismatch' } });
    expect(checkOfferFor(webRtc, webRtcSdp({ without: 'a=fingerprint' }))).toMatchObject({ ok: false, error: { message: expect.stringContaining('a=fingerprint') } });
    expect(usesWebRtc({ media: 'webrtc', transport: 'tls' })).toBe(false);
  });
});
