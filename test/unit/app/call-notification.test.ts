import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createCallNotifications } from '../../../main/app/call-notification.ts';
import type { MainWindow } from '../../../main/app/main-window.ts';
import { systemWords } from '../../../main/app/words.ts';
import type { CallState } from '../../../preload/contract/calls.ts';
import { call, callId } from '../../support/fake-sidetone-data.ts';

const shown = vi.hoisted((): { title: string; body: string; isOpen: boolean; click(): void }[] => []);
vi.mock('electron', () => ({
  Notification: class {
    static isSupported = () => true;
    #onClick = () => undefined as unknown;
    readonly #kept;
    constructor({ title, body }: { title: string; body: string }) {
      this.#kept = { title, body, isOpen: false, click: () => void this.#onClick() };
    }
    on(_event: 'click', listener: () => unknown) { this.#onClick = listener; }
    show() { this.#kept.isOpen = true; shown.push(this.#kept); }
    close() { this.#kept.isOpen = false; }
  },
}));

const NOW_MS = 1_000_000;
const RINGING: CallState = { kind: 'ringing-in' };
const remote = { uri: 'sip:5550100@trunk.example', user: '5550100', displayName: 'Emma' };
const ringing = (name: string, change: Partial<typeof remote> = {}) => call(RINGING, NOW_MS, { callId: callId(name), remote: { ...remote, ...change } });

function notifications(isFocused: boolean) {
  const orders: string[] = [];
  const window: MainWindow = { page: () => null, isFocused: () => isFocused, isVisible: () => false, show: () => void orders.push('show'), callAttention: () => undefined };
  return { orders, tell: createCallNotifications(window, () => systemWords('en')) };
}
beforeEach(() => { shown.length = 0; });

describe('the notification of a call', () => {
  it('is there as soon as it rings, and exactly as long, however long that is (T22, T23)', () => {
    const { tell } = notifications(false);
    for (let second = 0; second < 90; second += 1) tell([ringing('one')]);
    expect(shown).toMatchObject([{ title: 'Incoming call', body: 'Emma\n5550100', isOpen: true }]);
    tell([call({ kind: 'active', answeredAtMs: NOW_MS }, NOW_MS, { callId: callId('one'), remote })]);
    expect(shown).toMatchObject([{ isOpen: false }]);
  });

  it('closes for the caller who gave up, and stays for the other who rings', () => {
    const { tell } = notifications(false);
    tell([ringing('one'), ringing('two', { displayName: 'Alex' })]);
    tell([ringing('two', { displayName: 'Alex' })]);
    expect(shown.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it('brings the window when it is clicked', () => {
    const { tell, orders } = notifications(false);
    tell([ringing('one')]);
    shown[0]?.click();
    expect(orders).toEqual(['show']);
  });

  it('is not needed where the person looks at the window', () => {
    notifications(true).tell([ringing('one')]);
    expect(shown).toEqual([]);
  });
});
