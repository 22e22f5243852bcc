/** How much of a source came through, whatever the delay and the level. */
export interface Fidelity {
  /** Median over the windows: 1 is the source itself, 0 nothing of it. */
  readonly median: number;
  readonly windows: readonly FidelityWindow[];
}

export interface FidelityWindow {
  /** The window's start in the source. */
  readonly atMs: number;
  /** Normalised cross-correlation at the best lag, 0 to 1. */
  readonly correlation: number;
  /** How much later the recording has it. */
  readonly lagMs: number;
}

/** Quieter than this, -40 dB of full scale, there is no speech to compare. */
const LEAST_LEVEL = 0.01;
/** The search for the lag runs at this rate first. */
const COARSE_HZ = 2_000;

/**
 * Compares a recording with its source, window by window; each window of speech is looked for anywhere in the recording, so that
 * a jitter buffer that stretched time in between costs nothing, and a hole costs its windows.
 *
 * @param source, recording mono PCM at `rateHz`, any scale
 * @throws Error when the source holds no window of speech
 */
export function measureFidelity({ source, recording, rateHz, windowMs = 1_000 }: { source: Float32Array; recording: Float32Array; rateHz: number; windowMs?: number }): Fidelity {
  const length = Math.round((rateHz * windowMs) / 1_000);
  const factor = Math.max(1, Math.round(rateHz / COARSE_HZ));
  const coarse = { source: decimate(source, factor), recording: decimate(recording, factor) };
  const windows: FidelityWindow[] = [];
  for (let start = 0; start + length <= source.length; start += length) {
    const window = source.subarray(start, start + length);
    if (level(window) < LEAST_LEVEL) continue;
    const roughly = bestMatch(coarse.source.subarray(Math.floor(start / factor), Math.floor((start + length) / factor)), coarse.recording, 0, coarse.recording.length).at * factor;
    const found = bestMatch(window, recording, roughly - 2 * factor, roughly + 2 * factor + 1);
    windows.push({ atMs: (start / rateHz) * 1_000, correlation: found.correlation, lagMs: ((found.at - start) / rateHz) * 1_000 });
  }
  if (windows.length === 0) throw new Error('the source holds no speech to compare');
  const sorted = windows.map((window) => window.correlation).sort((a, b) => a - b);
  return { median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, windows };
}

/** Where in `recording`, from `from` up to `to`, the window is found best. */
function bestMatch(window: Float32Array, recording: Float32Array, from: number, to: number): { at: number; correlation: number } {
  const norm = Math.sqrt(energy(window));
  let best = { at: 0, correlation: 0 };
  for (let at = Math.max(0, from); at < to && at + window.length <= recording.length; at += 1) {
    let product = 0;
    let other = 0;
    for (let index = 0; index < window.length; index += 1) {
      const sample = recording[at + index] ?? 0;
      product += (window[index] ?? 0) * sample;
      other += sample * sample;
    }
    const correlation = other === 0 || norm === 0 ? 0 : product / (norm * Math.sqrt(other));
    if (correlation > best.correlation) best = { at, correlation };
  }
  return best;
}

/** Band-limited interpolation to another rate: a windowed sinc of 32 zero crossings. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const cutoff = Math.min(1, toHz / fromHz) * 0.95;
  const reach = Math.ceil(16 / cutoff);
  return Float32Array.from({ length: Math.floor((samples.length * toHz) / fromHz) }, (_unused, index) => {
    const centre = (index * fromHz) / toHz;
    let sum = 0;
    for (let at = Math.max(0, Math.ceil(centre - reach)); at <= centre + reach && at < samples.length; at += 1) {
      const x = (at - centre) * cutoff;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      sum += (samples[at] ?? 0) * sinc * cutoff * (0.5 + 0.5 * Math.cos((Math.PI * (at - centre)) / (reach + 1)));
    }
    return sum;
  });
}

export function toFloat(samples: Int16Array): Float32Array {
  return Float32Array.from(samples, (sample) => sample / 32_768);
}

export function toInt16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))));
}

/** Runs of `factor` samples averaged: enough of a low-pass to find a lag by. */
function decimate(samples: Float32Array, factor: number): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / factor) }, (_unused, index) => {
    let sum = 0;
    for (let offset = 0; offset < factor; offset += 1) sum += samples[index * factor + offset] ?? 0;
    return sum / factor;
  });
}

function energy(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum;
}

const level = (samples: Float32Array): number => Math.sqrt(energy(samples) / samples.length);
