import { Notification, type PowerMonitor } from 'electron';
import type { CallSnapshot, RemoteParty } from '../../preload/contract/calls.ts';
import type { MainWindow } from './main-window.ts';
import { missedLines, PRESENT, stepAway, type AwayEvent } from './missed-while-away.ts';
import type { SystemWords } from './words.ts';

/** A notification holds no more. */
const MOST_LINES = 4;

interface AwayOptions {
  /** Linux tells of sleep alone, the other systems of the lock too. */
  readonly power: Pick<PowerMonitor, 'on'>;
  readonly mainWindow: Pick<MainWindow, 'show'>;
  readonly words: () => SystemWords;
}

/** Tells whoever comes back to the machine of the calls that were missed meanwhile. */
export function watchAway({ power, mainWindow, words }: AwayOptions): { noteEnded(call: CallSnapshot): void } {
  let away = PRESENT;

  function note(event: AwayEvent): void {
    const step = stepAway(away, event);
    away = step.away;
    if (step.tell.length > 0) tell(step.tell);
  }

  function tell(missed: readonly RemoteParty[]): void {
    if (!Notification.isSupported()) return;
    const lines = missedLines(missed);
    const body = [...lines.slice(0, MOST_LINES), ...(lines.length > MOST_LINES ? ['…'] : [])].join('\n');
    const notification = new Notification({ title: words().missed(missed.length), body, timeoutType: 'never' });
    notification.on('click', () => mainWindow.show());
    notification.show();
  }

  power.on('suspend', () => note({ kind: 'left', absence: 'asleep' }));
  power.on('resume', () => note({ kind: 'back', absence: 'asleep' }));
  power.on('lock-screen', () => note({ kind: 'left', absence: 'locked' }));
  power.on('unlock-screen', () => note({ kind: 'back', absence: 'locked' }));
  return { noteEnded: (call) => note({ kind: 'call-ended', call }) };
}
