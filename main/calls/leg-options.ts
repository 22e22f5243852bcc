import type { AccountSettings } from '../../preload/contract/accounts.ts';
import type { LegOptions } from '../media/media-gateway.ts';

/** What an account asks of the audio path of its calls. */
export function legOptions({ codecs, srtp, transport }: AccountSettings, localAddress: string): LegOptions {
  return { codecs, localAddress, srtp, isSignallingPrivate: transport === 'tls' || transport === 'wss' };
}
