import type { Referral, Session } from 'sip.js';
import type { RemoteParty } from '../../../preload/contract/calls.ts';
import type { Log } from '../../platform/log.ts';
import { remotePartyOf } from '../call/remote-party.ts';
import type { CallSdp, SipCall } from '../sip-phone.ts';
import { readReferTo, type ReferTarget } from './refer-target.ts';

/** The peer asks us to call someone else. Until one of the two orders it waits; the first one counts. */
export interface ReceivedRefer {
  readonly to: RemoteParty;
  /** Calls there, and tells the peer what becomes of it. Null where the call that was to be left is over. */
  follow(sdp: CallSdp): SipCall | null;
  refuse(): void;
}

interface ReferOptions {
  readonly session: Session;
  readonly log: Log;
  /** Places the INVITE that the peer asked for. */
  readonly dial: (target: ReferTarget, referredBy: string | null, sdp: CallSdp) => SipCall | null;
  readonly onRefer: (refer: ReceivedRefer) => void;
}

/** What sip.js calls with a REFER of the peer: one at a time, and nothing is dialled without a person's word. */
export function createReferReceiver({ session, log, dial, onRefer }: ReferOptions): (referral: Referral) => void {
  let isWaiting = false;

  /** sip.js' own NOTIFYs say `terminated` from the first one on (RFC 3515 s. 2.4.4 ends with the final status). */
  function notify(sipStatus: number, reasonPhrase: string): void {
    const isLast = sipStatus >= 200;
    try {
      session.dialog?.notify(undefined, {
        extraHeaders: ['Event: refer', `Subscription-State: ${isLast ? 'terminated;reason=noresource' : 'active;expires=180'}`],
        body: { contentDisposition: 'render', contentType: 'message/sipfrag;version=2.0', content: `SIP/2.0 ${sipStatus} ${reasonPhrase}` },
      });
    } catch (error) {
      log.info('sip.notify-not-sent', { error: String(error) }); // the dialog ended meanwhile
    }
  }

  function follow(target: ReferTarget, referredBy: string | null, sdp: CallSdp): SipCall | null {
    const call = dial(target, referredBy, sdp);
    if (call === null) {
      notify(503, 'Service Unavailable');
      return null;
    }
    call.subscribe((fact) => {
      if (fact.kind === 'ringing') notify(180, 'Ringing');
      if (fact.kind === 'answered') notify(200, 'OK');
      if (fact.kind === 'ended' && fact.end.result !== 'completed') notify(fact.end.sipStatus ?? 487, 'Not Connected');
    });
    return call;
  }

  return (referral) => {
    const target = readReferTo(referral.request.getHeader('Refer-To') ?? '');
    const to = target === null ? null : remotePartyOf(`<${target.uri}>`, []);
    if (target === null || to === null || isWaiting) return void referral.reject({ statusCode: target === null ? 400 : 491 });
    isWaiting = true;
    void referral.accept();
    notify(100, 'Trying');
    let isSettled = false;
    const once = <Value>(act: () => Value, otherwise: Value): Value => {
      if (isSettled) return otherwise;
      isSettled = true;
      isWaiting = false;
      return act();
    };
    onRefer({
      to,
      follow: (sdp) => once(() => follow(target, referral.referredBy ?? null, sdp), null),
      refuse: () => once(() => notify(603, 'Decline'), undefined),
    });
  };
}
