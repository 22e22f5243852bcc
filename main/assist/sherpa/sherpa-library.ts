/** What this product uses of sherpa-onnx-node (k2-fsa/sherpa-onnx, Apache-2.0), which has no types of its own. */
export interface SherpaLibrary {
  readonly OfflineRecognizer: new (config: OfflineConfig) => OfflineRecognizer;
  readonly OnlineRecognizer: new (config: OnlineConfig) => OnlineRecognizer;
}

interface CommonModelConfig {
  readonly tokens: string;
  readonly numThreads: number;
  readonly provider: 'cpu';
  readonly debug: 0;
}
const FEATURES = { sampleRate: 16_000, featureDim: 80 } as const;
export const COMMON = { featConfig: FEATURES, modelConfig: { numThreads: 1, provider: 'cpu', debug: 0 } } as const;

interface OfflineConfig {
  readonly featConfig: typeof FEATURES;
  readonly modelConfig: CommonModelConfig & { readonly senseVoice: { readonly model: string; readonly language: string; readonly useInverseTextNormalization: 0 | 1 } };
}
interface OnlineConfig {
  readonly featConfig: typeof FEATURES;
  readonly modelConfig: CommonModelConfig & { readonly transducer: { readonly encoder: string; readonly decoder: string; readonly joiner: string } };
  readonly decodingMethod: 'greedy_search';
  readonly enableEndpoint: false;
}
interface Waveform {
  readonly samples: Float32Array;
  readonly sampleRate: number;
}
interface OfflineStream {
  acceptWaveform(waveform: Waveform): void;
}
interface OnlineStream extends OfflineStream {
  inputFinished(): void;
}
export interface OfflineRecognizer {
  createStream(): OfflineStream;
  decode(stream: OfflineStream): void;
  getResult(stream: OfflineStream): { readonly text: string };
}
export interface OnlineRecognizer {
  createStream(): OnlineStream;
  isReady(stream: OnlineStream): boolean;
  decode(stream: OnlineStream): void;
  getResult(stream: OnlineStream): { readonly text: string };
}

/** The library of this installation; rejects, in words for the person, where it was left out or has no build for this system. */
export async function importSherpa(load: () => Promise<unknown> = () => import('sherpa-onnx-node')): Promise<SherpaLibrary> {
  try {
    const loaded = await load() as { readonly default?: SherpaLibrary } & SherpaLibrary;
    return loaded.default ?? loaded;
  } catch (error) {
    throw new Error(`The engine sherpa-onnx is not part of this installation, or has no build for ${process.platform} ${process.arch}: install the package sherpa-onnx-node, or use a model for another engine.`, { cause: error });
  }
}
