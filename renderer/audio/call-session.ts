import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { TapPort } from '../../preload/contract/media.ts';
import { playAnnouncement, type Announcement } from './announcement.ts';
import type { CallAudioLinks } from './call-audio.ts';
import type { DeviceWatch } from './devices.ts';
import type { CallPeer } from './connection.ts';
import { connectToGateway } from './gateway-connection.ts';
import { keepMicrophone } from './keep-microphone.ts';
import { createMix, type Mix } from './mix.ts';
import { openMicrophone, type Microphone } from './microphone.ts';
import { openTaps } from './taps.ts';
import { createTones, type Tones } from './tones.ts';
import { connectToTrunk } from './trunk-connection.ts';

/** Whether the other side may hear this room. */
const isHeard = (call: CallSnapshot): boolean => !call.isMuted && !call.hold.byUs;

/** The audio of one call in the page. */
export interface CallSession {
  /** The far end's voice; null while there is no connection. */
  readonly remote: MediaStream | null;
  apply(call: CallSnapshot): void;
  /** Lets the far end hear these beside our microphone: the others of a conference. */
  mixWith(voices: readonly MediaStream[]): void;
  usePort(tap: Pick<TapPort, 'speaker' | 'reader'>, port: MessagePort): void;
  close(): void;
}

/**
 * Microphone, peer connection, loudspeaker and taps of one call; lives while its snapshot says `media.isWanted`.
 * The three start side by side, and what is there already is joined to what comes: none waits for another.
 */
export function createCallSession(first: CallSnapshot, links: CallAudioLinks, devices: DeviceWatch, onRemote: () => void): CallSession {
  const loudspeaker = new Audio();
  const taps = openTaps();
  let call = first;
  let microphone: Microphone | null = null;
  let voices: readonly MediaStream[] = [];
  let mix: Mix | null = null;
  let speakerKey: string | null = null;
  /** What the far end hears of ours beside the microphone. */
  let announcement: Announcement | null = null;
  /** Keypad tones, in the place of the microphone. */
  let tones: Tones | null = null;
  let tonesPlayed = first.media.inBandTones?.number ?? 0;
  let isClosed = false;

  const connection = first.media.path === 'trunk'
    ? connectToTrunk(first, links.trunk(first.callId), usePeer)
    : connectToGateway(first, (offerSdp) => links.connect(first.callId, offerSdp), usePeer);
  const input = keepMicrophone({ wanted: () => devices.resolved('microphone'), open: openMicrophone, onChange: devices.onChange, use: useMicrophone });
  const stopFollowing = devices.onChange(() => void useSpeaker());
  void useSpeaker();
  announce();
  queueMicrotask(() => links.openTaps(first.callId)); // once this session is known, for the ports come by its id

  function usePeer(peer: CallPeer): void {
    loudspeaker.srcObject = peer.remote;
    void loudspeaker.play().catch(() => undefined); // closed before it began
    taps.listen('caller', peer.remote);
    send();
    onRemote();
  }

  /** The microphone, alone or mixed with the voices of a conference. */
  function send(): void {
    const peer = connection.current();
    if (microphone === null || peer === null) return;
    const beside = announcement === null ? voices : [...voices, announcement.voice];
    const isAlone = beside.length === 0 && tones === null;
    if (!isAlone) (mix ??= createMix()).set(tones === null ? [new MediaStream([microphone.track]), ...beside] : [tones.voice]);
    void peer.setTrack(mix === null || isAlone ? microphone.track : mix.track).catch(() => undefined); // closed meanwhile
    if (!isAlone) return;
    mix?.close();
    mix = null;
  }

  async function useSpeaker(): Promise<void> {
    const { deviceId, key } = await devices.resolved('speaker');
    if (isClosed || key === speakerKey) return;
    speakerKey = key;
    await loudspeaker.setSinkId(deviceId).catch(() => { speakerKey = null; }); // gone again meanwhile: the next change tries anew
  }

  function useMicrophone(opened: Microphone): void {
    microphone = opened;
    opened.track.enabled = isHeard(call);
    links.reportMicrophone(opened.state, opened.detail);
    taps.listen('agent', new MediaStream([opened.track]));
    send();
  }

  /** Once for each time it is asked for; again by a page that was loaded anew before its end. */
  function announce(): void {
    const language = call.recording.kind === 'running' ? call.recording.announcement : null;
    if (language === null || announcement !== null) return;
    announcement = playAnnouncement(language, () => {
      announcement?.close();
      announcement = null;
      send();
      if (!isClosed) links.noteAnnounced(call.callId);
    });
    send();
  }

  function playTones({ inBandTones }: CallSnapshot['media']): void {
    if (inBandTones === null || inBandTones.number === tonesPlayed) return;
    tonesPlayed = inBandTones.number;
    tones ??= createTones(() => {
      tones?.close();
      tones = null;
      send();
    });
    tones.add(inBandTones.digits, inBandTones.toneMs);
    send();
  }

  function apply(next: CallSnapshot): void {
    call = next;
    announce();
    playTones(next.media);
    loudspeaker.muted = next.hold.byUs;
    if (microphone !== null) microphone.track.enabled = isHeard(next);
    connection.follow(next);
  }

  return {
    get remote() { return connection.current()?.remote ?? null; },
    apply,
    mixWith(next) {
      if (next.length === voices.length && next.every((voice, index) => voice === voices[index])) return;
      voices = next;
      send();
    },
    usePort: ({ speaker, reader }, port) => taps.usePort(speaker, reader, port),
    close() {
      isClosed = true;
      taps.close();
      announcement?.close();
      tones?.close();
      mix?.close();
      connection.close();
      input.close();
      stopFollowing();
      loudspeaker.srcObject = null;
      microphone = null;
    },
  };
}
