import { mulaw } from 'alawmulaw';

/** What the line does to a voice; all of it follows from the seed. */
const RATE_HZ = 8_000;
const FRAME_SAMPLES = RATE_HZ / 50;
/** A lost frame repeats the last one heard, this much weaker each time, and is silent from the fourth on. */
const CONCEALMENT_GAIN = 0.6;
const CONCEALED_FRAMES_MAX = 3;

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Office-like noise of unit power: air (white noise through a one-pole low pass at about 500 Hz), a little mains hum,
 * and people talking elsewhere. Each of `voices` is repeated from a place of its own and played backwards: the sound of speech without a word in it.
 */
export function officeNoise(lengthSamples: number, voices: readonly Int16Array[], seed: number): Float32Array {
  const random = seededRandom(seed);
  const air = new Float32Array(lengthSamples);
  let low = 0;
  for (let index = 0; index < lengthSamples; index += 1) {
    low += 0.33 * (random() * 2 - 1 - low);
    air[index] = low + 0.03 * Math.sin((2 * Math.PI * 100 * index) / RATE_HZ);
  }
  const babble = new Float32Array(lengthSamples);
  for (const voice of voices.filter((samples) => samples.length > 0)) {
    const start = Math.floor(random() * voice.length);
    for (let index = 0; index < lengthSamples; index += 1) {
      babble[index] = (babble[index] ?? 0) + (voice[voice.length - 1 - ((start + index) % voice.length)] ?? 0);
    }
  }
  const [airPart, babblePart] = [unitPower(air), unitPower(babble)];
  return unitPower(airPart.map((value, index) => value + (babblePart[index] ?? 0)));
}

function unitPower(signal: Float32Array): Float32Array {
  const power = signal.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, signal.length);
  return power === 0 ? signal : signal.map((value) => value / Math.sqrt(power));
}

/** Adds noise of unit power to a voice, `snrDb` below `speechLevelDb` (relative to full scale). */
export function withNoise(voice: Int16Array, noise: Float32Array, speechLevelDb: number, snrDb: number): Int16Array {
  const gain = 32_768 * 10 ** ((speechLevelDb - snrDb) / 20);
  return voice.map((sample, index) => clip(sample + gain * (noise[index] ?? 0)));
}

const clip = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value)));

/** G.711 mu-law and back. */
export const throughG711 = (samples: Int16Array): Int16Array => mulaw.decode(mulaw.encode(samples));

export interface LossyAudio {
  readonly samples: Int16Array;
  readonly lostFrames: number;
}

/** Loses each 20 ms frame with the probability `lossRatio`, independently, and conceals the gap as simple receivers do. */
export function withPacketLoss(samples: Int16Array, lossRatio: number, seed: number): LossyAudio {
  const random = seededRandom(seed);
  const heard = samples.slice();
  let lostFrames = 0;
  let run = 0;
  for (let start = 0; start < heard.length; start += FRAME_SAMPLES) {
    if (random() >= lossRatio) {
      run = 0;
      continue;
    }
    lostFrames += 1;
    run += 1;
    const end = Math.min(start + FRAME_SAMPLES, heard.length);
    for (let index = start; index < end; index += 1) {
      heard[index] = run > CONCEALED_FRAMES_MAX ? 0 : Math.round((heard[index - FRAME_SAMPLES] ?? 0) * CONCEALMENT_GAIN);
    }
  }
  return { samples: heard, lostFrames };
}
