import type { Reception } from '../../preload/contract/reception.ts';
import type { AutoAnswerAsk } from '../sip/call/auto-answer.ts';
import type { ForwardCause } from '../sip/sip-phone.ts';

/** What becomes of a call that comes in. */
export type ReceptionPlan =
  | { readonly kind: 'forward'; readonly to: string; readonly cause: ForwardCause; readonly otherwise: ReceptionPlan }
  | { readonly kind: 'refuse'; readonly why: 'busy' | 'do-not-disturb' | 'auto-answer-not-allowed' }
  | { readonly kind: 'ring'; readonly answerAfterMs: number | null; readonly forward: { readonly to: string; readonly afterMs: number } | null };

export interface ReceptionMoment {
  /** No call more has room here. */
  readonly isFull: boolean;
  /** A call is running or ringing. */
  readonly isOccupied: boolean;
  readonly ask: AutoAnswerAsk | null;
}

/**
 * Forwarding of every call comes first; then do not disturb and a busy line, which the busy target takes as well; the rest rings.
 * A call is answered for the person only where no other call is: nobody is taken away from whom they talk to.
 */
export function receptionPlan({ doNotDisturb, callWaiting, forward, autoAnswer, autoAnswerAfterSec }: Reception, { isFull, isOccupied, ask }: ReceptionMoment): ReceptionPlan {
  const ring = ringing();
  if (forward.always !== '') return { kind: 'forward', to: forward.always, cause: 'unconditional', otherwise: ring };
  return ring;

  function ringing(): ReceptionPlan {
    if (doNotDisturb) return orForward('do-not-disturb');
    if (isFull || (isOccupied && !callWaiting)) return orForward('busy');
    const isAuto = !isOccupied && (autoAnswer === 'always' || (autoAnswer === 'when-asked' && ask !== null));
    if (ask?.isRequired === true && !isAuto) return { kind: 'refuse', why: 'auto-answer-not-allowed' };
    return {
      kind: 'ring',
      answerAfterMs: isAuto ? Math.max(autoAnswerAfterSec, autoAnswer === 'when-asked' ? ask?.afterSec ?? 0 : 0) * 1_000 : null,
      forward: forward.unanswered === '' ? null : { to: forward.unanswered, afterMs: forward.unansweredAfterSec * 1_000 },
    };
  }

  function orForward(why: 'busy' | 'do-not-disturb'): ReceptionPlan {
    const refuse = { kind: 'refuse', why } as const;
    return forward.busy === '' ? refuse : { kind: 'forward', to: forward.busy, cause: why === 'busy' ? 'user-busy' : 'do-not-disturb', otherwise: refuse };
  }
}
