/** Of the Audio Output Devices API, which the language's own types lack. */
type SinkContext = AudioContext & { setSinkId(sinkId: string): Promise<void> };
type Signal = 'ring' | 'call-waiting';

/**
 * Ring: the European cadence (ETSI TS 101 041), two tones a minor third apart: easy to notice, hard to be startled by.
 * Call waiting: a short, soft one in the ear of somebody who is talking (T51). The volumes are those of full loudness.
 */
const SIGNALS: Readonly<Record<Signal, { readonly onSec: number; readonly offSec: number; readonly tonesHz: readonly number[]; readonly volume: number }>> = {
  ring: { onSec: 1, offSec: 3, tonesHz: [523, 622], volume: 0.2 },
  'call-waiting': { onSec: 0.2, offSec: 5.8, tonesHz: [425], volume: 0.05 },
};

/** Rings while a call comes in; heard here alone, never on the line. */
export interface Ringer {
  /** @param loudness 0 (nothing is heard) to 1 */
  set(signal: Signal | null, loudness: number): void;
}

/** @param sinkId the device to ring on; the empty string is the system's default */
export function createRinger(sinkId: () => Promise<string>): Ringer {
  let context: AudioContext | null = null;
  let current = '';

  function start(signal: Signal, loudness: number): void {
    const started = context = new AudioContext();
    void sinkId().then((id) => (started.state === 'closed' ? undefined : (started as SinkContext).setSinkId(id))).catch(() => undefined); // unplugged meanwhile: it rings on the default
    const gain = context.createGain();
    gain.gain.value = 0;
    gain.connect(context.destination);
    for (const frequency of SIGNALS[signal].tonesHz) {
      const oscillator = context.createOscillator();
      oscillator.frequency.value = frequency;
      oscillator.connect(gain);
      oscillator.start();
    }
    scheduleBursts(gain.gain, context.currentTime, SIGNALS[signal], loudness);
  }

  /** Three minutes' worth of bursts at once: no timer of the page is involved, which a covered window would slow down. */
  function scheduleBursts(level: AudioParam, fromSec: number, { onSec, offSec, volume }: (typeof SIGNALS)[Signal], loudness: number): void {
    for (let at = fromSec; at < fromSec + 180; at += onSec + offSec) {
      level.setValueAtTime(0, at);
      level.linearRampToValueAtTime(volume * loudness, at + 0.05);
      level.setValueAtTime(volume * loudness, at + onSec - 0.1);
      level.linearRampToValueAtTime(0, at + onSec);
    }
  }

  return {
    set(signal, loudness) {
      const wanted = signal === null || loudness === 0 ? '' : `${signal} ${loudness}`;
      if (wanted === current) return;
      current = wanted;
      void context?.close();
      context = null;
      if (signal !== null && wanted !== '') start(signal, loudness);
    },
  };
}
