import type { CodecName } from '../../preload/contract/accounts.ts';
import type { CallPeer } from './connection.ts';

/** A connection over loopback that is cut for this long is not coming back by itself. */
const CUT_MS = 1_000;

/** The page's end of the loopback peer connection to the gateway. */
export interface PagePeer extends CallPeer {
  /** Sends this codec alone from now on: a change of parameters, without a new offer. */
  useCodec(codec: CodecName): Promise<void>;
  close(): void;
}

/**
 * Offers every codec and needs no microphone yet, so that the path is up before the trunk has chosen a codec or the person allowed the microphone.
 *
 * @param answer hands the offer to the gateway and gives its answer; null when it refused
 * @param onBroken the connection failed or stays cut
 */
export async function connectPeer(answer: (offerSdp: string) => Promise<string | null>, onBroken: () => void): Promise<PagePeer | null> {
  const peer = new RTCPeerConnection({ iceServers: [] });
  const remote = new MediaStream();
  const { sender } = peer.addTransceiver('audio', { direction: 'sendrecv' });
  peer.addEventListener('track', (event) => remote.addTrack(event.track));
  watchConnection(peer, onBroken);
  try {
    await peer.setLocalDescription(await peer.createOffer());
    const answerSdp = await answer(peer.localDescription?.sdp ?? '');
    if (answerSdp === null) {
      peer.close();
      return null;
    }
    await peer.setRemoteDescription({ type: 'answer', sdp: answerSdp });
  } catch (error) {
    peer.close();
    throw error;
  }
  return {
    remote,
    setTrack: (track) => sender.replaceTrack(track),
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

function watchConnection(peer: RTCPeerConnection, onBroken: () => void): void {
  peer.addEventListener('connectionstatechange', () => {
    if (peer.connectionState === 'failed') return onBroken();
    if (peer.connectionState === 'disconnected') setTimeout(() => { if (peer.connectionState === 'disconnected') onBroken(); }, CUT_MS);
  });
}
