import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import type { CallSdp, SdpRefusal } from '../sip-phone.ts';

const SDP = 'application/sdp';

/** Ends sip.js' promise where the media refuses an SDP; sip.js answers 488 or ACK and BYE. */
class SdpRefused extends Error {}

/** The offer/answer of one dialog (RFC 3264) as sip.js drives it, handed on to CallSdp. */
export interface SessionSdp extends SessionDescriptionHandler {
  /** An answer in a provisional response: early media. A refusal of it changes nothing. */
  acceptEarlyAnswer(sdp: string): void;
  /** The SDP to send with our 200, made before so that a refusal can be 488. */
  prepare(sdp: string, isOffer: boolean): void;
  /** Answers an offer of the peer's that did not come in an INVITE. */
  answerOffer(offer: string): Promise<Result<string, SdpRefusal>>;
  /** The offer that was made last did not go out, or was refused: nothing is agreed by it. */
  rollBack(): void;
  /** The last SDP that the media would not have. */
  readonly refusal: Failure<SdpRefusal> | null;
  /** While the peer's final answer is being taken in; null at all other times. */
  readonly settling: Promise<void> | null;
  /** Monotonic ms when the peer's final answer came in; null before. */
  readonly answeredAtMs: number | null;
}

export function createSessionSdp(sdp: CallSdp, clock: Clock): SessionSdp {
  let remoteOffer: string | null = null;
  let hasLocalOffer = false;
  let prepared: string | null = null;
  let refusal: Failure<SdpRefusal> | null = null;
  let answeredAtMs: number | null = null;
  let settling: Promise<void> | null = null;
  /** The media sees one description after the other, in the order of their arrival. */
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<Value>(work: () => Promise<Result<Value, SdpRefusal>>): Promise<Result<Value, SdpRefusal>> {
    const done = turn.then(work);
    turn = done;
    return done;
  }

  async function orRefuse<Value>(work: () => Promise<Result<Value, SdpRefusal>>): Promise<Value> {
    const result = await inTurn(work);
    if (result.ok) return result.value;
    refusal = result.error;
    throw new SdpRefused(result.error.code);
  }

  async function nextDescription(): Promise<string> {
    if (prepared !== null) {
      const description = prepared;
      prepared = null;
      remoteOffer = null;
      return description;
    }
    if (remoteOffer !== null) {
      const offer = remoteOffer;
      remoteOffer = null;
      return orRefuse(() => sdp.createAnswer(offer));
    }
    hasLocalOffer = true;
    return orRefuse(() => sdp.createOffer());
  }

  function rollBack(): void {
    hasLocalOffer = false;
    remoteOffer = null;
  }

  return {
    get refusal() { return refusal; },
    get answeredAtMs() { return answeredAtMs; },
    get settling() { return settling; },
    acceptEarlyAnswer: (answer) => void inTurn(() => sdp.acceptAnswer(answer, false)),
    answerOffer: (offer) => inTurn(() => sdp.createAnswer(offer)),
    prepare(description, isOffer) {
      prepared = description;
      hasLocalOffer = isOffer;
    },
    async getDescription(): Promise<BodyAndContentType> {
      return { body: await nextDescription(), contentType: SDP };
    },
    async setDescription(description) {
      if (!hasLocalOffer) {
        remoteOffer = description;
        return;
      }
      hasLocalOffer = false;
      answeredAtMs ??= clock.monotonicMs();
      const taken = orRefuse(() => sdp.acceptAnswer(description, true));
      const settled = (): void => { settling = null; };
      settling = taken.then(settled, settled);
      await taken;
    },
    rollBack,
    rollbackDescription: async () => rollBack(),
    hasDescription: (contentType) => contentType.toLowerCase().startsWith(SDP),
    sendDtmf: () => false, // digits are RFC 4733 packets of the media
    close: () => undefined, // the calls room closes the media
  };
}
