import type { Speaker } from '../../preload/contract/primitives.ts';
import type { TAP_RATE_HZ, TapReader } from '../../preload/contract/media.ts';

/** The contract's value, held to it by its type: the module itself would bring its schemas into the page. */
const RATE_HZ: typeof TAP_RATE_HZ = 16_000;
/** By then the audio thread has read its messages, however busy the machine. */
const STOPPED_MS = 1_000;

/** Two taps of one call: the microphone after echo cancellation, the far end after the jitter buffer. Their sample clock runs from the start, source or not. */
export interface Taps {
  /** What a speaker's tap hears from now on. The stream has a track already. */
  listen(speaker: Speaker, stream: MediaStream): void;
  /** Where a reader gets a speaker's frames from now on; its port of before is closed. */
  usePort(speaker: Speaker, reader: TapReader, port: MessagePort): void;
  close(): void;
}

/** A context holds every source that it ever had until it is closed, some 80 kB each; of a closed one the browser keeps several hundred. */
const SOURCES_OF_A_THREAD = 40;

type NodePair = Readonly<Record<Speaker, AudioWorkletNode>>;

/** One audio thread for the taps of many calls. */
let audioThread: Promise<AudioContext> | null = null;
let users = 0;
let sourcesMade = 0;
/** Nodes of the thread that no call uses: the browser keeps of every node that was made, so calls take turns. */
let spare: NodePair[] = [];

/**
 * Starts the audio thread at 16 kHz; the browser resamples.
 *
 * @throws DOMException when the audio thread cannot be started
 */
export async function openTaps(): Promise<Taps> {
  audioThread ??= startAudioThread();
  users += 1;
  try {
    const context = await audioThread;
    await context.resume();
    return tapsOf(context, takeSpare(context) ?? { agent: createNode(context), caller: createNode(context) });
  } catch (error) {
    leave();
    audioThread = null; // the next call tries anew
    throw error;
  }
}

function takeSpare(context: AudioContext): NodePair | null {
  spare = spare.filter(({ agent }) => agent.context === context); // a thread that failed has left its nodes
  return spare.pop() ?? null;
}

async function startAudioThread(): Promise<AudioContext> {
  // Nothing is played here: without a sink the context needs no loudspeaker and follows none.
  // The longer buffer of `playback` (64 ms) outlasts a busy machine; with `interactive` a full one lost three hundredths of all that was said.
  const context = new AudioContext({ sampleRate: RATE_HZ, latencyHint: 'playback', sinkId: { type: 'none' } } as AudioContextOptions);
  await context.audioWorklet.addModule(new URL('./tap-worklet.js', import.meta.url));
  return context;
}

function leave(): void {
  users -= 1;
  void rest().catch(() => undefined);
}

/** Between calls the thread rests, and makes room for another one after many. */
async function rest(): Promise<void> {
  const context = await audioThread;
  if (users > 0 || context === null) return;
  if (sourcesMade < SOURCES_OF_A_THREAD) return context.suspend();
  sourcesMade = 0;
  spare = [];
  audioThread = startAudioThread();
  await context.close();
  const next = await audioThread;
  if (users === 0) await next.suspend();
}

function tapsOf(context: AudioContext, nodes: NodePair): Taps {
  const sources = new Map<Speaker, MediaStreamAudioSourceNode>();
  for (const node of Object.values(nodes)) node.port.postMessage('start');
  return {
    listen(speaker, stream) {
      sources.get(speaker)?.disconnect();
      const source = context.createMediaStreamSource(stream);
      sourcesMade += 1;
      source.connect(nodes[speaker]);
      sources.set(speaker, source);
    },
    usePort: (speaker, reader, port) => nodes[speaker].port.postMessage(reader, [port]),
    close() {
      for (const source of sources.values()) source.disconnect();
      for (const node of Object.values(nodes)) node.port.postMessage('stop');
      setTimeout(() => {
        spare.push(nodes);
        leave();
      }, STOPPED_MS);
    },
  };
}

function createNode(context: AudioContext): AudioWorkletNode {
  const node = new AudioWorkletNode(context, 'sidetone-tap', { numberOfInputs: 1, numberOfOutputs: 1, channelCount: 1, channelCountMode: 'explicit' });
  node.connect(context.destination); // an unconnected node is not run
  return node;
}
