import type { Timer } from '../../platform/clock.ts';
import { canonicalName, headerOf, type SipRequest, type SipResponse } from '../../sip/wire/message.ts';
import type { FarEnd } from '../far-end/far-end.ts';
import type { MediaLeg } from '../media/media-leg.ts';
import { destinationOf } from '../signalling/address.ts';
import type { Binding } from '../signalling/bindings.ts';
import { dialogKey, dialogOfSuccess, requestHeaders, requestInDialog } from '../signalling/dialog.ts';
import { responseTo } from '../signalling/response.ts';
import { agreeOnAudio, writeOffer } from '../signalling/sdp.ts';
import { parseSipUri } from '../../sip/wire/sip-fields.ts';
import { newToken } from '../signalling/token.ts';
import { contactHeader, newSdpSession, type CallSurroundings, type PracticeCall } from './call-parts.ts';
import { createEstablishedCall, type EstablishedCall } from './established-call.ts';

const LONGEST_RING_MS = 60_000;

/**
 * A recorded caller rings the agent.
 *
 *   inviting → ringing → (2xx, ACK) talking → ended
 *       └─────────┴─ refused, cancelled or unanswered → ended
 */
export function placeCall(options: {
  surroundings: CallSurroundings; leg: MediaLeg; binding: Binding; agent: string;
  caller: { number: string; name: string; createFarEnd: () => FarEnd }; onEnd: (key: string) => void;
}): PracticeCall {
  const { surroundings, leg, binding, agent, caller, onEnd } = options;
  const { clock, domain, layer, local, log } = surroundings;
  const destination = destinationOf(parseSipUri(binding.contactUri), binding.heardFrom);
  const identity = `"${caller.name}" <sip:${caller.number}@${domain}>`;
  const localTag = newToken();
  const callId = `${newToken()}@${domain}`;
  const key = dialogKey(callId, localTag);
  const invite: SipRequest = {
    kind: 'request', method: 'INVITE', requestUri: binding.contactUri,
    headers: [
      ...requestHeaders({ method: 'INVITE', sequence: 1, from: `${identity};tag=${localTag}`, to: `<sip:${agent}@${domain}>`, callId, local }),
      contactHeader(local, caller.number),
      { name: 'P-Asserted-Identity', value: identity }, // RFC 3325: what a trunk's own directory says
      { name: 'Content-Type', value: 'application/sdp' },
    ],
    body: Buffer.from(writeOffer(newSdpSession(local, leg.rtpPort)), 'utf8'),
  };
  let established: EstablishedCall | null = null;
  let hasProvisional = false;
  let isCancelled = false;
  let isEnded = false;
  let ack: SipRequest | null = null;
  const ringTimer: Timer = clock.startTimer(LONGEST_RING_MS, hangUp);

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    ringTimer.cancel();
    leg.close();
    onEnd(key);
  }

  /** RFC 3261 s. 9.1: CANCEL waits for the first provisional response and has the INVITE's Via. */
  function sendCancel(): void {
    const headers = invite.headers.filter((header) => ['via', 'max-forwards', 'from', 'to', 'call-id'].includes(canonicalName(header.name)));
    const cancel: SipRequest = { kind: 'request', method: 'CANCEL', requestUri: invite.requestUri, headers: [...headers, { name: 'CSeq', value: '1 CANCEL' }], body: new Uint8Array() };
    layer.request(cancel, destination, { onResponse: () => undefined, onTimeout: end });
  }

  function hangUp(): void {
    if (established !== null) return established.hangUp();
    if (isCancelled) return;
    isCancelled = true;
    if (hasProvisional) sendCancel();
  }

  function accept(success: SipResponse): void {
    if (ack !== null) return layer.send(ack, destination); // the 2xx again: our ACK was lost (s. 13.2.2.4)
    ringTimer.cancel();
    const dialog = dialogOfSuccess(invite, success, destination);
    ack = requestInDialog(dialog, 'ACK', local);
    layer.send(ack, dialog.remoteAddress);
    established = createEstablishedCall({ surroundings, dialog, leg, user: caller.number, onAcknowledged: () => undefined, onEnd: end });
    const audio = agreeOnAudio(Buffer.from(success.body).toString('utf8'));
    if (isCancelled || audio === null) return established.hangUp();
    leg.connect(audio);
    leg.play(caller.createFarEnd());
  }

  function onResponse(response: SipResponse): void {
    if (response.statusCode >= 300) {
      log.info('practice.call-refused', { statusCode: response.statusCode, reason: headerOf(response, 'reason') });
      return end();
    }
    if (response.statusCode >= 200) return accept(response);
    if (!hasProvisional && isCancelled) sendCancel();
    hasProvisional = true;
  }

  layer.request(invite, destination, { onResponse, onTimeout: end });
  return {
    key,
    hangUp,
    cancel: () => undefined,
    receive(transaction) {
      if (established !== null) return established.receive(transaction);
      transaction.respond(responseTo(transaction.request, 481));
    },
    receiveAck: (received) => established?.receiveAck(received),
  };
}
