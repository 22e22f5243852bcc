import type { Direction } from './audio-description.ts';

/** Ours, when the peer's is the key (RFC 3264 s. 6.1). */
const MIRRORED: Readonly<Record<Direction, Direction>> = { sendrecv: 'sendrecv', sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' };
/** What a direction becomes when we want to hear nothing (RFC 3264 s. 8.4). */
const WITHOUT_RECEIVING: Readonly<Record<Direction, Direction>> = { sendrecv: 'sendonly', sendonly: 'sendonly', recvonly: 'inactive', inactive: 'inactive' };

/** The direction of our offer. Resuming asks for everything: a peer that holds as well answers what it allows. */
export function offeredDirection({ byUs, byPeer }: { readonly byUs: boolean; readonly byPeer: boolean }): Direction {
  if (!byUs) return 'sendrecv';
  return byPeer ? 'inactive' : 'sendonly';
}

/** Our direction beside the peer's; a peer that answers a hold with sendrecv is held all the same. */
export function ownDirection(peer: Direction, isHeldByUs: boolean): Direction {
  return isHeldByUs ? WITHOUT_RECEIVING[MIRRORED[peer]] : MIRRORED[peer];
}

/** Whether a peer with this direction holds us. */
export function isHolding(peer: Direction): boolean {
  return peer === 'sendonly' || peer === 'inactive';
}
