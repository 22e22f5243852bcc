import type { Speaker } from '../../preload/contract/primitives.ts';
import type { TAP_RATE_HZ } from '../../preload/contract/media.ts';

/** The contract's value, held to it by its type: the module itself would bring its schemas into the page. */
const RATE_HZ: typeof TAP_RATE_HZ = 16_000;

/** Two taps of one call: the microphone after echo cancellation, the far end after the jitter buffer. Their sample clock runs from the start, source or not. */
export interface Taps {
  /** What a speaker's tap hears from now on. The stream has a track already. */
  listen(speaker: Speaker, stream: MediaStream): void;
  /** Where a speaker's frames go from now on; the port of before is closed. */
  usePort(speaker: Speaker, port: MessagePort): void;
  close(): void;
}

/**
 * Starts the audio thread at 16 kHz; the browser resamples.
 *
 * @throws DOMException when the audio thread cannot be started
 */
export async function openTaps(): Promise<Taps> {
  // Nothing is played here: without a sink the context needs no loudspeaker and follows none.
  // The longer buffer of `playback` (64 ms) outlasts a busy machine; with `interactive` a full one lost three hundredths of all that was said.
  const context = new AudioContext({ sampleRate: RATE_HZ, latencyHint: 'playback', sinkId: { type: 'none' } } as AudioContextOptions);
  try {
    await context.audioWorklet.addModule(new URL('./tap-worklet.js', import.meta.url));
    await context.resume();
    return tapsOf(context, { agent: createNode(context), caller: createNode(context) });
  } catch (error) {
    void context.close();
    throw error;
  }
}

function tapsOf(context: AudioContext, nodes: Readonly<Record<Speaker, AudioWorkletNode>>): Taps {
  const sources = new Map<Speaker, MediaStreamAudioSourceNode>();
  return {
    listen(speaker, stream) {
      sources.get(speaker)?.disconnect();
      const source = context.createMediaStreamSource(stream);
      source.connect(nodes[speaker]);
      sources.set(speaker, source);
    },
    usePort: (speaker, port) => nodes[speaker].port.postMessage('port', [port]),
    close() {
      for (const node of Object.values(nodes)) node.port.postMessage('stop');
      void context.close();
    },
  };
}

function createNode(context: AudioContext): AudioWorkletNode {
  const node = new AudioWorkletNode(context, 'sidetone-tap', { numberOfInputs: 1, numberOfOutputs: 1, channelCount: 1, channelCountMode: 'explicit' });
  node.connect(context.destination); // an unconnected node is not run
  return node;
}
