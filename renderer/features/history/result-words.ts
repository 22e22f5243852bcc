import type { CallEnd } from '../../../preload/contract/calls.ts';
import type { RecordRow } from '../../../preload/contract/records.ts';
import type { Messages } from '../../locales/en.ts';

type EndedCall = { readonly direction: 'outgoing' | 'incoming'; readonly end: CallEnd | null };

/** How a call came out, in a word or two. */
export function resultWords({ direction, end }: EndedCall, { results }: Pick<Messages, 'results'>): string {
  if (end === null) return results.running;
  if (end.result === 'rejected' && direction === 'outgoing') return results.rejectedOutgoing;
  if (end.result === 'busy' && direction === 'incoming') return results.busyIncoming;
  return results[end.result];
}

/** Which of four pictures a call list shows. */
export function directionIcon({ direction, end }: EndedCall): 'incoming' | 'outgoing' | 'missed' | 'failed' {
  const isLost = end !== null && end.result !== 'completed' && end.result !== 'interrupted';
  if (!isLost) return direction;
  return direction === 'incoming' ? 'missed' : 'failed';
}

/** How long they talked, milliseconds; null for a call that nobody answered. */
export function talkedFor(row: Pick<RecordRow, 'answeredAtMs' | 'endedAtMs'>): number | null {
  return row.answeredAtMs === null || row.endedAtMs === null ? null : row.endedAtMs - row.answeredAtMs;
}
