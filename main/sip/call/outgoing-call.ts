import { SessionState, type Core, type Inviter } from 'sip.js';
import type { RemoteParty } from '../../../preload/contract/calls.ts';
import { failure, type Failure } from '../../../preload/contract/result.ts';
import type { SipCall } from '../sip-phone.ts';
import type { CallEndCause } from './call-end.ts';
import type { CallFacts } from './call-facts.ts';
import { createDialogOrders, type DialogOrders, type LineParts } from './dialog-orders.ts';
import { mediaRefusal } from './media-refusal.ts';
import { createAttempts, type Attempt } from './next-attempt.ts';
import type { SessionSdp } from './session-sdp.ts';

/** One INVITE of a call, not sent yet. */
export interface PreparedInvite {
  readonly inviter: Inviter;
  readonly sdp: SessionSdp;
}

interface OutgoingOptions {
  readonly uri: string;
  readonly remote: RemoteParty;
  readonly facts: CallFacts;
  readonly line: LineParts;
  /** Makes an INVITE; null where its URI cannot be called. */
  readonly prepare: (attempt: Attempt) => PreparedInvite | null;
}

/** Sends the INVITE, and others where its refusal asks for them, and tells of the call until its end. */
export function startOutgoingCall(first: PreparedInvite, { uri, remote, facts, line, prepare }: OutgoingOptions): SipCall {
  const { clock, log } = line;
  const attempts = createAttempts(uri);
  let current = first;
  let orders = begin(first);
  let hasRung = false;

  function begin(attempt: PreparedInvite): DialogOrders['orders'] {
    const { inviter, sdp } = attempt;
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Established) facts.answered(sdp.answeredAtMs ?? clock.monotonicMs());
      // sip.js moves to Terminated before it tells why; the cause follows in the same turn.
      if (state === SessionState.Terminated) queueMicrotask(() => { if (attempt === current) facts.ended(sdp.refusal === null ? { kind: 'lost' } : { kind: 'bad-media', refusal: sdp.refusal }); });
    });
    const made = createDialogOrders({ ...line, session: inviter, callId: inviter.request.callId, direction: 'outgoing', facts, rollBack: () => sdp.rollBack(), endDialog });
    inviter.delegate = made.delegate;
    inviter.invite({ requestDelegate: { onProgress: (response) => onProgress(sdp, response), onReject: onRefusal, onRedirect: onRefusal } }).catch((error: unknown) => {
      log.info('sip.invite-not-sent', { error: String(error) }); // hung up before the offer was made, or the media made none
    });
    return made.orders;
  }

  function onProgress(sdp: SessionSdp, { message }: Core.IncomingResponse): void {
    hasRung = true;
    const early = message.getHeader('Content-Type')?.toLowerCase().startsWith('application/sdp') === true && message.body !== '';
    // Not through sip.js' own early media: there a fork that answers from another phone than the one with early media fails the call.
    if (early) sdp.acceptEarlyAnswer(message.body);
    facts.ringing(early);
  }

  function mediaRefusalIn(message: Core.IncomingResponseMessage, sipStatus: number): Failure {
    const { body } = current.inviter.request;
    return mediaRefusal({ sipStatus, reason: message.reasonPhrase ?? '', warnings: message.getHeaders('Warning'), wanted: message.body, offered: typeof body === 'string' ? body : body?.body ?? '' });
  }

  function onRefusal({ message }: Core.IncomingResponse): void {
    const sipStatus = message.statusCode ?? 500;
    if (facts.isOver) return;
    const next = attempts.after({ sipStatus, contacts: message.getHeaders('Contact'), minSessionExpires: message.getHeader('Min-SE') });
    const prepared = next === null ? null : prepare(next);
    if (prepared === null) return facts.ended({ kind: 'refused', sipStatus, reason: message.reasonPhrase ?? '', hasRung, media: mediaRefusalIn(message, sipStatus) });
    log.info('sip.tried-again', { sipStatus });
    current = prepared;
    orders = begin(prepared);
  }

  function endDialog(cause: CallEndCause): void {
    if (facts.isOver) return;
    const { inviter } = current;
    const isEstablished = inviter.state === SessionState.Established;
    facts.ended(cause);
    // A 200 that crosses the CANCEL is acknowledged and ended by sip.js (RFC 3261 s. 15).
    void (isEstablished ? inviter.bye() : inviter.cancel()).catch((error: unknown) => log.warn('sip.hang-up', { error: String(error) }));
  }

  return {
    direction: 'outgoing',
    remote,
    autoAnswer: null,
    subscribe: facts.subscribe,
    answer: async () => failure('wrong-state', 'This call is ours; the other side answers it.'),
    reject: () => undefined,
    redirect: () => failure('wrong-state', 'This call is ours; only the other side can send it elsewhere.'),
    reoffer: () => orders.reoffer(),
    transfer: (destination) => orders.transfer(destination),
    join: (other) => orders.join(other),
    sendInfoTones: (digits, toneMs) => orders.sendInfoTones(digits, toneMs),
    hangUp: () => endDialog({ kind: 'local-hang-up' }),
  };
}
