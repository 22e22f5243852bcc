import { gathered } from '../../../renderer/audio/gathered.ts';

/** A WebRTC trunk of one call in the browser itself: a second peer connection, which plays a tone. */
export interface FarPeer {
  /** An offer in this direction on the connection there is; without a direction the first one of a new connection. */
  offer(direction?: RTCRtpTransceiverDirection): Promise<string>;
  /** Answers an offer; of a session that is not known here, or was begun anew, with a new connection. */
  answer(offerSdp: string): Promise<string>;
  take(answerSdp: string): Promise<void>;
  /** What arrived here: packets, and the energy of their audio so far (webrtc-stats, totalAudioEnergy). */
  heard(): Promise<{ readonly packets: number; readonly energy: number }>;
  /** Sends nothing and hears nothing, without a word. */
  vanish(): void;
}

const fingerprintOf = (sdp: string): string => /^a=fingerprint:(.*)$/m.exec(sdp)?.[1] ?? '';

export function createFarPeer(): FarPeer {
  let connection: RTCPeerConnection | null = null;
  let known = '';

  function begin(): RTCPeerConnection {
    connection?.close();
    const context = new AudioContext();
    const tone = context.createOscillator();
    tone.frequency.value = 440;
    const destination = context.createMediaStreamDestination();
    tone.connect(destination);
    tone.start();
    const begun = connection = new RTCPeerConnection();
    const ear = new Audio();
    begun.addEventListener('track', ({ streams, track }) => { // what nobody plays is not decoded
      ear.srcObject = streams[0] ?? new MediaStream([track]);
      void ear.play().catch(() => undefined);
    });
    for (const track of destination.stream.getTracks()) begun.addTrack(track, destination.stream);
    return begun;
  }

  async function describe(current: RTCPeerConnection, made: RTCSessionDescriptionInit): Promise<string> {
    await current.setLocalDescription(made);
    await gathered(current, 500);
    return current.localDescription?.sdp ?? '';
  }

  return {
    async offer(direction) {
      const current = direction === undefined ? begin() : connection ?? begin();
      for (const transceiver of current.getTransceivers()) transceiver.direction = direction ?? 'sendrecv';
      return describe(current, await current.createOffer());
    },
    async answer(offerSdp) {
      const current = connection === null || fingerprintOf(offerSdp) !== known ? begin() : connection;
      known = fingerprintOf(offerSdp);
      await current.setRemoteDescription({ type: 'offer', sdp: offerSdp });
      return describe(current, await current.createAnswer());
    },
    async take(answerSdp) {
      known = fingerprintOf(answerSdp);
      await connection?.setRemoteDescription({ type: 'answer', sdp: answerSdp });
    },
    async heard() {
      let packets = 0;
      let energy = 0;
      (await connection?.getStats())?.forEach((stat: { type: string; packetsReceived?: number; totalAudioEnergy?: number }) => {
        if (stat.type !== 'inbound-rtp') return;
        packets += stat.packetsReceived ?? 0;
        energy += stat.totalAudioEnergy ?? 0;
      });
      return { packets, energy };
    },
    vanish() {
      connection?.close();
      connection = null;
      known = '';
    },
  };
}
