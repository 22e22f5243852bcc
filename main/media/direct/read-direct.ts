import type { CodecName } from '../../../preload/contract/accounts.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { AudioDescription } from '../sdp/audio-description.ts';
import { noCommonCodec } from '../sdp/negotiate.ts';
import { directionOf, parseSdp, readPayloads } from '../sdp/read-audio.ts';

/** What a WebRTC trunk's SDP says of its audio, as far as main must know it: the rest is between the trunk and the browser. */
export interface DirectDescription extends Pick<AudioDescription, 'direction' | 'events'> {
  /** The first of the peer's codecs that the account speaks. */
  readonly codec: CodecName;
}

/** RFC 8829 s. 5.1.2: browsers answer these, and offer the first. */
const DTLS_PROFILE = /^(UDP|TCP)\/TLS\/RTP\/SAVPF?$/;

/**
 * Reads a WebRTC trunk's offer or answer and says in words what a browser would refuse without any (T46). Never throws.
 *
 * @param codecs those of the account
 */
export function readDirect(text: string, codecs: readonly CodecName[]): Result<DirectDescription, 'bad-sdp' | 'no-common-codec' | 'encryption-mismatch'> {
  const parsed = parseSdp(text);
  if (parsed === null) return failure('bad-sdp', 'The other side sent an audio description that cannot be read.');
  const audio = (parsed.media ?? []).find((line) => line.type === 'audio' && line.port !== 0);
  if (audio === undefined) return failure('bad-sdp', 'The other side offered no audio.');
  if (!DTLS_PROFILE.test(audio.protocol)) {
    return failure('encryption-mismatch', `The other side speaks ${audio.protocol}. This account is set to WebRTC, which is UDP/TLS/RTP/SAVPF: the trunk must bridge the two, or the account be set to RTP.`, { detail: `${audio.protocol} ≠ UDP/TLS/RTP/SAVPF` });
  }
  if ((audio.fingerprint ?? parsed.fingerprint) === undefined) {
    return failure('encryption-mismatch', 'The other side gave no fingerprint of its key (a=fingerprint), without which WebRTC audio cannot be encrypted: DTLS seems to be off at the trunk.', { detail: 'SDP: no a=fingerprint' });
  }
  if ((audio.iceUfrag ?? parsed.iceUfrag) === undefined || (audio.icePwd ?? parsed.icePwd) === undefined) {
    return failure('bad-sdp', 'The other side gave no ICE credentials (a=ice-ufrag, a=ice-pwd), without which WebRTC finds no way for the audio: ICE seems to be off at the trunk.', { detail: 'SDP: no a=ice-ufrag, a=ice-pwd' });
  }
  if (audio.rtcpMux === undefined) return failure('bad-sdp', 'The other side does not send audio and its reports over one port (a=rtcp-mux), as WebRTC demands: rtcp-mux seems to be off at the trunk.', { detail: 'SDP: no a=rtcp-mux' });
  const { codecs: theirs, events } = readPayloads(audio);
  const chosen = theirs.find((entry) => codecs.includes(entry.codec));
  if (chosen === undefined) return noCommonCodec({ codecs: theirs }, codecs);
  return success({ codec: chosen.codec, events, direction: directionOf(audio.direction ?? parsed.direction, '') });
}
