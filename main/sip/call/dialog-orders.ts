import { SessionState, type Bye, type Message, type Referral, type Session } from 'sip.js';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { CallSdp, SipCall } from '../sip-phone.ts';
import type { SessionTimers } from '../session-timer/session-timers.ts';
import { sendUpdate } from '../session-timer/updates.ts';
import { createReferReceiver } from '../transfer/receive-refer.ts';
import { referToReplacing, type ReferTarget } from '../transfer/refer-target.ts';
import { sendRefer, type SentRefer } from '../transfer/send-refer.ts';
import { isOver } from '../transfer/transfer-progress.ts';
import type { CallEndCause } from './call-end.ts';
import type { CallFacts } from './call-facts.ts';
import type { Destination } from './destination.ts';
import { createInfoTones } from './info-tones.ts';
import { parseReason } from './reason.ts';
import { createReoffer, isDialogGone } from './reoffer.ts';

/** What every call of a line needs of it. */
export interface LineParts {
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1. */
  readonly random: () => number;
  /** Where a number goes on this line, after its dial plan. */
  readonly destinationOf: (text: string) => Result<Destination, 'bad-destination'>;
  /** The sip.js session of another call on this line; null for one of another line. */
  readonly sessionOf: (call: SipCall) => Session | null;
  readonly sessionTimers: SessionTimers;
  /** A text message within a call is one like any other (RFC 3428 s. 2). */
  readonly receiveMessage: (message: Message) => void;
  /** Whether the trunk answers at all. */
  readonly isTrunkThere: () => Promise<boolean>;
  readonly dialReferred: (target: ReferTarget, referredBy: string | null, sdp: CallSdp) => SipCall | null;
}

interface DialogParts extends LineParts {
  readonly callId: string;
  readonly session: Session;
  readonly direction: 'outgoing' | 'incoming';
  readonly facts: CallFacts;
  readonly rollBack: () => void;
  /** Tells the cause and sends BYE (or CANCEL). */
  readonly endDialog: (cause: CallEndCause) => void;
}

/** What either party may do within an answered call, whoever began it; and what sip.js calls for the peer's part of it. */
export interface DialogOrders {
  readonly orders: Pick<SipCall, 'reoffer' | 'transfer' | 'join' | 'sendInfoTones'>;
  readonly delegate: { onBye(bye: Bye): void; onMessage(message: Message): void; onRefer(referral: Referral): void };
}

export function createDialogOrders({ session, direction, facts, callId, sessionTimers, clock, log, random, destinationOf, sessionOf, receiveMessage, isTrunkThere, dialReferred, rollBack, endDialog }: DialogParts): DialogOrders {
  let sent: { readonly refer: SentRefer; readonly to: string } | null = null;
  let isTransferring = false;

  function refer(referTo: string, to: string): Result<void, 'wrong-state'> {
    if (session.state !== SessionState.Established || isTransferring) return failure('wrong-state', 'This call cannot be transferred right now.');
    facts.transfer({ to, progress: 'asked', sipStatus: null });
    isTransferring = true;
    const refer = sendRefer(session, referTo, clock, (progress) => {
      isTransferring = !isOver(progress);
      facts.transfer({ to, ...progress });
      if (progress.progress === 'done') endDialog({ kind: 'transferred', to });
    });
    sent = { refer, to };
    return success();
  }

  function transfer(text: string): ReturnType<SipCall['transfer']> {
    const destination = destinationOf(text);
    return destination.ok ? refer(destination.value.uri, destination.value.user) : destination;
  }

  function join(other: SipCall): ReturnType<SipCall['join']> {
    const otherSession = sessionOf(other);
    if (otherSession === null) return failure('different-lines', 'Calls of two lines cannot be joined: the one trunk does not know the other\'s call.');
    const { dialog } = otherSession;
    if (dialog === undefined || otherSession.state !== SessionState.Established) return failure('wrong-state', 'The other call is not answered yet.');
    const { callId, localTag, remoteTag, remoteTarget } = dialog;
    return refer(referToReplacing({ callId, localTag, remoteTag, remoteTarget: remoteTarget.toString() }), other.remote.displayName ?? other.remote.user);
  }

  /** Silence says that the dialog is gone only where the trunk is there; without it the call waits for the network. */
  async function onGone(sipStatus: number): Promise<void> {
    if (sipStatus !== 408 || await isTrunkThere()) endDialog({ kind: 'gone', sipStatus });
  }

  const reoffer = createReoffer({ session, direction, clock, random, rollBack, onGone: (sipStatus) => void onGone(sipStatus) });
  const wait = (delayMs: number): Promise<void> => new Promise((resolve) => { clock.startTimer(delayMs, resolve); });
  const sendInfoTones = createInfoTones(session, wait, (sipStatus) => facts.tonesRefused(sipStatus));
  sessionTimers.keep(callId, {
    refresh(takesUpdate) {
      if (!takesUpdate) return void reoffer();
      sendUpdate(session, (sipStatus) => {
        if (isDialogGone(sipStatus)) void onGone(sipStatus);
        else if (sipStatus >= 300) void reoffer(); // some announce UPDATE and do not take it
      });
    },
    expire: () => endDialog({ kind: 'expired' }),
  });
  facts.subscribe((fact) => { if (fact.kind === 'ended') sessionTimers.release(callId); });

  return {
    orders: { transfer, join, reoffer, sendInfoTones },
    delegate: {
      onBye(bye) {
        facts.ended(sent !== null && isTransferring ? { kind: 'transferred', to: sent.to } : { kind: 'remote-bye', reason: parseReason(bye.request.getHeaders('Reason')) });
        sent?.refer.notePeerLeft();
        void bye.accept();
      },
      onMessage: receiveMessage,
      onRefer: createReferReceiver({ session, log, dial: dialReferred, onRefer: (received) => facts.referred(received) }),
    },
  };
}
