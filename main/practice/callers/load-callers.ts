import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PracticeScript } from '../../../preload/contract/app.ts';
import { FRAME_SAMPLES, SAMPLE_RATE_HZ } from '../media/g711.ts';
import { readWav } from './read-wav.ts';

/** callers.json: who calls with what; every line has a wav beside it. */
export const CallersFile = z.strictObject({
  callers: z.array(z.strictObject({
    scriptId: z.string().regex(/^[a-z0-9-]{1,64}$/),
    callerName: z.string().min(1).max(40),
    number: z.string().regex(/^\d{3,15}$/),
    topic: z.string().min(1).max(80),
    /** Names an entry of the README's table of voices. */
    voice: z.string(),
    /** Rings with 183 and a tone of its own instead of 180. */
    hasEarlyMedia: z.boolean(),
    lines: z.array(z.strictObject({ file: z.string().regex(/^[a-z0-9-]+\.wav$/), text: z.string().min(1), maxWaitMs: z.number().int().min(0).max(10_000) })).min(1),
  })).min(1),
});
export type CallersFile = z.infer<typeof CallersFile>;

export interface CallerLine {
  readonly text: string;
  readonly maxWaitMs: number;
  /** 8 kHz, whole frames of 20 ms. */
  readonly samples: Int16Array;
}
export interface Caller {
  readonly script: PracticeScript;
  readonly hasEarlyMedia: boolean;
  readonly lines: readonly CallerLine[];
}

/**
 * Reads callers.json and its recordings.
 *
 * @throws when a file is missing or not as it should be: they ship with the product
 */
export async function loadCallers(directory: string): Promise<Caller[]> {
  const { callers } = CallersFile.parse(JSON.parse(await readFile(join(directory, 'callers.json'), 'utf8')));
  return Promise.all(callers.map(async ({ scriptId, callerName, number, topic, hasEarlyMedia, lines }) => {
    const loaded = await Promise.all(lines.map(async (line): Promise<CallerLine> => ({
      text: line.text, maxWaitMs: line.maxWaitMs, samples: await loadLine(join(directory, line.file)),
    })));
    const durationMs = loaded.reduce((sum, line) => sum + line.maxWaitMs + (line.samples.length * 1_000) / SAMPLE_RATE_HZ, 0);
    return { script: { scriptId, callerName, number, topic, durationMs }, hasEarlyMedia, lines: loaded };
  }));
}

async function loadLine(path: string): Promise<Int16Array> {
  const wav = readWav(await readFile(path));
  if (wav?.sampleRateHz !== SAMPLE_RATE_HZ) throw new Error(`${path} is not a 16-bit mono wav at ${SAMPLE_RATE_HZ} Hz`);
  const whole = new Int16Array(Math.ceil(wav.samples.length / FRAME_SAMPLES) * FRAME_SAMPLES);
  whole.set(wav.samples);
  return whole;
}
