import { URI, type Notification, type Session } from 'sip.js';
import type { Clock, Timer } from '../../platform/clock.ts';
import { advanceTransfer, asked, isOver, type TransferEvent, type TransferProgress } from './transfer-progress.ts';
import { statusOfFragment } from './refer-target.ts';

/** So long without a word of the new call: longer than any phone rings. */
const SILENT_MS = 200_000;

/** sip.js writes Refer-To without brackets, where a parameter of the URI would be one of the header (RFC 3261 s. 20). */
class BracketedUri extends URI {
  readonly #text: string;

  constructor(text: string) {
    super('sip', '', 'refer-to.invalid');
    this.#text = text;
  }

  override toString(): string {
    return `<${this.#text}>`;
  }
}

/** A transfer that we asked the peer for. */
export interface SentRefer {
  /** The peer hung up. */
  notePeerLeft(): void;
}

/**
 * Asks the peer of a running call to call someone else (REFER, RFC 3515), and follows what becomes of it.
 *
 * @param referTo a URI, perhaps with a Replaces header
 * @param onProgress each change, the last one done or failed
 */
export function sendRefer(session: Session, referTo: string, clock: Clock, onProgress: (progress: TransferProgress) => void): SentRefer {
  let state = asked;
  let timer: Timer | null = null;

  function note(event: TransferEvent): void {
    const next = advanceTransfer(state, event);
    timer?.cancel();
    timer = isOver(next) ? null : clock.startTimer(SILENT_MS, () => note({ kind: 'silent' }));
    if (next === state) return;
    state = next;
    onProgress(state);
  }

  function onNotify(notification: Notification): void {
    void notification.accept();
    note({ kind: 'notified', sipStatus: statusOfFragment(notification.request.body) });
  }

  note({ kind: 'notified', sipStatus: 100 });
  session.refer(new BracketedUri(referTo), {
    onNotify,
    requestDelegate: {
      onAccept: ({ message }) => note({ kind: 'answered', sipStatus: message.statusCode ?? 202 }),
      onReject: ({ message }) => note({ kind: 'answered', sipStatus: message.statusCode ?? 500 }),
      onRedirect: ({ message }) => note({ kind: 'answered', sipStatus: message.statusCode ?? 302 }),
    },
  }).catch(() => note({ kind: 'answered', sipStatus: 481 })); // the call ended under it
  return { notePeerLeft: () => note({ kind: 'peer-left' }) };
}
