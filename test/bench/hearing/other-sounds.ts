import { officeNoise, seededRandom, withPacketLoss } from '../../support/call-scripts-line.ts';
import { throughG711 } from './clips.ts';
import { holdMusic } from './hold-music.ts';

const RATE_HZ = 8_000;
const LENGTH_SEC = 60;
/** Root mean square of speech on the line; office noise is set against it. */
const SPEECH_LEVEL = 10 ** (-20 / 20);

export interface OtherSound {
  readonly id: string;
  /** As the tap gives it, after 8 kHz G.711. */
  readonly load: () => Float32Array;
}

type At = (timeSec: number, index: number) => number;
const tone = (timeSec: number, ...frequenciesHz: readonly number[]): number => frequenciesHz.reduce((sum, hz) => sum + 0.15 * Math.sin(2 * Math.PI * hz * timeSec), 0);
const DTMF_ROWS_HZ = [697, 770, 852, 941];
const DTMF_COLUMNS_HZ = [1_209, 1_336, 1_477, 1_633];

/** Everything on a telephone line that is nobody speaking; the same samples every time. @param voices speech at 8 kHz for the babble of the office */
export function otherSounds(voices: readonly Int16Array[], lengthSec = LENGTH_SEC): readonly OtherSound[] {
  const samples = RATE_HZ * lengthSec;
  const sound = (at: At): Float32Array => Float32Array.from({ length: samples }, (_, index) => at(index / RATE_HZ, index));
  const noise = (level: number, seed: number): Float32Array => {
    const random = seededRandom(seed);
    return sound(() => level * (random() + random() + random() - 1.5));
  };
  const office = (snrDb: number, seed: number): Float32Array => officeNoise(samples, voices, seed).map((sample) => sample * SPEECH_LEVEL * 10 ** (-snrDb / 20));
  const made: readonly (readonly [id: string, narrow: () => Float32Array])[] = [
    ['silence', () => sound(() => 0)],
    ['ringback', () => sound((timeSec) => (timeSec % 6 < 2 ? tone(timeSec, 440, 480) : 0))],
    ['european-ringback', () => sound((timeSec) => (timeSec % 5 < 1 ? tone(timeSec, 425) : 0))],
    ['dial-tone', () => sound((timeSec) => tone(timeSec, 350, 440))],
    ['dtmf', () => sound((timeSec) => (timeSec % 0.25 < 0.12 ? tone(timeSec, DTMF_ROWS_HZ[Math.floor(timeSec * 4) % 4] ?? 0, DTMF_COLUMNS_HZ[Math.floor(timeSec * 1.3) % 4] ?? 0) : 0))],
    ['hold-music', () => holdMusic(samples, RATE_HZ, 1)],
    ['comfort-noise', () => noise(0.004, 2)],
    ['line-noise', () => noise(0.05, 3)],
    // CNG of the calling machine, then the answering machine's CED (ITU-T T.30 4.3.3.3, 4.3.3.2).
    ['fax-tone', () => sound((timeSec) => (timeSec < lengthSec / 2 ? (timeSec % 3.5 < 0.5 ? tone(timeSec, 1_100) : 0) : timeSec % 6 < 3.3 ? tone(timeSec, 2_100) : 0))],
    ['office-5-db', () => office(5, 4)],
    ['office-10-db', () => office(10, 5)],
    ['concealed-noise', () => fromPcm(withPacketLoss(toPcm(noise(0.05, 6)), 0.05, 7).samples)],
    ['concealed-hold-music', () => fromPcm(withPacketLoss(toPcm(holdMusic(samples, RATE_HZ, 8)), 0.05, 9).samples)],
  ];
  return made.map(([id, narrow]) => ({ id, load: () => throughG711(narrow()) }));
}

export const toPcm = (samples: Float32Array): Int16Array => Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))));
export const fromPcm = (samples: Int16Array): Float32Array => Float32Array.from(samples, (sample) => sample / 32_768);
