import { describe, expect, it } from 'vitest';
import type { CallSnapshot } from '../../../preload/contract/calls.ts';
import type { TapPort } from '../../../preload/contract/media.ts';
import type { CallId } from '../../../preload/contract/primitives.ts';
import { createCallAudio, type CallAudioLinks } from '../../../renderer/audio/call-audio.ts';
import { SYSTEM_DEFAULTS } from '../../../preload/contract/audio.ts';
import { voicesFor } from '../../../renderer/audio/conference.ts';
import { watchDevices } from '../../../renderer/audio/devices.ts';
import type { CallSession } from '../../../renderer/audio/call-session.ts';

function callOf(callId: string, isWanted = true, isMuted = false): CallSnapshot {
  return {
    callId: callId as CallId, accountId: 'a' as CallSnapshot['accountId'], direction: 'incoming', remote: { uri: 'sip:1@example.org', user: '1', displayName: null },
    startedAtMs: 0, setupMs: null, state: { kind: 'ringing-in' }, isMuted, hold: { byUs: false, byPeer: false }, isInConference: false, transfer: null, referredTo: null, recording: { kind: 'off' },
    media: { isWanted, path: 'gateway', orders: [], codec: null, encryption: { kind: 'none' }, mediaMs: null, packetsOut: 0, packetsIn: 0, packetsLost: 0, jitterMs: null, roundTripMs: null, mos: null, inBandTones: null, fault: null },
  };
}

function watch() {
  const told: string[] = [];
  let deliver: (tap: TapPort, port: MessagePort) => void = () => undefined;
  let isListening = true;
  const links: CallAudioLinks = {
    connect: async () => null,
    trunk: () => ({ attach: async () => null, settle: () => undefined, report: () => undefined }),
    openTaps: () => undefined,
    onTapPort(listener) {
      deliver = listener;
      return () => { isListening = false; };
    },
    noteAnnounced: () => undefined,
    reportMicrophone: () => undefined,
  };
  const createSession = (call: CallSnapshot): CallSession => {
    told.push(`${call.callId} starts`);
    return {
      remote: null,
      mixWith: () => undefined,
      apply: (next) => void told.push(`${next.callId} ${next.isMuted ? 'muted' : 'open'}`),
      usePort: ({ speaker, reader }) => void told.push(`${call.callId} ${speaker} ${reader} port`),
      close: () => void told.push(`${call.callId} closes`),
    };
  };
  return { told, audio: createCallAudio(links, watchDevices(Object.assign(new EventTarget(), { enumerateDevices: async () => [] }), SYSTEM_DEFAULTS), createSession), deliver: (tap: TapPort, port: MessagePort) => deliver(tap, port), isListening: () => isListening };
}

describe('the voices of a conference', () => {
  const member = (callId: string, change: Partial<CallSnapshot> = {}): CallSnapshot => ({ ...callOf(callId), state: { kind: 'active', answeredAtMs: 0 }, isInConference: true, ...change });
  const voices = (...calls: CallSnapshot[]) => Object.fromEntries(voicesFor(calls));

  it('go to each of the others, and to nobody else', () => {
    expect(voices(member('one'), member('two'), member('three'), member('alone', { isInConference: false }))).toEqual({ one: ['two', 'three'], two: ['one', 'three'], three: ['one', 'two'], alone: [] });
  });

  it.each([['on hold', { hold: { byUs: true, byPeer: false } }], ['ended', callOf('two', false)], ['still ringing', { state: { kind: 'ringing-in' } as const }]])('leave out who is %s', (_what, change) => {
    expect(voices(member('one'), member('two', change))['one']).toEqual([]);
  });
});

describe('the audio of the page', () => {
  it('follows the calls: starts with one that wants media, applies what changes, ends with it', () => {
    const { told, audio } = watch();
    audio.apply([callOf('one', false)]);
    audio.apply([callOf('one')]);
    audio.apply([callOf('one', true, true)]);
    audio.apply([callOf('one', false, true)]);
    audio.apply([]);
    expect(told).toEqual(['one starts', 'one muted', 'one closes']);
  });

  it('frees the microphone of a call that is gone before it starts the next', () => {
    const { told, audio } = watch();
    audio.apply([callOf('one')]);
    audio.apply([callOf('two')]);
    expect(told).toEqual(['one starts', 'one closes', 'two starts']);
  });

  it('gives each tap port to its call, and closes one that comes for a call that is over', () => {
    const { told, audio, deliver } = watch();
    audio.apply([callOf('one')]);
    const [kept, late] = [new MessageChannel(), new MessageChannel()];
    let isClosed = false;
    const lateEnd = Object.assign(late.port1, { close: () => { isClosed = true; } });
    deliver({ callId: 'one' as CallId, speaker: 'caller', reader: 'assist' }, kept.port1);
    deliver({ callId: 'gone' as CallId, speaker: 'caller', reader: 'assist' }, lateEnd);
    expect(told).toEqual(['one starts', 'one caller assist port']);
    expect(isClosed).toBe(true);
    kept.port1.close();
  });

  it('ends every call\'s audio when it is disposed of', () => {
    const { told, audio, isListening } = watch();
    audio.apply([callOf('one')]);
    audio.dispose();
    expect(told).toEqual(['one starts', 'one closes']);
    expect(isListening()).toBe(false);
  });
});
