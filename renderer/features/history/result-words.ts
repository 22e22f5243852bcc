import type { CallEnd } from '../../../preload/contract/calls.ts';
import type { RecordRow } from '../../../preload/contract/records.ts';
import type { Messages } from '../../locales/en.ts';

type EndedCall = { readonly direction: 'outgoing' | 'incoming'; readonly end: CallEnd | null };

/** How a call came out, in a word or two. */
export function resultWords({ direction, end }: EndedCall, { results }: Pick<Messages, 'results'>): string {
  if (end === null) return results.running;
  if (end.forwardedTo !== undefined) return results.forwardedTo(end.forwardedTo);
  if (end.failure?.code === 'answered-elsewhere') return results.elsewhere;
  if (end.failure?.code === 'do-not-disturb') return results.doNotDisturb;
  if (end.result === 'rejected' && direction === 'outgoing') return results.rejectedOutgoing;
  if (end.result === 'busy' && direction === 'incoming') return results.busyIncoming;
  return results[end.result];
}

/** Which of four pictures a call list shows. */
export function directionIcon({ direction, end }: EndedCall): 'incoming' | 'outgoing' | 'missed' | 'failed' {
  const isTaken = end?.forwardedTo !== undefined || end?.failure?.code === 'answered-elsewhere';
  const isLost = end !== null && !isTaken && end.result !== 'completed' && end.result !== 'interrupted';
  if (!isLost) return direction;
  return direction === 'incoming' ? 'missed' : 'failed';
}

/** How long they talked, milliseconds; null for a call that nobody answered. */
export function talkedFor(row: Pick<RecordRow, 'answeredAtMs' | 'endedAtMs'>): number | null {
  return row.answeredAtMs === null || row.endedAtMs === null ? null : row.endedAtMs - row.answeredAtMs;
}
