import type { Timer } from '../../platform/clock.ts';
import type { SipRequest, SipResponse } from '../../sip/wire/message.ts';
import type { MediaLeg } from '../media/media-leg.ts';
import { noteRequest, requestInDialog, type Dialog } from '../signalling/dialog.ts';
import { ALLOWED_METHODS, responseTo } from '../signalling/response.ts';
import { startRetransmission, T2_MS } from '../signalling/retransmission.ts';
import { agreeOnAudio, writeAnswer, writeOffer } from '../signalling/sdp.ts';
import type { ServerTransaction } from '../signalling/server-transaction.ts';
import { notifyOf, referredNumber, type ReferralState } from './referral.ts';
import { contactHeader, newSdpSession, type CallSurroundings } from './call-parts.ts';

/** So long the number that a caller is sent to rings. */
const REFERRED_RING_MS = 400;

/** The part of a call after its 2xx, the same in both directions: re-INVITE, REFER, BYE both ways, the 2xx until its ACK. */
export interface EstablishedCall {
  receive(transaction: ServerTransaction): void;
  receiveAck(ack: SipRequest): void;
  /** Sends this 2xx to an INVITE until the ACK comes (RFC 3261 s. 13.3.1.4); without one the call ends. */
  succeed(transaction: ServerTransaction, success: SipResponse): void;
  hangUp(): void;
}

export function createEstablishedCall(options: {
  surroundings: CallSurroundings; dialog: Dialog; leg: MediaLeg; user: string;
  onAcknowledged: () => void; onEnd: () => void;
}): EstablishedCall {
  const { surroundings, leg, user, onAcknowledged, onEnd } = options;
  const { clock, layer, local, log } = surroundings;
  const sdp = newSdpSession(local, leg.rtpPort);
  let { dialog } = options;
  let sdpVersion = sdp.version;
  let success: { readonly sequence: number | null; readonly retransmission: Timer } | null = null;
  let referral: Timer | null = null;
  let isEnded = false;

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    referral?.cancel();
    success?.retransmission.cancel();
    leg.close();
    onEnd();
  }

  function hangUp(): void {
    if (isEnded) return;
    const bye = requestInDialog(dialog, 'BYE', local);
    // Whatever the answer, the call is over (RFC 3261 s. 15.1.1).
    layer.request(bye, dialog.remoteAddress, { onResponse: () => undefined, onTimeout: () => log.info('practice.bye-unanswered', { callId: dialog.callId }) });
    end();
  }

  /** A blind transfer (RFC 3515): nobody is called, but the numbers of the line answer as they would. Whoever sent it then hangs up. */
  function refer(transaction: ServerTransaction): void {
    const number = referredNumber(transaction.request);
    if (number === null) return transaction.respond(responseTo(transaction.request, 400));
    transaction.respond(responseTo(transaction.request, 202, { headers: [contactHeader(local, user)] }));
    notify('trying');
    referral?.cancel();
    referral = clock.startTimer(REFERRED_RING_MS, () => notify(surroundings.reach(number)));
  }

  function notify(state: ReferralState): void {
    const request = notifyOf(dialog, local, state);
    dialog = { ...dialog, localSequence: dialog.localSequence + 1 };
    layer.request(request, dialog.remoteAddress, { onResponse: () => undefined, onTimeout: () => log.info('practice.notify-unanswered', { callId: dialog.callId }) });
  }

  function succeed(transaction: ServerTransaction, response: SipResponse): void {
    success?.retransmission.cancel();
    transaction.respond(response);
    success = { sequence: dialog.remoteSequence, retransmission: startRetransmission({ clock, capMs: T2_MS, send: () => transaction.respond(response), onGiveUp: hangUp }) };
  }

  /** RFC 3261 s. 14.2: hold, resume, or a new address; without an offer we make one. */
  function renegotiate(transaction: ServerTransaction): void {
    const { request } = transaction;
    const offer = Buffer.from(request.body).toString('utf8');
    const audio = offer === '' ? null : agreeOnAudio(offer);
    if (offer !== '' && audio === null) return transaction.respond(responseTo(request, 488));
    sdpVersion += 1;
    const own = { ...sdp, version: sdpVersion };
    const body = audio === null ? writeOffer(own) : writeAnswer(offer, audio, own);
    if (audio !== null) leg.connect(audio);
    succeed(transaction, responseTo(request, 200, { headers: [contactHeader(local, user)], body }));
  }

  return {
    hangUp,
    succeed,
    receive(transaction) {
      const { request } = transaction;
      const noted = noteRequest(dialog, request, transaction.source);
      if (noted === null) return transaction.respond(responseTo(request, 500));
      dialog = noted;
      switch (request.method) {
        case 'INVITE': return renegotiate(transaction);
        case 'BYE':
          transaction.respond(responseTo(request, 200));
          return end();
        case 'REFER': return refer(transaction);
        case 'INFO':
        case 'OPTIONS':
          return transaction.respond(responseTo(request, 200));
        default:
          return transaction.respond(responseTo(request, 405, { headers: [{ name: 'Allow', value: ALLOWED_METHODS }] }));
      }
    },
    receiveAck(ack) {
      if (success === null || isEnded) return;
      success.retransmission.cancel();
      success = null;
      const answer = Buffer.from(ack.body).toString('utf8');
      const audio = answer === '' ? null : agreeOnAudio(answer);
      if (answer !== '' && audio === null) return hangUp();
      if (audio !== null) leg.connect(audio);
      onAcknowledged();
    },
  };
}
