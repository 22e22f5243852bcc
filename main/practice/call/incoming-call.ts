import type { Timer } from '../../platform/clock.ts';
import { headerOf, type SipRequest } from '../../sip/wire/message.ts';
import type { FarEnd } from '../far-end/far-end.ts';
import { createRingback } from '../far-end/ringback.ts';
import { openMediaLeg, type MediaLeg } from '../media/media-leg.ts';
import { dialogKey, dialogOfInvite } from '../signalling/dialog.ts';
import { responseTo, type ResponseParts } from '../signalling/response.ts';
import { agreeOnAudio, writeAnswer, writeOffer } from '../signalling/sdp.ts';
import type { ServerTransaction } from '../signalling/server-transaction.ts';
import { newToken } from '../signalling/token.ts';
import { contactHeader, newSdpSession, type CallSurroundings, type PracticeCall } from './call-parts.ts';
import { createEstablishedCall, type EstablishedCall } from './established-call.ts';

/** How the dialled number answers. */
export interface AnswerPlan {
  readonly user: string;
  readonly hasEarlyMedia: boolean;
  /** null rings until the agent gives up. */
  readonly createFarEnd: (() => FarEnd) | null;
}

const RING_MS = 700;
/** Long enough to hear the tone and know early media by it. */
const EARLY_MEDIA_MS = 2_000;
const LONGEST_RING_MS = 60_000;

/**
 * The agent calls a number of the practice line.
 *
 *   trying → ringing (180, or 183 with a tone) → answered (200 until ACK) → talking → ended
 */
export function receiveCall(options: { surroundings: CallSurroundings; transaction: ServerTransaction; plan: AnswerPlan; onEnd: (key: string) => void }): PracticeCall {
  const { surroundings, transaction, plan, onEnd } = options;
  const { clock, local, log, onDigit } = surroundings;
  const { request } = transaction;
  const localTag = newToken();
  const key = dialogKey(headerOf(request, 'call-id') ?? '', localTag);
  const offer = Buffer.from(request.body).toString('utf8');
  const audio = offer === '' ? null : agreeOnAudio(offer);
  let leg: MediaLeg | null = null;
  let established: EstablishedCall | null = null;
  let timer: Timer | null = null;
  let isEnded = false;
  let isTalking = false;

  const respond = (statusCode: number, parts: Omit<ResponseParts, 'toTag'> = {}): void => transaction.respond(responseTo(request, statusCode, { ...parts, toTag: localTag }));

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    timer?.cancel();
    leg?.close();
    onEnd(key);
  }
  function refuse(statusCode: number, parts: Omit<ResponseParts, 'toTag'> = {}): void {
    respond(statusCode, parts);
    end();
  }
  function hangUp(): void {
    if (established !== null) established.hangUp();
    else refuse(480);
  }

  function ring(opened: MediaLeg): void {
    if (isEnded) return opened.close(); // cancelled while the ports opened
    leg = opened;
    const session = newSdpSession(local, opened.rtpPort);
    const description = { headers: [contactHeader(local, plan.user)], body: audio === null ? writeOffer(session) : writeAnswer(offer, audio, session) };
    const isEarly = plan.hasEarlyMedia && audio !== null;
    if (isEarly) {
      opened.play(createRingback());
      opened.connect(audio);
      respond(183, description);
    } else {
      respond(180, { headers: description.headers });
    }
    const { createFarEnd } = plan;
    if (createFarEnd === null) timer = clock.startTimer(LONGEST_RING_MS, () => refuse(480));
    else timer = clock.startTimer(isEarly ? EARLY_MEDIA_MS : RING_MS, () => answer(opened, description, createFarEnd));
  }

  function answer(opened: MediaLeg, description: ResponseParts, createFarEnd: () => FarEnd): void {
    established = createEstablishedCall({
      surroundings, leg: opened, user: plan.user, onEnd: end,
      dialog: dialogOfInvite(request, localTag, transaction.source),
      onAcknowledged: () => {
        if (isTalking) return; // the ACK of a re-INVITE
        isTalking = true;
        opened.play(createFarEnd());
      },
    });
    if (audio !== null) opened.connect(audio);
    established.succeed(transaction, responseTo(request, 200, { ...description, toTag: localTag }));
  }

  if (offer !== '' && audio === null) {
    refuse(488, { headers: [{ name: 'Warning', value: '305 practice.sidetone.invalid "Incompatible media format: plain RTP with PCMU or PCMA"' }] }); // RFC 3261 s. 20.43
  } else {
    respond(100);
    openMediaLeg(local.address, clock, { onDigit, onFinished: hangUp, onSilentPeer: hangUp }).then(ring, (cause: unknown) => {
      log.error('practice.no-rtp-ports', { cause });
      if (!isEnded) refuse(503);
    });
  }

  return {
    key,
    hangUp,
    cancel: () => { if (established === null) refuse(487); },
    receive(within) {
      if (established !== null) return established.receive(within);
      within.respond(responseTo(within.request, within.request.method === 'BYE' ? 200 : 500)); // s. 15: BYE on an early dialog
      if (within.request.method === 'BYE') refuse(487);
    },
    receiveAck: (ack: SipRequest) => established?.receiveAck(ack),
  };
}
