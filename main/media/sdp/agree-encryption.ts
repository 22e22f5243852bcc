import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { AudioDescription, SrtpAgreement } from './audio-description.ts';
import { offeredLines, type CryptoLine, type LocalEncryption } from './crypto-lines.ts';

/** What we answer a peer's offer with: its first line that we speak (RFC 4568 s. 5.1.2), or none; and our line for the answer. */
export function agreeOnOffer(peer: AudioDescription, encryption: LocalEncryption): { readonly srtp: SrtpAgreement | null; readonly line: CryptoLine | null } {
  const theirs = peer.crypto[0];
  if (encryption.policy === 'off' || theirs === undefined) return { srtp: null, line: null };
  const { suite } = theirs.keying;
  const ours = encryption.keys[suite];
  return { srtp: { suite, ours, theirs: theirs.keying.inline }, line: { tag: theirs.tag, keying: { suite, inline: ours } } };
}

/** What an answer to our offer agreed to: one of our lines, by its tag (RFC 4568 s. 5.1.3). */
export function agreeOnAnswer(peer: AudioDescription, encryption: LocalEncryption): Result<SrtpAgreement | null, 'bad-sdp'> {
  const theirs = peer.crypto[0];
  if (encryption.policy === 'off' || theirs === undefined) return success(null);
  const ours = offeredLines(encryption).find((line) => line.tag === theirs.tag);
  if (ours === undefined || ours.keying.suite !== theirs.keying.suite) return failure('bad-sdp', 'The other side answered with an encryption that was not offered to it.');
  return success({ suite: ours.keying.suite, ours: ours.keying.inline, theirs: theirs.keying.inline });
}
