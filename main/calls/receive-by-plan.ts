import type { CallEnd } from '../../preload/contract/calls.ts';
import { failure } from '../../preload/contract/result.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { SipCall } from '../sip/sip-phone.ts';
import type { ReceptionPlan } from './reception-plan.ts';

type RingPlan = Extract<ReceptionPlan, { kind: 'ring' }>;

const REFUSALS = {
  'busy': { result: 'busy', endedBy: 'local', sipStatus: 486, reason: 'Busy Here', failure: null },
  'do-not-disturb': { result: 'busy', endedBy: 'local', sipStatus: 486, reason: 'Do Not Disturb', failure: failure('do-not-disturb', 'Do not disturb was on.', { sipStatus: 486 }).error },
  'auto-answer-not-allowed': { result: 'rejected', endedBy: 'local', sipStatus: 403, reason: 'Forbidden', failure: failure('auto-answer-not-allowed', 'The caller asked to be answered automatically, which this line does not allow.', { sipStatus: 403 }).error },
} as const satisfies Record<string, CallEnd>;

/**
 * Refuses or forwards a call that is not to ring here, and tells how it ended; gives the plan of a call that rings.
 * A target that cannot be called loses no call: it falls back to what the plan says otherwise.
 */
export function carryOut(plan: ReceptionPlan, sip: SipCall, log: Log, onEnd: (end: CallEnd) => void): RingPlan | null {
  if (plan.kind === 'ring') return plan;
  if (plan.kind === 'refuse') {
    const end = REFUSALS[plan.why];
    sip.reject(end.sipStatus);
    onEnd(end);
    return null;
  }
  const stop = sip.subscribe((fact) => { if (fact.kind === 'ended') onEnd(fact.end); });
  const sent = sip.redirect(plan.to, plan.cause);
  stop();
  if (sent.ok) return null;
  log.warn('calls.not-forwarded', { cause: plan.cause, detail: sent.error.message });
  return carryOut(plan.otherwise, sip, log, onEnd);
}

/** Answers or forwards a ringing call when its time has come, unless somebody was quicker. */
export function attend(plan: RingPlan, sip: SipCall, { clock, log, answer }: { clock: Clock; log: Log; answer: () => void }): void {
  const timers: Timer[] = [];
  if (plan.answerAfterMs !== null) timers.push(clock.startTimer(plan.answerAfterMs, answer));
  const { forward } = plan;
  if (forward !== null) {
    timers.push(clock.startTimer(forward.afterMs, () => {
      const sent = sip.redirect(forward.to, 'no-answer');
      if (!sent.ok) log.warn('calls.not-forwarded', { cause: 'no-answer', detail: sent.error.message });
    }));
  }
  sip.subscribe((fact) => { if (fact.kind === 'answered' || fact.kind === 'ended') for (const timer of timers) timer.cancel(); });
}
