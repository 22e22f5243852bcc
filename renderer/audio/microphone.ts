import { ALL_PROCESSING, type VoiceProcessing } from '../../preload/contract/audio.ts';

/** What became of the microphone; busy: another program holds it, and another microphone stands in. */
export type MicrophoneState = 'live' | 'busy' | 'missing' | 'denied' | 'failed';

export interface Microphone {
  /** Always a track: silence where there is no microphone, so that the call itself goes on. */
  readonly track: MediaStreamTrack;
  readonly state: MicrophoneState;
  readonly detail: string;
  close(): void;
}

let processing: VoiceProcessing = ALL_PROCESSING;

/** What the browser does to the voice of every microphone that is opened from now on. */
export function useVoiceProcessing(next: VoiceProcessing): void {
  processing = next;
}

/** Opens a microphone (the empty id: the system's default), or another where that one is busy. Never rejects. */
export async function openMicrophone(deviceId = ''): Promise<Microphone> {
  try {
    return await open(deviceId, 'live');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (nameOf(error) === 'NotReadableError') return (await openAnother(deviceId)) ?? silence('failed', detail);
    return silence(stateOf(error), detail);
  }
}

async function open(deviceId: string, state: 'live' | 'busy'): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...(deviceId === '' ? {} : { deviceId: { exact: deviceId } }), ...processing, channelCount: 1 } });
  const [track] = stream.getAudioTracks();
  if (track !== undefined) return { track, state, detail: track.label, close: () => track.stop() };
  return silence('missing', 'the system gave no audio track');
}

/** Media Capture and Streams s. 10.2: NotReadableError is the system's own refusal, most often of a device that another program holds alone (T34). */
async function openAnother(busyId: string): Promise<Microphone | null> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  const others = devices.filter((device) => device.kind === 'audioinput' && device.deviceId !== busyId && !['', 'default', 'communications'].includes(device.deviceId));
  for (const { deviceId } of others) {
    const opened = await open(deviceId, 'busy').catch(() => null);
    if (opened?.state === 'busy') return opened;
    opened?.close();
  }
  return null;
}

const nameOf = (error: unknown): string => (error instanceof DOMException ? error.name : '');

/** Media Capture and Streams s. 10.2: the names of getUserMedia's refusals. */
function stateOf(error: unknown): 'missing' | 'denied' | 'failed' {
  const name = nameOf(error);
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'failed';
}

function silence(state: 'missing' | 'denied' | 'failed', detail: string): Microphone {
  const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions);
  const { stream } = context.createMediaStreamDestination();
  const [track] = stream.getAudioTracks();
  if (track === undefined) throw new Error('the browser made a stream without a track');
  void context.resume();
  return {
    track,
    state,
    detail,
    close() {
      track.stop();
      void context.close();
    },
  };
}
