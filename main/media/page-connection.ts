import * as sdpTransform from 'sdp-transform';
import { RTCPeerConnection, RtpHeader, useG722, useOPUS, usePCMA, usePCMU, type RtpPacket } from 'werift';
import type { OpusOptions } from '../../preload/contract/audio-options.ts';
import { codecProfile } from './codec-profile.ts';
import { opusFormat, withOpusFormat } from './sdp/opus-format.ts';

const LOOPBACK = '127.0.0.1';

/** The gateway's end of the loopback peer connection to the page. */
export interface PageConnection {
  readonly answerSdp: string;
  /** Sends one packet; nothing while the connection is not up. The SSRC is the connection's own. */
  send(payload: Buffer, header: { readonly payloadType: number; readonly marker: boolean; readonly sequenceNumber: number; readonly timestamp: number }): void;
  close(): void;
}

/**
 * Answers the page's offer with every codec we bridge, so that the connection is up before the trunk has chosen one.
 * Its encoder obeys the answer: FEC and DTX of Opus are asked for here.
 * Both ends use 127.0.0.1 alone: the page's candidates are dropped (its packets arrive as peer-reflexive ones), of ours only the loopback one is told.
 *
 * @throws Error when the offer cannot be answered
 */
export async function answerPage(offerSdp: string, opus: OpusOptions, listener: { readonly onRtp: (packet: RtpPacket) => void; readonly onConnected: () => void }): Promise<PageConnection> {
  const peer = new RTCPeerConnection({
    iceLite: true, // the page does the checks (RFC 8445 s. 2.5); a full agent of this library asks a STUN server of its own choice, if it is given none
    iceServers: [],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: [LOOPBACK],
    iceInterfaceAddresses: { udp4: LOOPBACK }, // else it binds 0.0.0.0
    codecs: {
      audio: [
        useOPUS({ payloadType: codecProfile('opus').payloadType }), useG722({ payloadType: codecProfile('G722').payloadType }),
        usePCMU({ payloadType: codecProfile('PCMU').payloadType }), usePCMA({ payloadType: codecProfile('PCMA').payloadType }),
      ],
      video: [],
    },
    headerExtensions: { audio: [], video: [] },
  });
  try {
    const transceiver = peer.addTransceiver('audio', { direction: 'sendrecv' });
    peer.onTrack.subscribe((track) => track.onReceiveRtp.subscribe(listener.onRtp));
    peer.connectionStateChange.subscribe((state) => { if (state === 'connected') listener.onConnected(); });
    await peer.setRemoteDescription({ type: 'offer', sdp: withCandidates(offerSdp, () => false) });
    await peer.setLocalDescription(await peer.createAnswer());
    return {
      answerSdp: withOpusFormat(withCandidates(peer.localDescription?.sdp ?? '', (address) => address === LOOPBACK), () => opusFormat(opus)),
      send(payload, header) {
        // The sender's own sendRtp would force the first codec's payload type and hide sequence and timestamp.
        const dtls = peer.connectionState === 'connected' ? peer.dtlsTransports[0] : undefined;
        void dtls?.sendRtp(payload, new RtpHeader({ ...header, ssrc: transceiver.sender.ssrc })).catch(() => undefined); // a connection that just closed
      },
      close: () => void peer.close().catch(() => undefined),
    };
  } catch (error) {
    void peer.close().catch(() => undefined);
    throw error;
  }
}

function withCandidates(sdp: string, isKept: (address: string) => boolean): string {
  const parsed = sdpTransform.parse(sdp);
  for (const media of parsed.media) {
    media.candidates = (media.candidates ?? []).filter((candidate) => isKept(candidate.ip));
    // Said of an empty list, it would end the checks before the peer-reflexive candidate shows.
    if (media.candidates.length === 0) delete media.endOfCandidates;
  }
  return sdpTransform.write(parsed);
}
