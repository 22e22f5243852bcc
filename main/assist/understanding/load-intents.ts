import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Log } from '../../platform/log.ts';
import type { SentenceEncoder } from './encoder.ts';
import { trainIntents, type TrainedIntents } from './intent/intent-classifier.ts';
import type { StarterIntents } from './starter-intents.ts';

/** Rises when training changes, so that an old head is not taken for a new one. */
const TRAINING_VERSION = 2;

/**
 * The head for these intents: read from `file` when it was trained on exactly this data, else trained now and kept there.
 * A file that cannot be read or written costs the seconds of training, nothing else.
 */
export async function loadTrainedIntents(starter: StarterIntents, encoder: SentenceEncoder, file: string, log: Log): Promise<TrainedIntents> {
  const dataHash = createHash('sha256').update(JSON.stringify([TRAINING_VERSION, starter.definitions, starter.otherUtterances])).digest('hex');
  const kept = await readHead(file, dataHash);
  if (kept !== null) return kept;
  const startedMs = performance.now();
  const trained = await trainIntents(starter.definitions, starter.otherUtterances, encoder);
  log.info('intents.trained', { classes: trained.head.classes.length, tookMs: Math.round(performance.now() - startedMs) });
  await writeHead(file, dataHash, trained).catch((error: unknown) => log.warn('intents.not-kept', { error }));
  return trained;
}

async function readHead(file: string, dataHash: string): Promise<TrainedIntents | null> {
  try {
    const stored = JSON.parse(await readFile(file, 'utf8')) as StoredHead;
    if (stored.dataHash !== dataHash) return null;
    const { head, calibration } = stored;
    return { calibration, head: { classes: head.classes, space: { centre: unpack(head.centre), idf: unpack(head.idf) }, denseWeights: unpack(head.denseWeights), ngramWeights: unpack(head.ngramWeights) } };
  } catch {
    return null; // not there yet, or half written by a crash
  }
}

async function writeHead(file: string, dataHash: string, { head, calibration }: TrainedIntents): Promise<void> {
  const stored: StoredHead = {
    dataHash, calibration,
    head: { classes: head.classes, centre: pack(head.space.centre), idf: pack(head.space.idf), denseWeights: pack(head.denseWeights), ngramWeights: pack(head.ngramWeights) },
  };
  await writeFile(`${file}.new`, JSON.stringify(stored));
  await rename(`${file}.new`, file);
}

interface StoredHead {
  readonly dataHash: string;
  readonly calibration: TrainedIntents['calibration'];
  readonly head: { readonly classes: readonly string[]; readonly centre: string; readonly idf: string; readonly denseWeights: string; readonly ngramWeights: string };
}

const pack = (values: Float32Array): string => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

function unpack(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
