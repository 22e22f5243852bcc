import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readWav } from '../../main/practice/callers/read-wav.ts';
import { resample } from './correlation.ts';

const FOLDER = join(process.cwd(), 'main', 'practice', 'callers');

/** Everything one practice caller says, one sentence after the other with so long a pause before each, as mono PCM at a rate of choice. */
export async function speechOf(caller: string, rateHz: number, pauseSec = 0): Promise<Float32Array> {
  const names = (await readdir(FOLDER)).filter((name) => name.startsWith(`${caller}-`) && name.endsWith('.wav')).sort();
  const parts: Float32Array[] = [];
  for (const name of names) {
    const wav = readWav(await readFile(join(FOLDER, name)));
    if (wav === null) throw new Error(`${name} is no 16-bit mono WAV`);
    if (pauseSec > 0) parts.push(new Float32Array(pauseSec * rateHz));
    parts.push(resample(toFloat(wav.samples), wav.sampleRateHz, rateHz));
  }
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function toFloat(samples: Int16Array): Float32Array {
  return Float32Array.from(samples, (sample) => sample / 32_768);
}

export function toInt16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))));
}
