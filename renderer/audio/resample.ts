/** How many samples of the slower rate each side of a moment are heard: of 16 kHz what is below 6.5 kHz passes, and of what is above 9 kHz nothing. */
const HALF_WIDTH = 16;
/** Of the lower of the two Nyquist frequencies, what passes. */
const PASS_SHARE = 0.9;
/** Positions between two samples for which the kernel is kept. */
const PHASES = 256;

/** From one sampling rate to another, piece by piece: band-limited interpolation with a windowed sinc (J. O. Smith, "Digital Audio Resampling"). */
export interface Resampler {
  /** What the input yields so far; the last few samples wait for what comes next. */
  push(samples: Float32Array): Float32Array;
}

export function createResampler(fromHz: number, toHz: number): Resampler {
  if (fromHz === toHz) return { push: (samples) => samples };
  const cut = PASS_SHARE * Math.min(1, toHz / fromHz);
  const reach = Math.ceil(HALF_WIDTH / cut);
  const kernels = Array.from({ length: PHASES + 1 }, (_unused, phase) => kernel(phase / PHASES, cut, reach));
  const step = fromHz / toHz;
  /** The input that is still needed, from `first` on. */
  let kept: Float32Array = new Float32Array(2 * reach); // silence came before
  /** Where the next sample of the output lies in `kept`. */
  let at = reach;

  return {
    push(samples) {
      const input = new Float32Array(kept.length + samples.length);
      input.set(kept);
      input.set(samples, kept.length);
      const count = Math.max(0, Math.ceil((input.length - reach - at) / step));
      const output = new Float32Array(count);
      for (let index = 0; index < count; index += 1) {
        output[index] = interpolate(input, at);
        at += step;
      }
      const done = Math.max(0, Math.floor(at) - reach);
      kept = input.slice(done);
      at -= done;
      return output;
    },
  };

  function interpolate(input: Float32Array, position: number): number {
    const whole = Math.floor(position);
    const weights = kernels[Math.round((position - whole) * PHASES)] as Float32Array;
    const begin = whole - reach + 1;
    let sum = 0;
    for (let tap = 0; tap < weights.length; tap += 1) sum += (input[begin + tap] ?? 0) * (weights[tap] ?? 0);
    return sum;
  }
}

/** The weights of the samples around a moment that lies `fraction` of a sample after the middle left one; together they are one. */
function kernel(fraction: number, cut: number, reach: number): Float32Array {
  const weights = Float32Array.from({ length: 2 * reach }, (_unused, tap) => {
    const distance = tap - reach + 1 - fraction;
    return sinc(distance * cut) * blackman(distance / reach);
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
/** From -1 to 1; nothing beyond. */
const blackman = (x: number): number => (Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x));
