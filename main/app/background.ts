import { app, Notification } from 'electron';
import type { Calls } from '../calls/calls.ts';
import { createCallNotifications } from './call-notification.ts';
import type { MainWindow } from './main-window.ts';
import { createTray } from './tray.ts';
import { trayMenu, type TrayOrder } from './tray-menu.ts';
import type { SystemWords } from './words.ts';

interface BackgroundOptions {
  readonly calls: Pick<Calls, 'list' | 'current' | 'answer' | 'reject' | 'hangUp' | 'setMuted'>;
  readonly mainWindow: MainWindow;
  readonly iconFile: string;
  readonly words: () => SystemWords;
  /** Whether the app goes on without calls when its window is closed. */
  readonly keepsRunning: () => boolean;
}

/** The app outside of its window: the icon in the system's bar, and the notification of a call. */
export function createBackground({ calls, mainWindow, iconFile, words, keepsRunning }: BackgroundOptions): { noteCalls(): void; noteHidden(): void; carryOut(order: TrayOrder): void } {
  const tray = createTray(iconFile, carryOut);
  const notify = createCallNotifications(mainWindow, words);
  let hasExplained = false;

  function carryOut(order: TrayOrder): void {
    switch (order.kind) {
      case 'open': return mainWindow.show();
      case 'quit': return app.quit();
      case 'answer':
        mainWindow.show(); // the call's controls, whichever way it was answered (T24, T47)
        return void calls.answer(order.callId);
      case 'reject': return void calls.reject(order.callId);
      case 'hang-up': return void calls.hangUp(order.callId);
      case 'mute': return void calls.setMuted(order.callId, order.isMuted);
    }
  }

  function noteCalls(): void {
    tray.show(trayMenu(calls.list(), words()));
    notify(calls.list());
    // It stayed for the call alone: what is left of it is the wrap-up.
    if (!keepsRunning() && calls.current() === null && !mainWindow.isVisible()) mainWindow.show();
  }

  tray.show(trayMenu([], words()));
  return {
    noteCalls,
    carryOut,
    noteHidden() {
      if (hasExplained || !Notification.isSupported()) return;
      hasExplained = true;
      const notification = new Notification({ title: words().runsOn, body: words().runsOnText, silent: true });
      notification.on('click', () => mainWindow.show());
      notification.show();
    },
  };
}
