import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { mulaw } from 'alawmulaw';
import { TAP_RATE_HZ } from '../../preload/contract/media.ts';

const run = promisify(execFile);
const TELEPHONE_RATE_HZ = 8_000;

/** Any sound file that sox reads, as the tap would give it: 16 kHz mono in [-1, 1]. */
export async function readSpeech(file: string): Promise<Float32Array> {
  return toFloat(await throughSox([file], TAP_RATE_HZ));
}

/** The same after 8 kHz G.711 mu-law: what a telephone line leaves of it. */
export async function readSpeechThroughG711(file: string): Promise<Float32Array> {
  const narrow = await throughSox([file], TELEPHONE_RATE_HZ);
  return fromTelephone(mulaw.decode(mulaw.encode(narrow)));
}

/** 8 kHz 16-bit samples at the tap's rate, between their neighbours: enough for a detector and a recogniser in a test. */
function fromTelephone(narrow: Int16Array): Float32Array {
  return Float32Array.from({ length: 2 * narrow.length }, (_, index) => {
    const here = narrow[index >> 1] ?? 0;
    return (index % 2 === 0 ? here : (here + (narrow[(index >> 1) + 1] ?? here)) / 2) / 32_768;
  });
}

function toFloat(samples: Int16Array): Float32Array {
  return Float32Array.from(samples, (sample) => sample / 32_768);
}

async function throughSox(input: readonly string[], rateHz: number): Promise<Int16Array> {
  const { stdout } = await run('sox', ['-V1', ...input, '-t', 'raw', '-e', 'signed', '-b', '16', '-c', '1', '-r', String(rateHz), '-'], { encoding: 'buffer', maxBuffer: 1 << 28 });
  const bytes = Uint8Array.from(stdout);
  return new Int16Array(bytes.buffer, 0, bytes.length >> 1);
}

/** One sound after the other, with silence (`gapMs`) between them and at both ends. */
export function inARow(sounds: readonly Float32Array[], gapMs: number): Float32Array {
  const gap = Math.round((gapMs * TAP_RATE_HZ) / 1_000);
  const row = new Float32Array(sounds.reduce((sum, sound) => sum + sound.length + gap, gap));
  let at = gap;
  for (const sound of sounds) {
    row.set(sound, at);
    at += sound.length + gap;
  }
  return row;
}
