import { randomInt } from 'node:crypto';
import type { MediaEncryption } from '../../preload/contract/calls.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import { createEmitter } from '../platform/emitter.ts';
import type { LegOptions, MediaLeg, MediaLegFact } from './media-gateway.ts';
import type { MediaOrder } from './protocol.ts';
import type { LocalEndpoint, NegotiatedAudio } from './sdp/audio-description.ts';
import { offeredDirection } from './sdp/hold.ts';
import { createLocalEncryption } from './sdp/local-encryption.ts';
import { answerOffer, buildOffer, readAnswer } from './sdp/negotiate.ts';

/** What the process says of a leg, as the client hands it on. */
export interface LegEnd {
  /** The ports that it was opened on, or moved to. */
  notePort(result: Result<number, 'media-failed'>): void;
  tell(fact: MediaLegFact): void;
  answerPage(requestId: number, result: Result<string, 'media-failed'>): void;
  /** The process is gone, and with it this leg. */
  fail(message: string): void;
}

/** main's side of one open leg: negotiates here, where SDP is pure, and sends the process what was agreed. */
export function createMediaLeg(options: LegOptions & {
  readonly legId: string;
  /** Where the trunk's side is when it begins. */
  readonly bound: { readonly address: string; readonly port: number };
  readonly send: (order: MediaOrder) => void;
  readonly onClosed: () => void;
}): { leg: MediaLeg; end: LegEnd } {
  const { legId, codecs, send } = options;
  const facts = createEmitter<MediaLegFact>();
  const pageRequests = new Map<number, (result: Result<string, 'media-failed'>) => void>();
  const encryption = createLocalEncryption(options.srtp ?? 'off', options.srtpSuites);
  const sessionId = randomInt(2 ** 31);
  let { bound } = options;
  let portBound: ((result: Result<number, 'media-failed'>) => void) | null = null;
  let version = 0;
  let lastRequestId = 0;
  let audio: NegotiatedAudio | null = null;
  let shown: MediaEncryption = { kind: 'none' };
  let isHeld = false;
  let isClosed = false;

  /** Where the peer is to send from this SDP on. Every SDP of ours is a new version of one session (RFC 3264 s. 8). */
  async function nextEndpoint(): Promise<Result<LocalEndpoint, 'media-failed'>> {
    const address = options.localAddress();
    if (address !== bound.address) {
      const port = await bindOn(address);
      if (!port.ok) return port;
      bound = { address, port: port.value };
    }
    return success({ ...bound, sessionId, version: (version += 1) });
  }

  /** One SDP is made at a time, and so one move. */
  function bindOn(localAddress: string): Promise<Result<number, 'media-failed'>> {
    if (isClosed) return Promise.resolve(failure('media-failed', 'The audio path of this call is closed.'));
    return new Promise((resolve) => {
      portBound = resolve;
      send({ kind: 'move-leg', legId, localAddress });
    });
  }

  function adopt(agreed: NegotiatedAudio): void {
    const isNewCodec = agreed.codec !== audio?.codec;
    const wasHeldByPeer = audio?.isHeldByPeer ?? false;
    audio = agreed;
    send({ kind: 'configure', legId, audio: agreed });
    const secured = encryptionOf(agreed, options.isSignallingPrivate ?? false);
    if (JSON.stringify(secured) !== JSON.stringify(shown)) facts.emit({ kind: 'encryption-chosen', encryption: secured });
    shown = secured;
    if (isNewCodec) facts.emit({ kind: 'codec-chosen', codec: agreed.codec });
    if (agreed.isHeldByPeer !== wasHeldByPeer) facts.emit({ kind: 'held-by-peer', isHeld: agreed.isHeldByPeer });
  }

  function refusePages(message: string): void {
    for (const resolve of pageRequests.values()) resolve(failure('media-failed', message));
    pageRequests.clear();
  }

  const end: LegEnd = {
    notePort: (result) => portBound?.(result),
    tell: (fact) => facts.emit(fact),
    answerPage(requestId, result) {
      pageRequests.get(requestId)?.(result);
      pageRequests.delete(requestId);
    },
    fail(message) {
      isClosed = true;
      refusePages(message);
      portBound?.(failure('media-failed', message));
      facts.emit({ kind: 'failed', message });
    },
  };

  const leg: MediaLeg = {
    path: 'gateway',
    legId,
    subscribe: (listener) => facts.subscribe(listener),
    async createOffer() {
      const endpoint = await nextEndpoint();
      if (!endpoint.ok) return endpoint;
      return success(buildOffer(endpoint.value, codecs, offeredDirection({ byUs: isHeld, byPeer: audio?.isHeldByPeer ?? false }), encryption, audio?.protocol, options.opus));
    },
    async acceptAnswer(sdp) {
      const read = readAnswer(codecs, sdp, { isHeldByUs: isHeld, encryption });
      if (!read.ok) return read;
      adopt(read.value);
      return success();
    },
    async createAnswer(offerSdp) {
      const endpoint = await nextEndpoint();
      if (!endpoint.ok) return endpoint;
      const answered = answerOffer(endpoint.value, codecs, offerSdp, { isHeldByUs: isHeld, encryption, ...(options.opus === undefined ? {} : { opus: options.opus }) });
      if (!answered.ok) return answered;
      adopt(answered.value.audio);
      return success(answered.value.sdp);
    },
    connectPage(offerSdp) {
      if (isClosed) return Promise.resolve(failure('media-failed', 'The audio path of this call is closed.'));
      const requestId = (lastRequestId += 1);
      return new Promise((resolve) => {
        pageRequests.set(requestId, resolve);
        send({ kind: 'connect-page', legId, requestId, offerSdp });
      });
    },
    open: () => send({ kind: 'start-sending', legId }),
    setHeld(next) {
      if (isHeld === next) return;
      isHeld = next;
      send({ kind: 'set-held', legId, isHeld });
    },
    sendDtmf(digits, toneMs) {
      if (audio === null || audio.telephoneEvent === null) return failure('dtmf-not-negotiated', 'The other side takes no tones in this call.');
      send({ kind: 'send-digits', legId, digits, toneMs });
      return success();
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      refusePages('The call is over.');
      portBound?.(failure('media-failed', 'The call is over.'));
      send({ kind: 'close-leg', legId });
      options.onClosed();
    },
  };
  return { leg, end };
}

function encryptionOf({ srtp }: NegotiatedAudio, isSignallingPrivate: boolean): MediaEncryption {
  return srtp === null ? { kind: 'none' } : { kind: 'sdes', suite: srtp.suite, areKeysReadable: !isSignallingPrivate };
}
