import { SYSTEM_DEFAULTS } from '../../../preload/contract/audio.ts';
import { watchDevices } from '../../../renderer/audio/devices.ts';
import type { CodecName } from '../../../preload/contract/accounts.ts';
import type { CallSnapshot } from '../../../preload/contract/calls.ts';
import type { TapFrame, TapPort } from '../../../preload/contract/media.ts';
import type { CallId, Speaker } from '../../../preload/contract/primitives.ts';
import { createCallAudio } from '../../../renderer/audio/call-audio.ts';
import type { TrunkLinks } from '../../../renderer/audio/trunk-connection.ts';
import { createFarPeer, type FarPeer } from './far-peer.ts';

/** What a test sees of the page: the product's audio code with a recorder at the end of each tap. */
export interface AudioPage {
  apply(media: { readonly isWanted: boolean; readonly codec: CodecName | null; readonly isMuted?: boolean; readonly recording?: CallSnapshot['recording']; readonly tones?: CallSnapshot['media']['inBandTones']; readonly path?: CallSnapshot['media']['path']; readonly orders?: CallSnapshot['media']['orders'] }): void;
  /** New ports for both taps, as after a restart of the assist. */
  renewTaps(): void;
  /** From now on the taps are recorded anew. */
  startRecording(): void;
  /** Each frame's first sample, and all samples as base64 of 32-bit floats. */
  recorded(speaker: Speaker): { readonly firstSamples: readonly number[]; readonly samples: string };
  /** How often an announcement came to its end. */
  announced(): number;
  readonly microphones: readonly { readonly state: string; readonly detail: string }[];
  /** Keeps the page's own thread busy. */
  block(forMs: number): void;
}

declare global {
  interface Window {
    /** The gateway, put here by the test. */
    connectCall(offerSdp: string): Promise<string | null>;
    /** A WebRTC trunk in the same browser. */
    farPeer: FarPeer;
    /** A PageLeg, put here by the test. */
    attachCall: TrunkLinks['attach'];
    settleCall(settled: Parameters<TrunkLinks['settle']>[0]): Promise<void>;
    reportCall(...report: Parameters<TrunkLinks['report']>): Promise<void>;
    audioPage: AudioPage;
  }
}

const callId = 'call-1' as CallId;
const frames: Record<Speaker, TapFrame[]> = { agent: [], caller: [] };
const microphones: { state: string; detail: string }[] = [];
let deliver: (tap: TapPort, port: MessagePort) => void = () => undefined;

function renewTaps(): void {
  for (const speaker of ['agent', 'caller'] as const) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event: MessageEvent<TapFrame>) => void frames[speaker].push(event.data);
    deliver({ callId, speaker, reader: 'assist' }, port2);
  }
}

let announcements = 0;
const audio = createCallAudio({
  connect: (_callId, offerSdp) => window.connectCall(offerSdp),
  trunk: () => ({ attach: () => window.attachCall(), settle: (settled) => void window.settleCall(settled), report: (connectionId, report) => void window.reportCall(connectionId, report) }),
  openTaps: renewTaps,
  onTapPort(listener) {
    deliver = listener;
    return () => undefined;
  },
  noteAnnounced: () => { announcements += 1; },
  reportMicrophone: (state, detail) => void microphones.push({ state, detail }),
}, watchDevices(navigator.mediaDevices, SYSTEM_DEFAULTS));

window.farPeer = createFarPeer();
window.audioPage = {
  microphones,
  renewTaps,
  announced: () => announcements,
  apply({ isWanted, codec, isMuted = false, recording = { kind: 'off' }, tones = null, path = 'gateway', orders = [] }) {
    audio.apply([{
      callId, accountId: 'account' as CallSnapshot['accountId'], direction: 'outgoing', remote: { uri: 'sip:peer@127.0.0.1', user: 'peer', displayName: null },
      startedAtMs: Date.now(), setupMs: null, state: { kind: 'dialling' }, isMuted, hold: { byUs: false, byPeer: false }, isInConference: false, transfer: null, referredTo: null, recording,
      media: { isWanted, path, orders, codec, encryption: { kind: 'none' }, mediaMs: null, packetsOut: 0, packetsIn: 0, packetsLost: 0, jitterMs: null, roundTripMs: null, mos: null, inBandTones: tones, fault: null },
    }]);
  },
  startRecording() {
    frames.agent = [];
    frames.caller = [];
  },
  recorded(speaker) {
    const taken = frames[speaker];
    const samples = new Float32Array(taken.reduce((sum, frame) => sum + frame.pcm.length, 0));
    let at = 0;
    for (const frame of taken) {
      samples.set(frame.pcm, at);
      at += frame.pcm.length;
    }
    const bytes = new Uint8Array(samples.buffer);
    let text = '';
    for (let from = 0; from < bytes.length; from += 8_192) text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
    return { firstSamples: taken.map((frame) => frame.firstSample), samples: btoa(text) };
  },
  block(forMs) {
    const untilMs = performance.now() + forMs;
    while (performance.now() < untilMs);
  },
};
