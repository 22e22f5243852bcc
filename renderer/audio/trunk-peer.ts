import type { CodecName } from '../../preload/contract/accounts.ts';
import type { PageOrder } from '../../preload/contract/page-orders.ts';
import type { CallPeer } from './connection.ts';
import { gathered } from './gathered.ts';

/** How long an INVITE, and an answer, may wait for candidates (T12). What a server answers later is of use to the next offer. */
const OFFER_WAITS_MS = 150;
const ANSWER_WAITS_MS = 120;
/** RFC 4733 s. 2.5.1.1 leaves both to us; as the gateway has them. */
const TONE_MS = 100;
const TONE_GAP_MS = 60;

/** The page's end of a connection to a WebRTC trunk. */
export interface TrunkPeer {
  readonly connection: RTCPeerConnection;
  /** null before the first SDP. */
  line(): CallPeer | null;
  /** Carries out one order; resolves with the SDP it made, or nothing. Rejects where the browser would not. */
  carryOut(order: PageOrder): Promise<string>;
  close(): void;
}

export interface TrunkPeerTerms {
  readonly iceServers: readonly RTCIceServer[];
  /** Packets are marked for routers as voice (DSCP EF; RFC 8837 s. 5). */
  readonly expedites: boolean;
}

export function createTrunkPeer({ iceServers, expedites }: TrunkPeerTerms): TrunkPeer {
  // Gathering begins at once, so that a call that rings has its candidates by the time it is answered.
  // Not max-bundle: with it an answer without a=group:BUNDLE is refused.
  const connection = new RTCPeerConnection({ iceServers: [...iceServers], iceCandidatePoolSize: 1, bundlePolicy: 'balanced' });
  let line: (CallPeer & { readonly sender: RTCRtpSender }) | null = null;

  /** Ours for an offer; of a peer's offer that which it brought. */
  function transceiver(): RTCRtpTransceiver {
    const used = connection.getTransceivers()[0] ?? connection.addTransceiver('audio');
    const { sender } = used;
    line ??= { sender, remote: new MediaStream([used.receiver.track]), setTrack: (track) => sender.replaceTrack(track) };
    return used;
  }

  function prepare({ codecs, direction }: { readonly codecs: readonly CodecName[]; readonly direction: RTCRtpTransceiverDirection }): void {
    const used = transceiver();
    used.direction = direction;
    used.setCodecPreferences(preferred(codecs));
  }

  /** The browser knows what it will send only once it has been described. */
  async function mark(): Promise<void> {
    const sending = line?.sender.getParameters();
    if (!expedites || sending === undefined || sending.encodings.length === 0) return;
    for (const encoding of sending.encodings) encoding.networkPriority = 'high';
    await line?.sender.setParameters(sending);
  }

  /** An offer of ours that the trunk refused stands in the way of the next. */
  async function forgetRefused(): Promise<void> {
    if (connection.signalingState === 'have-local-offer') await connection.setLocalDescription({ type: 'rollback' });
  }

  async function describe(description: RTCSessionDescriptionInit, waitMs: number): Promise<string> {
    await connection.setLocalDescription(description);
    await mark();
    await gathered(connection, waitMs);
    return connection.localDescription?.sdp ?? '';
  }

  return {
    connection,
    line: () => line,
    async carryOut(order) {
      switch (order.kind) {
        case 'make-offer':
          await forgetRefused();
          prepare(order);
          return describe(await connection.createOffer({ iceRestart: order.isIceRestart }), OFFER_WAITS_MS);
        case 'make-answer':
          await forgetRefused();
          await connection.setRemoteDescription({ type: 'offer', sdp: order.offerSdp });
          prepare(order);
          return describe(await connection.createAnswer(), ANSWER_WAITS_MS);
        case 'take-answer':
          await connection.setRemoteDescription({ type: order.isFinal ? 'answer' : 'pranswer', sdp: order.answerSdp });
          return '';
        case 'send-tones':
          // insertDTMF forgets what it still had to send.
          line?.sender.dtmf?.insertDTMF(line.sender.dtmf.toneBuffer + order.digits, TONE_MS, TONE_GAP_MS);
          return '';
      }
    },
    close: () => connection.close(),
  };
}

/** The browser's codecs in our order, and tones at the clock rates in use; no comfort noise and no redundancy, which trunks take amiss. */
function preferred(codecs: readonly CodecName[]): RTCRtpCodec[] {
  const known = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
  const named = (name: string): RTCRtpCodec[] => known.filter(({ mimeType }) => mimeType.toLowerCase() === `audio/${name.toLowerCase()}`);
  const chosen = codecs.flatMap(named);
  const clocks = new Set([8_000, ...chosen.map(({ clockRate }) => clockRate)]); // 8,000 Hz always: some trunks take no other tones beside Opus
  return [...chosen, ...named('telephone-event').filter(({ clockRate }) => clocks.has(clockRate))];
}
