import type { Summary } from '../../preload/contract/assist.ts';
import type { CallSnapshot } from '../../preload/contract/calls.ts';

/** A call that was passed on ends elsewhere: where its summary has no end, it says why. */
export function noteTransfer(summary: Summary, call: Pick<CallSnapshot, 'transfer'>): Summary {
  const isPassedOn = call.transfer?.progress === 'done' && summary.outcome === null && summary.saysLittleBecause === null;
  return isPassedOn ? { ...summary, saysLittleBecause: 'transferred' } : summary;
}
