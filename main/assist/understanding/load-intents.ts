import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Log } from '../../platform/log.ts';
import { ENCODING_SIZE, type SentenceEncoder } from './encoder.ts';
import { trainIntents, type TrainedIntents } from './intent/intent-classifier.ts';
import type { KnownIntents } from './known-intents.ts';
import { NGRAM_BUCKETS } from './text/hashed-ngrams.ts';

/** A head as it lies on disk; arrays of 32-bit floats in base64. */
const StoredHead = z.object({
  dataHash: z.string(),
  calibration: z.object({ temperature: z.number().positive(), leastLogit: z.number() }),
  head: z.object({ classes: z.array(z.string()), centre: z.string(), idf: z.string(), denseWeights: z.string(), ngramWeights: z.string() }),
});

/** Rises when training changes, so that an old head is not taken for a new one. */
const TRAINING_VERSION = 5;

/**
 * The head for these intents: read from one of `files` when it was trained on exactly this data, else trained now and kept in the first that can be written.
 * A file that cannot be read or written costs the seconds of training, nothing else.
 */
export async function loadTrainedIntents(intents: KnownIntents, encoder: SentenceEncoder, files: readonly string[], log: Log): Promise<TrainedIntents> {
  const dataHash = createHash('sha256').update(JSON.stringify([TRAINING_VERSION, intents.definitions, intents.otherUtterances])).digest('hex');
  for (const file of files) {
    const kept = await readHead(file, dataHash);
    if (kept !== null) return kept;
  }
  const startedMs = performance.now();
  const trained = await trainIntents(intents.definitions, intents.otherUtterances, encoder);
  log.info('intents.trained', { classes: trained.head.classes.length, tookMs: Math.round(performance.now() - startedMs) });
  await keep(files, dataHash, trained, log);
  return trained;
}

async function keep(files: readonly string[], dataHash: string, trained: TrainedIntents, log: Log): Promise<void> {
  for (const file of files) {
    try {
      return await writeHead(file, dataHash, trained);
    } catch (error) {
      log.warn('intents.not-kept', { error });
    }
  }
}

async function readHead(file: string, dataHash: string): Promise<TrainedIntents | null> {
  try {
    const stored = StoredHead.parse(JSON.parse(await readFile(file, 'utf8')));
    const { head, calibration } = stored;
    const width = head.classes.length;
    const unpacked = {
      classes: head.classes, space: { centre: unpack(head.centre, 2 * ENCODING_SIZE), idf: unpack(head.idf, NGRAM_BUCKETS) },
      denseWeights: unpack(head.denseWeights, 2 * ENCODING_SIZE * width), ngramWeights: unpack(head.ngramWeights, NGRAM_BUCKETS * width),
    };
    return stored.dataHash === dataHash ? { calibration, head: unpacked } : null;
  } catch {
    return null; // not there yet, of an older shape, or half written by a crash
  }
}

async function writeHead(file: string, dataHash: string, { head, calibration }: TrainedIntents): Promise<void> {
  const stored: z.infer<typeof StoredHead> = {
    dataHash, calibration,
    head: { classes: [...head.classes], centre: pack(head.space.centre), idf: pack(head.space.idf), denseWeights: pack(head.denseWeights), ngramWeights: pack(head.ngramWeights) },
  };
  await writeFile(`${file}.new`, JSON.stringify(stored));
  await rename(`${file}.new`, file);
}

const pack = (values: Float32Array): string => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

function unpack(text: string, length: number): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.byteLength !== 4 * length) throw new Error(`${bytes.byteLength} bytes where ${4 * length} belong`);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
