const RATE_HZ = 8_000;
const STEP = 80; // 10 ms
const WINDOW = 205; // 25.6 ms, the usual one of a detector at 8 kHz
const LOW_HZ = [697, 770, 852, 941];
const HIGH_HZ = [1_209, 1_336, 1_477, 1_633];
const KEYS = ['123A', '456B', '789C', '*0#D'];

export interface HeardTone {
  readonly digit: string;
  readonly lengthMs: number;
}

/** The keypad tones in mono speech at 8 kHz: a key is down where its two frequencies hold nearly all of the energy (ITU-T Q.24). */
export function tonesIn(samples: Float32Array): HeardTone[] {
  const heard: { digit: string; lengthMs: number }[] = [];
  let before = '';
  for (let at = 0; at + WINDOW <= samples.length; at += STEP) {
    const key = keyIn(samples.subarray(at, at + WINDOW));
    const last = heard.at(-1);
    if (key !== '' && key === before && last !== undefined) last.lengthMs += 10;
    else if (key !== '') heard.push({ digit: key, lengthMs: 10 });
    before = key;
  }
  return heard.filter(({ lengthMs }) => lengthMs >= 40);
}

function keyIn(window: Float32Array): string {
  const energy = window.reduce((sum, value) => sum + value * value, 0);
  if (energy / window.length < 1e-4) return '';
  const [low, high] = [LOW_HZ, HIGH_HZ].map((group) => {
    const powers = group.map((frequency) => power(window, frequency));
    const best = Math.max(...powers);
    return { index: powers.indexOf(best), share: best / energy };
  });
  if (low === undefined || high === undefined || low.share + high.share < 0.8 || Math.min(low.share, high.share) < 0.2) return '';
  return KEYS[low.index]?.[high.index] ?? '';
}

/** Goertzel's algorithm, scaled so that a pure tone has the energy of the window. */
function power(window: Float32Array, frequencyHz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequencyHz) / RATE_HZ);
  let [one, two] = [0, 0];
  for (const value of window) [one, two] = [value + coefficient * one - two, one];
  return ((one * one + two * two - coefficient * one * two) * 2) / window.length;
}
