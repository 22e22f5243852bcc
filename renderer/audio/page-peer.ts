import type { CodecName } from '../../preload/contract/accounts.ts';

/** The page's end of the loopback peer connection to the gateway. */
export interface PagePeer {
  readonly remote: MediaStream;
  /** Sends this codec alone from now on: a change of parameters, without a new offer. */
  useCodec(codec: CodecName): Promise<void>;
  close(): void;
}

/**
 * Offers every codec, so that the path is up before the trunk has chosen one.
 *
 * @param answer hands the offer to the gateway and gives its answer; null when it refused
 * @param onBroken the connection failed after it was up, or never came up
 */
export async function connectPeer(track: MediaStreamTrack, answer: (offerSdp: string) => Promise<string | null>, onBroken: () => void): Promise<PagePeer | null> {
  const peer = new RTCPeerConnection({ iceServers: [] });
  const remote = new MediaStream();
  const sender = peer.addTrack(track);
  peer.addEventListener('track', (event) => remote.addTrack(event.track));
  peer.addEventListener('connectionstatechange', () => { if (peer.connectionState === 'failed') onBroken(); });
  await peer.setLocalDescription(await peer.createOffer());
  const answerSdp = await answer(peer.localDescription?.sdp ?? '');
  if (answerSdp === null) {
    peer.close();
    return null;
  }
  await peer.setRemoteDescription({ type: 'answer', sdp: answerSdp });
  return {
    remote,
    async useCodec(codec) {
      const parameters = sender.getParameters();
      const [encoding] = parameters.encodings;
      const wanted = parameters.codecs.find((entry) => entry.mimeType.toLowerCase() === `audio/${codec.toLowerCase()}`);
      if (encoding === undefined || wanted === undefined) return;
      Object.assign(encoding, { codec: wanted }); // WebRTC extensions s. 8.1, not in the DOM typings yet
      await sender.setParameters(parameters);
    },
    close: () => peer.close(),
  };
}
