import { describe, expect, it } from 'vitest';
import type { CallState } from '../../../preload/contract/calls.ts';
import { trayMenu, type TrayItem } from '../../../main/app/tray-menu.ts';
import { systemWords } from '../../../main/app/words.ts';
import { call, callId } from '../../support/fake-sidetone-data.ts';

const NOW_MS = 1_000_000;
const words = systemWords('en');
const ACTIVE: CallState = { kind: 'active', answeredAtMs: NOW_MS };
const remote = { uri: 'sip:5550100@trunk.example', user: '5550100', displayName: 'Emma' };
const labels = (items: readonly TrayItem[]): string[] => items.map((item) => (item.kind === 'separator' ? '-' : item.label));

describe('the menu of the icon in the system\'s bar', () => {
  it('opens and quits while there is no call; one that ended is none', () => {
    const ended: CallState = { kind: 'ended', answeredAtMs: null, endedAtMs: NOW_MS, end: { result: 'missed', endedBy: 'remote', sipStatus: 487, reason: 'Request Terminated', failure: null } };
    expect(trayMenu([call(ended, NOW_MS)], words)).toEqual({ tooltip: 'Sidetone', items: [{ kind: 'order', label: 'Open Sidetone', order: { kind: 'open' } }, { kind: 'separator' }, { kind: 'order', label: 'Quit', order: { kind: 'quit' } }] });
  });

  it('answers and declines a call that rings (T24)', () => {
    const { tooltip, items } = trayMenu([call({ kind: 'ringing-in' }, NOW_MS, { callId: callId('one'), remote })], words);
    expect(tooltip).toBe('Sidetone: Incoming call, Emma');
    expect(labels(items)).toEqual(['Open Sidetone', '-', 'Incoming call: Emma', 'Answer', 'Decline', '-', 'Quit']);
    expect(items).toContainEqual({ kind: 'order', label: 'Answer', order: { kind: 'answer', callId: 'one' } });
  });

  it('mutes, unmutes and ends a call that runs (T25)', () => {
    const { items } = trayMenu([call(ACTIVE, NOW_MS, { callId: callId('one'), remote, isMuted: true })], words);
    expect(labels(items).slice(2, 5)).toEqual(['In a call: Emma', 'Unmute', 'Hang up']);
    expect(items).toContainEqual({ kind: 'order', label: 'Unmute', order: { kind: 'mute', callId: 'one', isMuted: false } });
  });

  it('has each of several calls, and says which is on hold and which is not answered yet', () => {
    const held = call(ACTIVE, NOW_MS, { callId: callId('one'), remote, hold: { byUs: true, byPeer: false } });
    const dialling = call({ kind: 'dialling' }, NOW_MS, { callId: callId('two'), remote: { ...remote, displayName: null } });
    expect(labels(trayMenu([held, dialling], words).items)).toEqual(['Open Sidetone', '-', 'On hold: Emma', 'Mute', 'Hang up', '-', 'Calling: 5550100', 'Hang up', '-', 'Quit']);
  });

  it('speaks the person\'s language', () => {
    expect(labels(trayMenu([call({ kind: 'ringing-in' }, NOW_MS, { remote })], systemWords('zh-CN')).items)).toEqual(['打开 Sidetone', '-', '来电: Emma', '接听', '拒接', '-', '退出']);
  });
});
