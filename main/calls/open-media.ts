import type { AccountSettings } from '../../preload/contract/accounts.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { MediaGateway } from '../media/media-gateway.ts';
import type { MediaSide } from '../media/media-side.ts';
import { legOptions } from './leg-options.ts';

/** Opens the audio of a call of this account; `localAddress` is ours on the route to its trunk. */
export type OpenMedia = (settings: AccountSettings, localAddress: string) => Promise<Result<MediaSide, 'media-failed'>>;

export function createOpenMedia({ gateway }: { gateway: Pick<MediaGateway, 'openLeg'> }): OpenMedia {
  return (settings, localAddress) => gateway.openLeg(legOptions(settings, localAddress));
}
