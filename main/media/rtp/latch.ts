/** Where packets come from or go to. */
export interface PeerAddress {
  readonly address: string;
  readonly port: number;
}

/**
 * Whom we take audio from and send it to (symmetric RTP, RFC 4961).
 *
 *   unlatched ──first valid packet──► latched to its source and SSRC
 *   latched ──same source, or same SSRC from elsewhere (a NAT rebinding)──► latched
 *   latched ──silent for RELATCH_AFTER_MS, then another source──► latched to that one
 *
 * While the latched source speaks, a stranger who guesses the port and the payload type is not heard.
 */
export interface LatchState {
  readonly source: PeerAddress;
  readonly ssrc: number;
  readonly lastHeardMs: number;
}

/** A source silent for this long may be replaced: trunks move streams without a word (a transfer, a changed media server). */
export const RELATCH_AFTER_MS = 500;

export type LatchVerdict = { readonly kind: 'accepted'; readonly latch: LatchState; readonly isNewSource: boolean } | { readonly kind: 'ignored' };

/**
 * The latch after one valid RTP packet.
 *
 * @param signalled where the SDP said the peer would be; a packet from that address may latch at any time
 */
export function advanceLatch(latch: LatchState | null, packet: { readonly from: PeerAddress; readonly ssrc: number; readonly atMs: number }, signalled: PeerAddress): LatchVerdict {
  const next: LatchState = { source: packet.from, ssrc: packet.ssrc, lastHeardMs: packet.atMs };
  if (latch === null) return { kind: 'accepted', latch: next, isNewSource: true };
  const isSameSource = isSameAddress(latch.source, packet.from);
  const mayReplace = latch.ssrc === packet.ssrc || isSameAddress(packet.from, signalled) || packet.atMs - latch.lastHeardMs >= RELATCH_AFTER_MS;
  if (!isSameSource && !mayReplace) return { kind: 'ignored' };
  return { kind: 'accepted', latch: next, isNewSource: !isSameSource || latch.ssrc !== packet.ssrc };
}

/** The same machine and port. */
export function isSameAddress(a: PeerAddress, b: PeerAddress): boolean {
  return a.address === b.address && a.port === b.port;
}
