import { seededRandom } from '../../support/call-scripts-line.ts';

/** Semitones above A of the chords C, G, A minor, F, and of the melody's scale. */
const CHORDS: readonly (readonly number[])[] = [[3, 7, 10], [-2, 2, 5], [0, 3, 7], [-4, 0, 3]];
const SCALE = [0, 2, 3, 5, 7, 8, 10, 12];
const BEAT_SEC = 0.5;
const A_HZ = 220;
const hzOf = (semitones: number): number => A_HZ * 2 ** (semitones / 12);

/** Music as on hold: plucked chords, a bass, a tune with vibrato and a soft drum. */
export function holdMusic(lengthSamples: number, rateHz: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const music = new Float32Array(lengthSamples);
  const beatSamples = Math.round(BEAT_SEC * rateHz);
  for (let beat = 0; beat * beatSamples < lengthSamples; beat += 1) {
    const chord = CHORDS[Math.floor(beat / 4) % CHORDS.length] ?? [];
    const at = beat * beatSamples;
    pluck(music, at, hzOf(chord[beat % chord.length] ?? 0), rateHz, 0.25, random);
    if (beat % 2 === 0) pluck(music, at, hzOf((chord[0] ?? 0) - 12), rateHz, 0.3, random);
    sing(music, at, beatSamples, hzOf(12 + (SCALE[Math.floor(random() * SCALE.length)] ?? 0)), rateHz);
    drum(music, at, rateHz, random);
  }
  return music.map((sample) => Math.max(-1, Math.min(1, sample)));
}

/** A plucked string: noise that runs round a delay line and is smoothed on each round (Karplus and Strong 1983). */
function pluck(music: Float32Array, at: number, hz: number, rateHz: number, gain: number, random: () => number): void {
  const string = Float32Array.from({ length: Math.max(2, Math.round(rateHz / hz)) }, () => random() * 2 - 1);
  for (let index = 0; index < 2 * rateHz && at + index < music.length; index += 1) {
    const here = index % string.length;
    music[at + index] = (music[at + index] ?? 0) + gain * (string[here] ?? 0);
    string[here] = 0.498 * ((string[here] ?? 0) + (string[(here + 1) % string.length] ?? 0));
  }
}

function sing(music: Float32Array, at: number, lengthSamples: number, hz: number, rateHz: number): void {
  for (let index = 0; index < lengthSamples && at + index < music.length; index += 1) {
    const timeSec = index / rateHz;
    const phase = 2 * Math.PI * hz * timeSec + 0.4 * Math.sin(2 * Math.PI * 5.5 * timeSec);
    const envelope = Math.min(1, timeSec / 0.03) * (1 - index / lengthSamples);
    music[at + index] = (music[at + index] ?? 0) + 0.12 * envelope * (Math.sin(phase) + 0.4 * Math.sin(2 * phase) + 0.2 * Math.sin(3 * phase));
  }
}

function drum(music: Float32Array, at: number, rateHz: number, random: () => number): void {
  for (let index = 0; index < 0.08 * rateHz && at + index < music.length; index += 1) {
    music[at + index] = (music[at + index] ?? 0) + 0.1 * (random() * 2 - 1) * Math.exp(-index / (0.02 * rateHz));
  }
}
