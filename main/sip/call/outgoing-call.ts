import { SessionState, type Core, type Inviter } from 'sip.js';
import type { RemoteParty } from '../../../preload/contract/calls.ts';
import { failure } from '../../../preload/contract/result.ts';
import type { SipCall } from '../sip-phone.ts';
import type { CallEndCause } from './call-end.ts';
import type { CallFacts } from './call-facts.ts';
import { createDialogOrders, type LineParts } from './dialog-orders.ts';
import type { SessionSdp } from './session-sdp.ts';

/** Sends the INVITE and tells of the call until its end. */
export function startOutgoingCall(inviter: Inviter, sdp: SessionSdp, remote: RemoteParty, facts: CallFacts, line: LineParts): SipCall {
  const { clock, log } = line;
  let hasRung = false;

  function onProgress({ message }: Core.IncomingResponse): void {
    hasRung = true;
    const early = message.getHeader('Content-Type')?.toLowerCase().startsWith('application/sdp') === true && message.body !== '';
    // Not through sip.js' own early media: there a fork that answers from another phone than the one with early media fails the call.
    if (early) sdp.acceptEarlyAnswer(message.body);
    facts.ringing(early);
  }

  inviter.stateChange.addListener((state) => {
    if (state === SessionState.Established) facts.answered(sdp.answeredAtMs ?? clock.monotonicMs());
    // sip.js moves to Terminated before it tells why; the cause follows in the same turn.
    if (state === SessionState.Terminated) queueMicrotask(() => facts.ended(sdp.refusal === null ? { kind: 'lost' } : { kind: 'bad-media', refusal: sdp.refusal }));
  });
  const { orders, delegate } = createDialogOrders({ ...line, session: inviter, direction: 'outgoing', facts, rollBack: () => sdp.rollBack(), endDialog });
  inviter.delegate = delegate;
  const refused = ({ message }: Core.IncomingResponse): void =>
    facts.ended({ kind: 'refused', sipStatus: message.statusCode ?? 500, reason: message.reasonPhrase ?? '', hasRung });
  inviter.invite({ requestDelegate: { onProgress, onReject: refused, onRedirect: refused } }).catch((error: unknown) => {
    log.info('sip.invite-not-sent', { error: String(error) }); // hung up before the offer was made, or the media made none
  });

  function endDialog(cause: CallEndCause): void {
    if (facts.isOver) return;
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
    ...orders,
    hangUp: () => endDialog({ kind: 'local-hang-up' }),
  };
}
