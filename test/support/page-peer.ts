import { RTCPeerConnection, RtpHeader, useG722, useOPUS, usePCMA, usePCMU } from 'werift';
import type { MediaLeg } from '../../main/media/media-gateway.ts';
import type { HeardPacket } from './rtp-peer.ts';

/** The page's end of the loopback connection, played packet by packet. */
export interface PlayedPage {
  readonly heard: HeardPacket[];
  send(header: { payloadType: number; sequenceNumber: number; timestamp: number; marker?: boolean }, payload: Buffer): void;
  onPacket(listener: (packet: HeardPacket) => void): void;
  close(): Promise<void>;
}

/** Connects to the leg as the page does, and waits until the connection is up. */
export async function connectPlayedPage(leg: Pick<MediaLeg, 'connectPage'>): Promise<PlayedPage> {
  const heard: HeardPacket[] = [];
  const listeners: ((packet: HeardPacket) => void)[] = [];
  const peer = new RTCPeerConnection({
    iceServers: [], iceUseIpv6: false, iceUseTcp: false, iceAdditionalHostAddresses: ['127.0.0.1'], iceInterfaceAddresses: { udp4: '127.0.0.1' },
    codecs: { audio: [useOPUS({ payloadType: 111 }), useG722({ payloadType: 9 }), usePCMU({ payloadType: 0 }), usePCMA({ payloadType: 8 })], video: [] },
    headerExtensions: { audio: [], video: [] },
  });
  const { ssrc } = peer.addTransceiver('audio', { direction: 'sendrecv' }).sender;
  peer.onTrack.subscribe((track) => track.onReceiveRtp.subscribe(({ header, payload }) => {
    const packet = { header, payload, atMs: performance.now() };
    heard.push(packet);
    for (const listener of listeners) listener(packet);
  }));
  const isUp = new Promise<void>((resolve) => peer.connectionStateChange.subscribe((state) => { if (state === 'connected') resolve(); }));
  const offer = await peer.createOffer();
  for (const { connection } of peer.iceTransports) delete connection.stunServer; // else it asks one of the library's choice
  await peer.setLocalDescription(offer);
  const answer = await leg.connectPage(peer.localDescription?.sdp ?? '');
  if (!answer.ok) throw new Error(answer.error.message);
  await peer.setRemoteDescription({ type: 'answer', sdp: answer.value });
  await isUp;
  return {
    heard,
    send: (header, payload) => void peer.dtlsTransports[0]?.sendRtp(payload, new RtpHeader({ ...header, ssrc })),
    onPacket: (listener) => void listeners.push(listener),
    close: () => peer.close(),
  };
}
