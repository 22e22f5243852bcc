/** Taps each side of the windowed sinc, in periods of the lower rate. */
const SINC_PERIODS = 16;
/** The lags are searched at this multiple of the rate: half a sample off would cost more than a codec does. */
const LAG_STEPS = 4;
const WINDOW_SEC = 1;
/** Less than this is not the same speech. */
const FOUND = 0.5;

interface Place {
  readonly lag: number;
  readonly value: number;
}

/** Band-limited resampling by a Hann-windowed sinc. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const cutoff = Math.min(1, toHz / fromHz);
  const reach = SINC_PERIODS / cutoff;
  const out = new Float32Array(Math.floor((samples.length * toHz) / fromHz));
  for (let n = 0; n < out.length; n += 1) {
    const centre = (n * fromHz) / toHz;
    let sum = 0;
    for (let at = Math.max(0, Math.ceil(centre - reach)); at <= Math.min(samples.length - 1, Math.floor(centre + reach)); at += 1) {
      const x = centre - at;
      const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
      sum += (samples[at] ?? 0) * sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / reach));
    }
    out[n] = sum;
  }
  return out;
}

/**
 * Normalised cross-correlation of a recording with its source, one value (-1 to 1) for each second in which there is speech.
 * The first such second is looked for anywhere up to `searchSec` later in the source, the others within 60 ms of where they should be
 * by the one before: a jitter buffer stretches time. Where nothing like it is found there, the place is lost (a longer gap),
 * and it is looked for within `searchSec` on either side.
 *
 * @param heard and `source` at the same rate; `source` as a whole
 */
export function fidelityBySecond(heard: Float32Array, source: Float32Array, rateHz: number, searchSec: number): number[] {
  const fine = resample(source, rateHz, rateHz * LAG_STEPS);
  const length = WINDOW_SEC * rateHz;
  const starts = Array.from({ length: Math.floor(heard.length / length) }, (_unused, n) => n * length);
  const levels = starts.map((start) => rms(heard.subarray(start, start + length)));
  const loudest = Math.max(...levels);
  const values: number[] = [];
  let shift: number | null = null; // fine steps by which the source is ahead of the recording
  for (const [n, start] of starts.entries()) {
    if ((levels[n] ?? 0) < loudest / 8) continue; // pauses and room noise say nothing
    const window = heard.subarray(start, start + length);
    const expected: number = start * LAG_STEPS + (shift ?? 0);
    const far = searchSec * rateHz * LAG_STEPS;
    const near = 0.06 * rateHz * LAG_STEPS;
    let best: Place | null = shift === null ? findLag(window, fine, 0, expected + far) : findLag(window, fine, expected - near, expected + near);
    if (best === null) continue; // the source ends within this second
    if (shift !== null && best.value <= FOUND) best = findLag(window, fine, expected - far, expected + far) ?? best;
    if (best.value > FOUND) shift = best.lag - start * LAG_STEPS;
    values.push(best.value);
  }
  return values;
}

/** A whole sample at a time first, then the quarters around the best; null where no lag has source enough. */
function findLag(window: Float32Array, fine: Float32Array, from: number, to: number): Place | null {
  const coarse = bestLag(window, fine, from, to, LAG_STEPS);
  return coarse.value === -1 ? null : bestLag(window, fine, coarse.lag - LAG_STEPS, coarse.lag + LAG_STEPS, 1);
}

function bestLag(window: Float32Array, fine: Float32Array, from: number, to: number, step: number): Place {
  let best = { lag: from, value: -1 };
  for (let lag = Math.max(0, from); lag <= to && lag + window.length * LAG_STEPS <= fine.length; lag += step) {
    const value = correlation(window, fine, lag);
    if (value > best.value) best = { lag, value };
  }
  return best;
}

function correlation(window: Float32Array, fine: Float32Array, lag: number): number {
  let product = 0;
  let ours = 0;
  let theirs = 0;
  for (let n = 0; n < window.length; n += 1) {
    const a = window[n] ?? 0;
    const b = fine[lag + n * LAG_STEPS] ?? 0;
    product += a * b;
    ours += a * a;
    theirs += b * b;
  }
  return product / Math.sqrt(ours * theirs + 1e-12);
}

function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length));
}
