/** What became of the microphone. */
export type MicrophoneState = 'live' | 'missing' | 'denied' | 'failed';

export interface Microphone {
  /** Always a track: silence where there is no microphone, so that the call itself goes on. */
  readonly track: MediaStreamTrack;
  readonly state: MicrophoneState;
  readonly detail: string;
  close(): void;
}

/** Opens a microphone (the empty id: the system's default) with echo cancellation, noise suppression and gain control. Never rejects. */
export async function openMicrophone(deviceId = ''): Promise<Microphone> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...(deviceId === '' ? {} : { deviceId: { exact: deviceId } }), echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } });
    const [track] = stream.getAudioTracks();
    if (track !== undefined) return { track, state: 'live', detail: track.label, close: () => track.stop() };
    return silence('missing', 'the system gave no audio track');
  } catch (error) {
    return silence(stateOf(error), error instanceof Error ? error.message : String(error));
  }
}

/** Media Capture and Streams s. 10.2: the names of getUserMedia's refusals. */
function stateOf(error: unknown): Exclude<MicrophoneState, 'live'> {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'failed';
}

function silence(state: Exclude<MicrophoneState, 'live'>, detail: string): Microphone {
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
