import { Notification } from 'electron';
import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { MainWindow } from './main-window.ts';
import type { SystemWords } from './words.ts';

/** Tells of a call that rings where the window is not in front, for as long as it rings (T23); a click brings the window. */
export function createCallNotifications(window: MainWindow, words: () => SystemWords): (calls: readonly CallSnapshot[]) => void {
  const shown = new Map<string, Notification>();

  function notify({ callId, remote }: CallSnapshot): void {
    if (shown.has(callId) || window.isFocused() || !Notification.isSupported()) return;
    const body = remote.displayName === null ? remote.user : `${remote.displayName}\n${remote.user}`;
    const notification = new Notification({ title: words().ringing, body, silent: true, timeoutType: 'never', urgency: 'critical' }); // the ring is our own
    notification.on('click', () => window.show());
    notification.show();
    shown.set(callId, notification);
  }

  return (calls) => {
    const ringing = calls.filter(({ state }) => state.kind === 'ringing-in');
    for (const call of ringing) notify(call);
    for (const [callId, notification] of shown) {
      if (ringing.some((call) => call.callId === callId)) continue;
      notification.close();
      shown.delete(callId);
    }
  };
}
