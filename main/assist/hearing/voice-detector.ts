import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { EntryOf } from '../../../models/manifest.ts';
import type { Pcm16k } from './recogniser.ts';

const STATE_SHAPE = [2, 1, 128];

/** One speaker's line as the detector hears it, frame after frame. */
export interface VoiceStream {
  /** How likely it is that somebody speaks in this frame of 512 samples, 0 to 1. One frame at a time. */
  probability(frame: Pcm16k): Promise<number>;
  /** Forgets what it heard: the next frame does not follow upon the last. */
  reset(): void;
}

export interface VoiceDetector {
  openStream(): VoiceStream;
  close(): Promise<void>;
}

/**
 * Loads Silero (v5 or v6; https://github.com/snakers4/silero-vad), about 0.3 ms a frame.
 * Every frame goes in with the last 64 samples of the one before; without them hold music and dial tones pass for speech.
 */
export async function loadVoiceDetector(directory: string, model: EntryOf<'silero'>): Promise<VoiceDetector> {
  const { frameSamples, contextSamples } = model.settings;
  const detector = await ort.InferenceSession.create(join(directory, model.files[0]?.path ?? ''), { executionProviders: ['cpu'], intraOpNumThreads: 1, interOpNumThreads: 1 });
  const rate = new ort.Tensor('int64', BigInt64Array.of(16_000n), []);
  const silentState = (): ort.Tensor => new ort.Tensor('float32', new Float32Array(2 * 128), STATE_SHAPE);

  return {
    openStream() {
      let state = silentState();
      const window = new Float32Array(contextSamples + frameSamples);
      return {
        async probability(frame) {
          window.copyWithin(0, frameSamples);
          window.set(frame, contextSamples);
          const { output, stateN } = await detector.run({ input: new ort.Tensor('float32', window, [1, window.length]), state, sr: rate });
          if (output === undefined || stateN === undefined) throw new Error('the voice detector gave no answer');
          state = stateN;
          return Number(output.data[0]);
        },
        reset() {
          state = silentState();
          window.fill(0);
        },
      };
    },
    close: () => detector.release(),
  };
}
