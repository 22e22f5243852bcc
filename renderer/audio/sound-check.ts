import { openMicrophone } from './microphone.ts';

/** About ten looks a second: smooth to the eye, cheap beside a call. */
const LOOK_EVERY_MS = 100;
const QUIETEST_DB = -60;

/** How loud the samples are, 0 (60 dB below full scale, or less) to 1. */
export function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  const db = 10 * Math.log10(Math.max(power, 1e-12));
  return Math.min(1, Math.max(0, 1 - db / QUIETEST_DB));
}

/** Listens to a microphone and tells its level until closed. */
export function listenToMicrophone(deviceId: string, onLevel: (level: number) => void): { close(): void } {
  let close: (() => void) | null = null;
  let isClosed = false;

  async function start(): Promise<void> {
    const microphone = await openMicrophone(deviceId);
    if (isClosed) return microphone.close();
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream([microphone.track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      onLevel(levelOf(samples));
    }, LOOK_EVERY_MS);
    close = () => {
      clearInterval(timer);
      microphone.close();
      void context.close();
    };
  }

  void start();
  return {
    close() {
      isClosed = true;
      close?.();
    },
  };
}

/** Three soft notes on a device, to hear which one it is. */
export async function playTestSound(deviceId: string): Promise<void> {
  const context = new AudioContext() as AudioContext & { setSinkId(sinkId: string): Promise<void> };
  await context.setSinkId(deviceId).catch(() => undefined); // gone meanwhile: heard on the default
  const gain = context.createGain();
  gain.gain.value = 0.1;
  gain.connect(context.destination);
  for (const [index, frequency] of [523, 659, 784].entries()) {
    const note = context.createOscillator();
    note.frequency.value = frequency;
    note.connect(gain);
    note.start(context.currentTime + index * 0.25);
    note.stop(context.currentTime + index * 0.25 + 0.2);
    if (index === 2) note.addEventListener('ended', () => void context.close());
  }
}
