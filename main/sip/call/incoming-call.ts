import { SessionState, type Invitation } from 'sip.js';
import type { RemoteParty } from '../../../preload/contract/calls.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { CallSdp, SdpRefusal, SipCall } from '../sip-phone.ts';
import { autoAnswerAsk } from './auto-answer.ts';
import type { CallEndCause } from './call-end.ts';
import type { CallFacts } from './call-facts.ts';
import { createDialogOrders, type LineParts } from './dialog-orders.ts';
import { parseReason } from './reason.ts';
import { ring } from './ring.ts';
import type { SessionSdp } from './session-sdp.ts';

interface IncomingOptions {
  readonly line: LineParts;
  readonly facts: CallFacts;
  /** Gives sip.js the offer/answer of this call. */
  readonly attachSdp: (sdp: CallSdp) => SessionSdp;
  /** The call whose place this one takes is over from here on; sip.js sends its BYE (RFC 3891 s. 3). */
  readonly onAccept: () => void;
}

/** The offer of an INVITE; null for a late offer, where our 200 carries it (RFC 3261 s. 13.2.1). */
export function offerOf(invitation: Invitation): string | null {
  return invitation.body === undefined || invitation.body === '' ? null : invitation.body;
}

/** Lets an INVITE ring and tells of the call until its end. */
export function ringIncomingCall(invitation: Invitation, remote: RemoteParty, { line, facts, attachSdp, onAccept }: IncomingOptions): SipCall {
  const { clock, log } = line;
  let isAnswering = false;
  let sessionSdp: SessionSdp | null = null;
  const logged = (event: string) => (error: unknown): void => log.warn(event, { error: String(error) });

  invitation.stateChange.addListener((state) => {
    if (state === SessionState.Established) facts.answered(clock.monotonicMs());
    if (state === SessionState.Terminated) queueMicrotask(() => facts.ended({ kind: 'lost' }));
  });
  const { orders, delegate } = createDialogOrders({ ...line, session: invitation, callId: invitation.request.callId, direction: 'incoming', facts, rollBack: () => sessionSdp?.rollBack(), endDialog });
  invitation.delegate = {
    ...delegate,
    onCancel: (cancel) => facts.ended({ kind: 'remote-cancel', reason: parseReason(cancel.request.getHeaders('Reason')) }),
  };
  ring(invitation, clock, () => refuse(500, { kind: 'lost' })).catch(logged('sip.ring'));

  function refuse(sipStatus: number, cause: CallEndCause, extraHeaders: string[] = []): void {
    if (facts.isOver) return;
    facts.ended(cause);
    invitation.reject({ statusCode: sipStatus, extraHeaders }).catch(logged('sip.reject'));
  }

  function endDialog(cause: CallEndCause): void {
    if (facts.isOver) return;
    facts.ended(cause);
    invitation.bye().catch(logged('sip.hang-up')); // sip.js waits for the ACK of our 200 (RFC 3261 s. 15.1.1)
  }

  return {
    direction: 'incoming',
    remote,
    autoAnswer: autoAnswerAsk((name) => invitation.request.getHeaders(name)),
    subscribe: facts.subscribe,
    async answer(sdp): Promise<Result<void, SdpRefusal | 'wrong-state'>> {
      if (facts.isOver || isAnswering) return failure('wrong-state', 'This call is not ringing.');
      isAnswering = true;
      const offer = offerOf(invitation);
      const description = await (offer === null ? sdp.createOffer() : sdp.createAnswer(offer));
      if (!description.ok) {
        refuse(488, { kind: 'bad-media', refusal: description.error });
        return description;
      }
      if (facts.isOver) return failure('wrong-state', 'The caller hung up.');
      sessionSdp = attachSdp(sdp);
      sessionSdp.prepare(description.value, offer === null);
      onAccept();
      await invitation.accept().catch(logged('sip.accept'));
      return facts.wasAnswered ? success() : failure('wrong-state', 'The caller hung up.');
    },
    reject(sipStatus = 486) {
      if (!facts.wasAnswered) refuse(sipStatus, { kind: 'local-rejection', sipStatus });
    },
    redirect(destination, cause) {
      if (facts.isOver || facts.wasAnswered || isAnswering) return failure('wrong-state', 'This call is not ringing.');
      const target = line.destinationOf(destination);
      if (!target.ok) return target;
      const from = invitation.userAgent.configuration.uri.toString();
      refuse(302, { kind: 'forwarded', to: target.value.user }, [`Contact: <${target.value.uri}>`, `Diversion: <${from}>;reason=${cause}`]);
      return success();
    },
    ...orders,
    hangUp() {
      if (!facts.wasAnswered) return refuse(486, { kind: 'local-rejection', sipStatus: 486 });
      endDialog({ kind: 'local-hang-up' });
    },
  };
}
