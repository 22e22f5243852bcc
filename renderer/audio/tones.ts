/** The pause between two tones: ITU-T Q.24 asks for no less than 40 ms. */
const GAP_MS = 60;
/** Each of the two; together they stay below full scale. */
const LEVEL = 0.35;
/** A tone that begins or ends at once would click over the whole band. */
const EDGE_MS = 3;

const LOW_HZ = [697, 770, 852, 941] as const;
const HIGH_HZ = [1_209, 1_336, 1_477, 1_633] as const;
const KEYS = ['123A', '456B', '789C', '*0#D'] as const;

/** The two frequencies of a key, Hz (ITU-T Q.23); null for what is no key. */
export function frequenciesOf(digit: string): readonly [number, number] | null {
  for (const [row, keys] of KEYS.entries()) {
    const column = keys.indexOf(digit.toUpperCase());
    const [low, high] = [LOW_HZ[row], HIGH_HZ[column]];
    if (digit.length === 1 && low !== undefined && high !== undefined) return [low, high];
  }
  return null;
}

export interface TimedTone {
  readonly frequenciesHz: readonly [number, number];
  readonly fromMs: number;
  readonly toMs: number;
}

/** When each digit sounds, counted from the first, and when the last gap is over. */
export function timedTones(digits: string, toneMs: number): { readonly tones: readonly TimedTone[]; readonly endMs: number } {
  const tones: TimedTone[] = [];
  let atMs = 0;
  for (const digit of digits) {
    const frequenciesHz = frequenciesOf(digit);
    if (frequenciesHz === null) continue;
    tones.push({ frequenciesHz, fromMs: atMs, toMs: atMs + toneMs });
    atMs += toneMs + GAP_MS;
  }
  return { tones, endMs: atMs };
}

/** Keypad tones as sound, for the far end. */
export interface Tones {
  readonly voice: MediaStream;
  /** After those that are still to come. */
  add(digits: string, toneMs: number): void;
  close(): void;
}

/** @param onEnd the last tone and its pause are over; not after close() */
export function createTones(onEnd: () => void): Tones {
  const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions);
  const destination = context.createMediaStreamDestination();
  let freeAtSec = 0;
  let end: ReturnType<typeof setTimeout> | undefined;
  void context.resume();

  function sound({ frequenciesHz, fromMs, toMs }: TimedTone, startSec: number): void {
    const [from, to, edge] = [startSec + fromMs / 1_000, startSec + toMs / 1_000, EDGE_MS / 1_000];
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(LEVEL, from + edge);
    gain.gain.setValueAtTime(LEVEL, to - edge);
    gain.gain.linearRampToValueAtTime(0, to);
    gain.connect(destination);
    for (const frequency of frequenciesHz) {
      const oscillator = new OscillatorNode(context, { frequency });
      oscillator.connect(gain);
      oscillator.start(from);
      oscillator.stop(to);
    }
  }

  return {
    voice: destination.stream,
    add(digits, toneMs) {
      const startSec = Math.max(freeAtSec, context.currentTime + GAP_MS / 1_000); // the sender needs a moment to change tracks
      const { tones, endMs } = timedTones(digits, toneMs);
      for (const tone of tones) sound(tone, startSec);
      freeAtSec = startSec + endMs / 1_000;
      clearTimeout(end);
      // The line is some hundredths behind: the last tone must be out before the microphone is back.
      end = setTimeout(onEnd, (freeAtSec - context.currentTime) * 1_000 + 2 * GAP_MS);
    },
    close() {
      clearTimeout(end);
      void context.close();
    },
  };
}
