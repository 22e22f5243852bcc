/** A side of the file: the caller's or the agent's. */
export type Side = 'left' | 'right';

const CHANNELS = 2;
const BYTES_PER_SAMPLE = 2;

/** Two voices on one clock; what nobody brought is silence. Positions are samples since the start. */
export interface StereoTimeline {
  /** Puts mono float32 PCM in [-1, 1] where it belongs; what comes after its time was taken, or too far ahead, is dropped. */
  place(side: Side, atSample: number, pcm: Float32Array): void;
  /** Everything up to `untilSample` that was not taken yet, as interleaved 16-bit PCM, little-endian, left first. */
  take(untilSample: number): Buffer;
}

/** @param capacitySamples how far what is placed may be ahead of what is taken */
export function createStereoTimeline(capacitySamples: number): StereoTimeline {
  const sides = { left: new Float32Array(capacitySamples), right: new Float32Array(capacitySamples) };
  let taken = 0;

  return {
    place(side, atSample, pcm) {
      const from = Math.max(atSample, taken);
      const to = Math.min(atSample + pcm.length, taken + capacitySamples);
      for (let at = from; at < to; at += 1) sides[side][at % capacitySamples] = pcm[at - atSample] ?? 0;
    },
    take(untilSample) {
      const count = Math.max(0, Math.min(untilSample - taken, capacitySamples));
      const bytes = Buffer.alloc(count * CHANNELS * BYTES_PER_SAMPLE);
      for (let n = 0; n < count; n += 1) {
        const slot = (taken + n) % capacitySamples;
        for (const [channel, side] of [sides.left, sides.right].entries()) {
          bytes.writeInt16LE(toInt16(side[slot] ?? 0), (n * CHANNELS + channel) * BYTES_PER_SAMPLE);
          side[slot] = 0;
        }
      }
      taken += count;
      return bytes;
    },
  };
}

function toInt16(value: number): number {
  return Number.isFinite(value) ? Math.round(Math.max(-1, Math.min(1, value)) * 32_767) : 0;
}
