import { z } from 'zod';

/** A speech model that the person added. */
export const AddedModel = z.strictObject({
  modelId: z.string().max(100),
  /** As the model calls itself. */
  name: z.string().max(200),
  engine: z.string().max(100),
  /** ISO 639-1; null where it hears several. */
  language: z.string().max(20).nullable(),
  /** Its SPDX expression. */
  licence: z.string().max(500),
  bytes: z.number().int().nonnegative(),
});
export type AddedModel = z.infer<typeof AddedModel>;

/** `addModel` opens the system's picker for a folder or for a .zip or .tar.gz; the page never sees the path. */
export const ModelOrigin = z.enum(['folder', 'package']);
export type ModelOrigin = z.infer<typeof ModelOrigin>;
/** A folder of sherpa-onnx's releases, which says nothing of its language. */
export const ModelRelease = z.strictObject({
  name: z.string(),
  family: z.enum(['sense-voice', 'streaming-transducer']),
  /** ISO 639, those that it hears as far as is known. */
  languages: z.array(z.string()),
  /** null: several, or not known. */
  suggested: z.string().nullable(),
});
export type ModelRelease = z.infer<typeof ModelRelease>;
export const AddModelAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('added'), modelId: z.string() }),
  /** `addRelease` with the language goes on. */
  z.strictObject({ kind: z.literal('asks-language'), release: ModelRelease }),
]);
export type AddModelAnswer = z.infer<typeof AddModelAnswer>;

/** Why a model was not added; nothing was changed. `detail` names the file and what is wrong with it. */
export const ADD_FAILURES = ['model-entry-missing', 'model-entry-bad', 'model-file-missing', 'model-file-wrong', 'model-family-unknown', 'model-package-bad', 'model-too-large', 'model-known', 'model-not-kept'] as const;
export type AddModelFailure = (typeof ADD_FAILURES)[number];
