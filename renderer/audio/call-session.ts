import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { CodecName } from '../../preload/contract/accounts.ts';
import type { Speaker } from '../../preload/contract/primitives.ts';
import type { CallAudioLinks } from './call-audio.ts';
import { openMicrophone, type Microphone } from './microphone.ts';
import { connectPeer, type PagePeer } from './page-peer.ts';
import { openTaps, type Taps } from './taps.ts';

/** A broken connection is tried again after this pause. */
const RECONNECT_MS = 300;

/** The audio of one call in the page. */
export interface CallSession {
  apply(call: CallSnapshot): void;
  usePort(speaker: Speaker, port: MessagePort): void;
  close(): void;
}

/** Microphone, peer connection, loudspeaker and taps of one call; lives while its snapshot says `media.isWanted`. */
export function createCallSession(first: CallSnapshot, links: CallAudioLinks): CallSession {
  const loudspeaker = new Audio();
  const waitingPorts = new Map<Speaker, MessagePort>();
  let call = first;
  let microphone: Microphone | null = null;
  let peer: PagePeer | null = null;
  let taps: Taps | null = null;
  let codecInUse: CodecName | null = null;
  let isClosed = false;

  async function start(): Promise<void> {
    microphone = await openMicrophone();
    links.reportMicrophone(microphone.state, microphone.detail);
    if (isClosed) return close();
    apply(call);
    await connect();
  }

  async function connect(): Promise<void> {
    if (isClosed || microphone === null) return;
    const answer = (offerSdp: string): Promise<string | null> => links.connect(call.callId, offerSdp);
    const connected = await connectPeer(microphone.track, answer, reconnectSoon);
    if (isClosed) return connected?.close();
    if (connected === null) return reconnectSoon();
    peer = connected;
    codecInUse = null;
    apply(call);
    loudspeaker.srcObject = connected.remote;
    void loudspeaker.play().catch(() => undefined); // closed before it began
    await startTaps(connected.remote, microphone.track);
  }

  /** The call is heard without taps; whatever goes wrong here costs the assist alone. */
  async function startTaps(remote: MediaStream, track: MediaStreamTrack): Promise<void> {
    taps?.close();
    taps = null;
    const opened = await openTaps({ agent: new MediaStream([track]), caller: remote });
    if (isClosed) return opened.close();
    taps = opened;
    for (const [speaker, port] of waitingPorts) opened.usePort(speaker, port);
    waitingPorts.clear();
    links.openTaps(call.callId);
  }

  function reconnectSoon(): void {
    peer?.close();
    peer = null;
    setTimeout(() => void connect().catch(reconnectSoon), RECONNECT_MS);
  }

  function apply(next: CallSnapshot): void {
    call = next;
    if (microphone !== null) microphone.track.enabled = !next.isMuted;
    const { codec } = next.media;
    if (peer === null || codec === null || codec === codecInUse) return;
    codecInUse = codec;
    void peer.useCodec(codec).catch(() => { codecInUse = null; });
  }

  function close(): void {
    isClosed = true;
    taps?.close();
    peer?.close();
    microphone?.close();
    loudspeaker.srcObject = null;
  }

  void start().catch(reconnectSoon);
  return {
    apply,
    usePort(speaker, port) {
      if (taps === null) waitingPorts.set(speaker, port);
      else taps.usePort(speaker, port);
    },
    close,
  };
}
