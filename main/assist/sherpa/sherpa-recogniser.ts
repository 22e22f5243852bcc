import { join } from 'node:path';
import type { RecogniserOf } from '../../../models/manifest.ts';
import type { Pcm16k, Recogniser } from '../hearing/recogniser.ts';
import { COMMON, type SherpaLibrary } from './sherpa-library.ts';
import { spokenText } from './spoken-text.ts';

const RATE_HZ = 16_000;
/** Less than seven frames of 10 ms make SenseVoice's front end read outside of its memory; nobody says a word in so little. */
const LEAST_SAMPLES = 3_200;
/** A streaming encoder gives its last words only when it has heard what follows: its look-ahead, in silence. */
const TAIL = new Float32Array(0.66 * RATE_HZ);

type Decode = (pcm: Pcm16k) => string;
type Settings = RecogniserOf<'sherpa-onnx'>['settings'];
type SettingsOf<Family extends Settings['family']> = Extract<Settings, { family: Family }>;
type PlaceOf = (file: string) => string;

/**
 * Opens a model of sherpa-onnx. What the library finds wrong with a file ends the process that it is in: it has one of its own.
 *
 * @param directory where the model's files lie
 */
export function openSherpa(library: SherpaLibrary, directory: string, model: RecogniserOf<'sherpa-onnx'>): Recogniser {
  const { settings, language } = model;
  const at: PlaceOf = (file) => join(directory, file);
  const decode = settings.family === 'sense-voice' ? openSenseVoice(library, at, settings, language) : openTransducer(library, at, settings);
  return {
    modelId: model.id,
    // The library decodes without a break: an abort comes too late. It tells no probabilities that mean the same for every model.
    recognise: (pcm) => Promise.resolve({ text: pcm.length < LEAST_SAMPLES ? '' : spokenText(decode(pcm)), tokenIds: [], meanLogProbability: null, isLooping: false }),
    close: () => Promise.resolve(),
  };
}

/** Chinese, Japanese, Korean, Cantonese and English in one; null is "hear which". */
function openSenseVoice({ OfflineRecognizer }: SherpaLibrary, at: PlaceOf, settings: SettingsOf<'sense-voice'>, language: string | null): Decode {
  const recognizer = new OfflineRecognizer({
    ...COMMON,
    modelConfig: { ...COMMON.modelConfig, tokens: at(settings.tokens), senseVoice: { model: at(settings.model), language: language ?? 'auto', useInverseTextNormalization: 1 } },
  });
  return (samples) => {
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples, sampleRate: RATE_HZ });
    recognizer.decode(stream);
    return recognizer.getResult(stream).text;
  };
}

function openTransducer({ OnlineRecognizer }: SherpaLibrary, at: PlaceOf, settings: SettingsOf<'streaming-transducer'>): Decode {
  const recognizer = new OnlineRecognizer({
    ...COMMON, decodingMethod: 'greedy_search', enableEndpoint: false,
    modelConfig: { ...COMMON.modelConfig, tokens: at(settings.tokens), transducer: { encoder: at(settings.encoder), decoder: at(settings.decoder), joiner: at(settings.joiner) } },
  });
  return (samples) => {
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples, sampleRate: RATE_HZ });
    stream.acceptWaveform({ samples: TAIL, sampleRate: RATE_HZ });
    stream.inputFinished();
    while (recognizer.isReady(stream)) recognizer.decode(stream);
    return recognizer.getResult(stream).text;
  };
}
