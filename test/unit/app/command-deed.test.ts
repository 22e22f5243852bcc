import { describe, expect, it } from 'vitest';
import { orderOf } from '../../../main/app/command-deed.ts';
import type { CallState } from '../../../preload/contract/calls.ts';
import { call, callId } from '../../support/fake-sidetone-data.ts';

const ACTIVE: CallState = { kind: 'active', answeredAtMs: 1 };
const ended = call({ kind: 'ended', answeredAtMs: null, endedAtMs: 2, end: { result: 'missed', endedBy: 'remote', sipStatus: 487, reason: '', failure: null } }, 2, { callId: callId('gone') });
const ringing = call({ kind: 'ringing-in' }, 2, { callId: callId('rings') });
const dialled = call({ kind: 'ringing-out', hasEarlyMedia: false }, 2, { callId: callId('dialled') });
const heard = call(ACTIVE, 2, { callId: callId('heard') });
const held = call(ACTIVE, 2, { callId: callId('held'), hold: { byUs: true, byPeer: false } });

describe('a deed from the command line', () => {
  it.each([
    ['answer', [ended, held, ringing], { kind: 'answer', callId: 'rings' }],
    ['answer', [heard], null],
    ['hang-up', [held, heard, ringing], { kind: 'hang-up', callId: 'heard' }],
    ['hang-up', [held], { kind: 'hang-up', callId: 'held' }],
    ['hang-up', [dialled], { kind: 'hang-up', callId: 'dialled' }],
    ['hang-up', [ended, ringing], { kind: 'reject', callId: 'rings' }],
    ['hang-up', [ended], null],
  ] as const)('%s, case %#: the order that the same control of the call gives (T47)', (deed, calls, order) => {
    expect(orderOf(deed, calls)).toEqual(order);
  });
});
