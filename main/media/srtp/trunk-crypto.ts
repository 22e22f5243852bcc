import type { SrtpAgreement } from '../sdp/audio-description.ts';
import { createSrtpReceiver, createSrtpSender, type SrtpReceiver, type SrtpSender } from './srtp-context.ts';

/** The encryption of one leg over all its offers and answers. Without an agreement packets pass as they are. */
export interface TrunkCrypto {
  /**
   * Takes in what an offer and its answer agreed on.
   *
   * @returns true where the peer has another key than before: it knows nothing of our rollover count, so our stream must go on under a new SSRC
   */
  adopt(agreement: SrtpAgreement | null): boolean;
  sealRtp(packet: Buffer): Buffer;
  sealRtcp(packet: Buffer): Buffer;
  /** null for what is forged, replayed or not encrypted. */
  openRtp(packet: Buffer): Buffer | null;
  openRtcp(packet: Buffer): Buffer | null;
}

export function createTrunkCrypto(): TrunkCrypto {
  /** By key: one that comes back goes on with its rollover counts, or it would encrypt twice under the same keystream. */
  const senders = new Map<string, SrtpSender>();
  let current: { readonly agreement: SrtpAgreement; readonly sender: SrtpSender; readonly receiver: SrtpReceiver } | null = null;
  return {
    adopt(agreement) {
      const before = current;
      if (agreement === null) {
        current = null;
        return false;
      }
      const { suite, ours, theirs } = agreement;
      const isSamePeer = before !== null && before.agreement.suite === suite && before.agreement.theirs === theirs;
      const sender = senders.get(suite + ours) ?? createSrtpSender({ suite, inline: ours });
      senders.set(suite + ours, sender);
      current = { agreement, sender, receiver: isSamePeer ? before.receiver : createSrtpReceiver({ suite, inline: theirs }) };
      return !isSamePeer;
    },
    sealRtp: (packet) => current?.sender.protectRtp(packet) ?? packet,
    sealRtcp: (packet) => current?.sender.protectRtcp(packet) ?? packet,
    openRtp: (packet) => (current === null ? packet : current.receiver.openRtp(packet)),
    openRtcp: (packet) => (current === null ? packet : current.receiver.openRtcp(packet)),
  };
}
