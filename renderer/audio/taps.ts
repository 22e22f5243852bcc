import type { Speaker } from '../../preload/contract/primitives.ts';
import { TAP_RATE_HZ } from '../../preload/contract/media.ts';

/** Two taps of one call: the microphone after echo cancellation, the far end after the jitter buffer. */
export interface Taps {
  /** Where a speaker's frames go from now on; the port of before is closed. */
  usePort(speaker: Speaker, port: MessagePort): void;
  close(): void;
}

/**
 * Taps two streams at 16 kHz; the browser resamples.
 *
 * @throws DOMException when the audio thread cannot be started
 */
export async function openTaps(streams: Readonly<Record<Speaker, MediaStream>>): Promise<Taps> {
  // Nothing is played here: without a sink the context needs no loudspeaker and follows none.
  const context = new AudioContext({ sampleRate: TAP_RATE_HZ, sinkId: { type: 'none' } } as AudioContextOptions);
  await context.audioWorklet.addModule(new URL('./tap-worklet.js', import.meta.url));
  await context.resume();
  const nodes = { agent: tap(context, streams.agent), caller: tap(context, streams.caller) };
  return {
    usePort: (speaker, port) => nodes[speaker].port.postMessage('port', [port]),
    close() {
      for (const node of Object.values(nodes)) node.port.postMessage('stop');
      void context.close();
    },
  };
}

function tap(context: AudioContext, stream: MediaStream): AudioWorkletNode {
  const node = new AudioWorkletNode(context, 'sidetone-tap', { numberOfInputs: 1, numberOfOutputs: 1, channelCount: 1, channelCountMode: 'explicit' });
  context.createMediaStreamSource(stream).connect(node);
  node.connect(context.destination); // an unconnected node is not run
  return node;
}
