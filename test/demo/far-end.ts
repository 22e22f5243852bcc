import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { z } from 'zod';
import type { CodecName, MediaMode, SipTransportName, SrtpPolicy } from '../../preload/contract/accounts.ts';
import type { Provisioning } from '../../preload/contract/provisioning.ts';
import { BARESIP_CODECS, startBaresip } from '../support/baresip.ts';
import { createAuthority } from '../support/certificates.ts';
import { startKamailio } from '../support/kamailio.ts';
import { startRtpengine } from '../support/rtpengine.ts';
import { speechOf, toInt16 } from '../support/media-speech.ts';
import { writeWav } from '../support/wav-file.ts';

/** Who calls the app, and the account that the app needs to be called. */
export interface FarEnd {
  /** As the demo's output names the line. */
  readonly line: string;
  readonly transport: SipTransportName;
  readonly provisioning: Pick<z.input<typeof Provisioning>, 'practiceLine' | 'accounts'>;
  /** Lets the phone ring. */
  ring(page: Page): Promise<void>;
  close(): Promise<void>;
}

export interface TrunkOptions {
  readonly transport: SipTransportName;
  readonly codec: CodecName;
  readonly srtp: SrtpPolicy;
  /** WebRTC needs a WebSocket; an rtpengine bridges it to the caller, who speaks RTP. */
  readonly media: MediaMode;
}

/** The pause that a caller leaves for an answer. */
const PAUSE_SEC = 4;

export function practiceFarEnd(scriptId: string): FarEnd {
  return {
    line: 'practice line', transport: 'udp', provisioning: { practiceLine: true },
    ring: (page) => page.getByTestId(`practice-call-${scriptId}`).click(),
    close: async () => undefined,
  };
}

/**
 * A trunk of real peers on loopback: Kamailio, registrar and proxy, and a baresip that calls through it and plays the same caller.
 *
 * @throws Error naming the Debian package that is missing
 */
export async function trunkFarEnd(scriptId: string, { transport, codec, srtp, media }: TrunkOptions): Promise<FarEnd> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetone-demo-'));
  const authority = await createAuthority('Demo authority');
  const tls = await authority.issue(['DNS:trunk.test', 'IP:127.0.0.1']);
  const rtpengine = media === 'webrtc' ? await startRtpengine() : null;
  const kamailio = await startKamailio({ tls, ...(rtpengine === null ? {} : { rtpenginePort: rtpengine.controlPort }) });
  const { rateHz } = BARESIP_CODECS[codec];
  const wav = await writeWav(join(folder, 'caller.wav'), rateHz, toInt16(await speechOf(scriptId, rateHz, PAUSE_SEC)));
  const caller = await startBaresip({ registrar: kamailio, user: '1002', password: kamailio.users['1002'] ?? '', codec, wav, ...(srtp === 'off' ? {} : { mediaEncryption: srtp === 'required' ? 'srtp-mand' : 'srtp' }) });
  return {
    line: `trunk (${media === 'webrtc' ? 'WebRTC, ' : ''}${codec}${srtp === 'off' ? '' : `, SRTP ${srtp}`})`, transport,
    provisioning: {
      accounts: [{
        accountId: 'trunk', label: 'Trunk', user: '1001', domain: kamailio.domain, password: kamailio.users['1001'] ?? '', outboundProxy: kamailio.addressOver(transport),
        transport, srtp, media, codecs: [codec], pinnedCertificate: transport === 'tls' || transport === 'wss' ? tls.sha256 : '',
      }],
    },
    ring: () => caller.dial(`sip:1001@${kamailio.domain}`),
    async close() {
      await caller.stop();
      await kamailio.stop();
      await rtpengine?.stop();
      await authority.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
