import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Log } from '../../platform/log.ts';
import type { SentenceEncoder } from './encoder.ts';
import { encodeHead, readHead } from './intent/head-model.ts';
import { trainIntents, type TrainedIntents } from './intent/intent-classifier.ts';
import type { KnownIntents } from './known-intents.ts';

/** Rises when training changes, so that an old head is not taken for a new one. */
const TRAINING_VERSION = 6;

/**
 * The head for these intents: read from one of `files` when it was trained on exactly this data, else trained now and kept in the first that can be written.
 * A file that cannot be read or written costs the seconds of training, nothing else.
 *
 * @param files whatever their extension, the model ends in .onnx; a .json of the same name is a head of earlier versions and goes
 */
export async function loadTrainedIntents(intents: KnownIntents, encoder: SentenceEncoder, files: readonly string[], log: Log): Promise<TrainedIntents> {
  const dataHash = createHash('sha256').update(JSON.stringify([TRAINING_VERSION, intents.definitions, intents.otherUtterances])).digest('hex');
  for (const file of files) {
    const kept = await readHead(named(file, '.onnx'), dataHash);
    if (kept.kind === 'head') return kept.trained;
    if (kept.kind === 'damaged') log.warn('intents.head-damaged', { error: kept.error });
  }
  const startedMs = performance.now();
  const trained = await trainIntents(intents.definitions, intents.otherUtterances, encoder);
  log.info('intents.trained', { classes: trained.head.classes.length, tookMs: Math.round(performance.now() - startedMs) });
  await keep(files, dataHash, trained, log);
  return trained;
}

async function keep(files: readonly string[], dataHash: string, trained: TrainedIntents, log: Log): Promise<void> {
  const model = encodeHead(trained, dataHash);
  for (const file of files) {
    try {
      const kept = named(file, '.onnx');
      await writeFile(`${kept}.new`, model);
      await rename(`${kept}.new`, kept);
      return await rm(named(file, '.json'), { force: true });
    } catch (error) {
      log.warn('intents.not-kept', { error });
    }
  }
}

function named(file: string, extension: string): string {
  const { dir, name } = parse(file);
  return join(dir, `${name}${extension}`);
}
