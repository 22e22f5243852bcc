import type { CallTransfer } from '../../../preload/contract/calls.ts';
import { createEmitter, type Emitter } from '../../platform/emitter.ts';
import type { SipCallFact } from '../sip-phone.ts';
import type { ReceivedRefer } from '../transfer/receive-refer.ts';
import { callEndOf, type CallEndCause } from './call-end.ts';

/** What a call tells: an answer at most once, its end exactly once, nothing after it. */
export interface CallFacts {
  readonly subscribe: Emitter<SipCallFact>['subscribe'];
  readonly isOver: boolean;
  readonly wasAnswered: boolean;
  ringing(hasEarlyMedia: boolean): void;
  answered(atMonotonicMs: number): void;
  transfer(transfer: CallTransfer): void;
  referred(refer: ReceivedRefer): void;
  tonesRefused(sipStatus: number): void;
  ended(cause: CallEndCause): void;
}

export function createCallFacts(direction: 'outgoing' | 'incoming'): CallFacts {
  const facts = createEmitter<SipCallFact>();
  let isOver = false;
  let wasAnswered = false;
  return {
    subscribe: (listener) => facts.subscribe(listener),
    get isOver() { return isOver; },
    get wasAnswered() { return wasAnswered; },
    ringing(hasEarlyMedia) {
      if (!isOver && !wasAnswered) facts.emit({ kind: 'ringing', hasEarlyMedia });
    },
    answered(atMonotonicMs) {
      if (isOver || wasAnswered) return;
      wasAnswered = true;
      facts.emit({ kind: 'answered', atMonotonicMs });
    },
    transfer(transfer) {
      if (!isOver) facts.emit({ kind: 'transfer', transfer });
    },
    referred(refer) {
      if (!isOver) facts.emit({ kind: 'referred', refer });
    },
    tonesRefused(sipStatus) {
      if (!isOver) facts.emit({ kind: 'tones-refused', sipStatus });
    },
    ended(cause) {
      if (isOver) return;
      isOver = true;
      facts.emit({ kind: 'ended', end: callEndOf(direction, wasAnswered, cause) });
    },
  };
}
