import type { AccountSettings } from '../../preload/contract/accounts.ts';
import type { IceServer } from '../../preload/contract/page-orders.ts';
import { success, type Result } from '../../preload/contract/result.ts';
import { createPageLeg } from '../media/direct/page-leg.ts';
import type { MediaGateway } from '../media/media-gateway.ts';
import type { MediaSide } from '../media/media-side.ts';
import type { Clock } from '../platform/clock.ts';
import { isSignallingPrivate, isTurn, legOptions, usesWebRtc } from './leg-options.ts';

/** Opens the audio of a call of this account; `localAddress` is ours on the route to its trunk, whenever it is asked. */
export type OpenMedia = (settings: AccountSettings, localAddress: () => string) => Promise<Result<MediaSide, 'media-failed'>>;

/** @param turnPassword of an account's TURN servers; read when the page makes a connection */
export function createOpenMedia({ gateway, clock, turnPassword }: { gateway: Pick<MediaGateway, 'openLeg'>; clock: Clock; turnPassword: (accountId: string) => string | null }): OpenMedia {
  return async (settings, localAddress) => {
    if (!usesWebRtc(settings)) return gateway.openLeg(legOptions(settings, localAddress));
    const iceServers = (): IceServer[] => iceServersOf(settings, turnPassword(settings.accountId));
    return success(createPageLeg({ codecs: settings.codecs, opus: settings.opus, localAddress, iceServers, expedites: settings.expeditesAudio, isSignallingPrivate: isSignallingPrivate(settings), clock }));
  };
}

/** The account's servers as the browser takes them; the password goes with those alone that ask for one. */
export function iceServersOf({ iceServers, turnUser }: Pick<AccountSettings, 'iceServers' | 'turnUser'>, password: string | null): IceServer[] {
  return iceServers.map((uri) => (isTurn(uri) ? { urls: [uri], username: turnUser, credential: password ?? '' } : { urls: [uri], username: '', credential: '' }));
}
