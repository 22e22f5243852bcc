import { Notification } from 'electron';
import type { TextMessage } from '../../preload/contract/messages.ts';
import type { MainWindow } from './main-window.ts';

const SHOWN_CHARACTERS = 160;

/** Tells of a message where the window is not in front; a click brings it there. */
export function notifyOfMessage({ party, text }: TextMessage, window: MainWindow): void {
  if (window.isFocused() || !Notification.isSupported()) return;
  const notification = new Notification({ title: party.displayName ?? party.user, body: text.slice(0, SHOWN_CHARACTERS) });
  notification.on('click', () => window.show());
  notification.show();
}
