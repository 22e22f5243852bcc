/** The cadence of the ring: on, off (the European one, ETSI TS 101 041). */
const RING_SEC = 1;
const PAUSE_SEC = 3;
/** Two tones a minor third apart with a slow beat: easy to notice, hard to be startled by. */
const TONES_HZ = [523, 622];
const VOLUME = 0.12;

/** Rings while a call comes in. */
export interface Ringer {
  setRinging(isRinging: boolean): void;
}

export function createRinger(): Ringer {
  let context: AudioContext | null = null;

  function start(): void {
    context = new AudioContext();
    const gain = context.createGain();
    gain.gain.value = 0;
    gain.connect(context.destination);
    for (const frequency of TONES_HZ) {
      const oscillator = context.createOscillator();
      oscillator.frequency.value = frequency;
      oscillator.connect(gain);
      oscillator.start();
    }
    scheduleBursts(gain.gain, context.currentTime);
  }

  /** Three minutes' worth of bursts at once: no timer of the page is involved, which a covered window would slow down. */
  function scheduleBursts(level: AudioParam, fromSec: number): void {
    for (let at = fromSec; at < fromSec + 180; at += RING_SEC + PAUSE_SEC) {
      level.setValueAtTime(0, at);
      level.linearRampToValueAtTime(VOLUME, at + 0.05);
      level.setValueAtTime(VOLUME, at + RING_SEC - 0.1);
      level.linearRampToValueAtTime(0, at + RING_SEC);
    }
  }

  return {
    setRinging(isRinging) {
      if (isRinging === (context !== null)) return;
      if (isRinging) return start();
      void context?.close();
      context = null;
    },
  };
}
