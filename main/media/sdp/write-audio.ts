import * as sdpTransform from 'sdp-transform';
import type { OpusOptions } from '../../../preload/contract/audio-options.ts';
import { codecProfile } from '../codec-profile.ts';
import type { AudioDescription, Direction, LocalEndpoint, OfferedCodec, OfferedEvent, RtpProtocol } from './audio-description.ts';
import type { CryptoLine } from './crypto-lines.ts';
import { opusFormat } from './opus-format.ts';

/** Our SDP: one audio stream, with the peer's other m= lines refused by port 0 in their places (RFC 3264 s. 6). */
export function writeAudio(
  local: LocalEndpoint,
  stream: { readonly codecs: readonly OfferedCodec[]; readonly events: readonly OfferedEvent[]; readonly direction: Direction; readonly protocol: RtpProtocol; readonly crypto: readonly CryptoLine[]; readonly opus: OpusOptions },
  peer: Pick<AudioDescription, 'otherMedia' | 'index'> = { otherMedia: [], index: 0 },
): string {
  const ipVer = local.address.includes(':') ? 6 : 4;
  const refused = peer.otherMedia.map(({ type, protocol, payloads }) => ({ type, port: 0, protocol, payloads, rtp: [], fmtp: [] }));
  const media = [...refused.slice(0, peer.index), audioLine(local, stream), ...refused.slice(peer.index)];
  return sdpTransform.write({
    version: 0,
    origin: { username: '-', sessionId: local.sessionId, sessionVersion: local.version, netType: 'IN', ipVer, address: local.address },
    name: '-',
    connection: { version: ipVer, ip: local.address },
    timing: { start: 0, stop: 0 },
    media,
  });
}

function audioLine(local: LocalEndpoint, { codecs, events, direction, protocol, crypto, opus }: Parameters<typeof writeAudio>[1]): sdpTransform.SessionDescription['media'][number] {
  const rtp = [
    ...codecs.map(({ codec, payloadType }) => {
      const { name, clockRateHz, channels } = codecProfile(codec);
      return { payload: payloadType, codec: name as string, rate: clockRateHz, ...(channels === undefined ? {} : { encoding: channels }) };
    }),
    ...events.map(({ payloadType, clockRateHz }) => ({ payload: payloadType, codec: 'telephone-event', rate: clockRateHz })),
  ];
  const fmtp = [
    ...codecs.filter(({ codec }) => codec === 'opus').map(({ payloadType }) => ({ payload: payloadType, config: opusFormat(opus) })),
    ...events.map(({ payloadType }) => ({ payload: payloadType, config: '0-16' })),
  ];
  const keys = crypto.map(({ tag, keying }) => ({ id: tag, suite: keying.suite, config: `inline:${keying.inline}` }));
  return {
    type: 'audio', port: local.port, protocol, payloads: rtp.map((entry) => entry.payload).join(' '), rtp, fmtp, ptime: 20, direction, rtcp: { port: local.port + 1 },
    ...(keys.length === 0 ? {} : { crypto: keys }),
  };
}
