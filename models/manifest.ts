import { z } from 'zod';
import shippedManifest from './manifest.json' with { type: 'json' };

const PlainName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a file name without folders');
const Bytes = z.number().int().positive();
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file in the package that a model is made from. */
const PackageFile = z.strictObject({ from: z.string().min(1), bytes: Bytes, sha256: Sha256 });
export type PackageFile = z.infer<typeof PackageFile>;

/** A file in the models folder: a copy of the package's file `from`, or built where there is no `from`. */
const ModelFile = z.strictObject({ path: PlainName, from: z.string().min(1).optional(), bytes: Bytes, sha256: Sha256 });
export type ModelFile = z.infer<typeof ModelFile>;

/** What every model says of itself. */
const described = {
  id: PlainName,
  /** ISO 639-1; null where the model does not care, or hears several. */
  language: z.string().nullable(),
  /** What the engine wants to be fed with; null where it reads no sound. */
  sampleRateHz: z.number().int().positive().nullable(),
  licence: z.strictObject({ spdx: z.string().min(1), note: z.string() }),
  files: z.array(ModelFile).min(1),
};
const Source = z.strictObject({ package: z.string().min(1), version: z.string().min(1) });
const shipped = { ...described, source: Source };
const moonshine = { task: z.literal('speech-recognition'), sampleRateHz: z.literal(16_000), engine: z.literal('moonshine'), settings: z.strictObject({ layers: z.number().int(), heads: z.number().int(), headSize: z.number().int() }) };

/** One model: what it does, which engine runs it, where its files come from and what the engine must know. */
export const ModelEntry = z.discriminatedUnion('engine', [
  z.strictObject({ ...shipped, ...moonshine }),
  z.strictObject({ ...shipped, task: z.literal('voice-activity-detection'), engine: z.literal('silero'), settings: z.strictObject({ frameSamples: z.number().int(), contextSamples: z.number().int() }) }),
  z.strictObject({ ...shipped, task: z.literal('sentence-encoding'), engine: z.literal('universal-sentence-encoder'), inputs: z.array(PackageFile), settings: z.strictObject({ width: z.number().int(), maxTokens: z.number().int() }) }),
]);
export type ModelEntry = z.infer<typeof ModelEntry>;
export type ModelTask = ModelEntry['task'];
export type EntryOf<Engine extends ModelEntry['engine']> = Extract<ModelEntry, { engine: Engine }>;

const MOST_ADDED_FILES = 64;
/** A model that the person brings: the same entry, with a name to show and without a package that it comes from. */
const brought = { ...described, id: PlainName.max(100), name: z.string().min(1).max(200).optional(), language: z.string().min(2).max(20).nullable(), source: Source.optional(), files: z.array(ModelFile).min(1).max(MOST_ADDED_FILES) };

const sherpa = {
  task: z.literal('speech-recognition'), sampleRateHz: z.literal(16_000), engine: z.literal('sherpa-onnx'),
  /** Which of `files` is what. */
  settings: z.discriminatedUnion('family', [
    z.strictObject({ family: z.literal('streaming-transducer'), encoder: PlainName, decoder: PlainName, joiner: PlainName, tokens: PlainName }),
    z.strictObject({ family: z.literal('sense-voice'), model: PlainName, tokens: PlainName }),
  ]),
};

/** A speech model as an engine is started with it, whether it came with the product or from the person. */
export const RecogniserEntry = z.discriminatedUnion('engine', [z.strictObject({ ...brought, ...moonshine }), z.strictObject({ ...brought, ...sherpa })]);
export type RecogniserEntry = z.infer<typeof RecogniserEntry>;
export type RecogniserOf<Engine extends RecogniserEntry['engine']> = Extract<RecogniserEntry, { engine: Engine }>;

export const ModelManifest = z.strictObject({ models: z.array(ModelEntry) });
export type ModelManifest = z.infer<typeof ModelManifest>;

/** The models that the product is built with. */
export const modelManifest: ModelManifest = ModelManifest.parse(shippedManifest);

/** The entry with this id; throws for an id that the manifest lacks, which is our bug. */
export function modelById(modelId: string): ModelEntry {
  const entry = modelManifest.models.find(({ id }) => id === modelId);
  if (entry === undefined) throw new Error(`the manifest has no model ${modelId}`);
  return entry;
}
