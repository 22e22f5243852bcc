import type { CallTransfer } from '../../../preload/contract/calls.ts';

/** What a transfer that we asked for has come to (RFC 3515 s. 2.4.4). */
export type TransferProgress = Pick<CallTransfer, 'progress' | 'sipStatus'>;

export type TransferEvent =
  /** The final response to REFER. */
  | { readonly kind: 'answered'; readonly sipStatus: number }
  /** A NOTIFY of the peer's new call; null where its body could not be read. */
  | { readonly kind: 'notified'; readonly sipStatus: number | null }
  /** Nothing was heard for long. */
  | { readonly kind: 'silent' }
  /** The peer hung up on us meanwhile. */
  | { readonly kind: 'peer-left' };

export const asked: TransferProgress = { progress: 'asked', sipStatus: null };

/** After one event; a final state stays. Some peers call every NOTIFY the last one, so what ends a transfer is its status alone. */
export function advanceTransfer(state: TransferProgress, event: TransferEvent): TransferProgress {
  if (isOver(state)) return state;
  switch (event.kind) {
    case 'answered':
      return event.sipStatus < 300 ? state : { progress: 'failed', sipStatus: event.sipStatus };
    case 'notified':
      return afterNotify(state, event.sipStatus);
    case 'silent':
      return { progress: 'failed', sipStatus: null };
    case 'peer-left':
      return { progress: 'done', sipStatus: null }; // it went where it was sent, and saw no need to tell
  }
}

export function isOver({ progress }: TransferProgress): boolean {
  return progress === 'done' || progress === 'failed';
}

function afterNotify(state: TransferProgress, sipStatus: number | null): TransferProgress {
  if (sipStatus === null || sipStatus < 180) return state;
  if (sipStatus < 200) return { progress: 'ringing', sipStatus };
  return { progress: sipStatus < 300 ? 'done' : 'failed', sipStatus };
}
