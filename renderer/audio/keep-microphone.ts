import type { Microphone } from './microphone.ts';

interface Wanted {
  readonly deviceId: string;
  readonly key: string;
}

interface MicrophoneOptions {
  /** The device to use now; another key is other hardware. */
  readonly wanted: () => Promise<Wanted>;
  /** Never rejects: silence stands in for a microphone that cannot be had. */
  readonly open: (deviceId: string) => Promise<Microphone>;
  /** Devices came or went, or the person chose another. */
  readonly onChange: (listener: () => void) => () => void;
  /** Each microphone in turn; the one of before is closed after it. */
  readonly use: (microphone: Microphone) => void;
}

const isAlive = ({ state, track }: Microphone): boolean => state === 'live' && track.readyState !== 'ended';

/** Keeps the wanted microphone open: another one when it is chosen, unplugged, plugged in again, or when the system's default moves. */
export function keepMicrophone({ wanted, open, onChange, use }: MicrophoneOptions): { close(): void } {
  let current: { readonly microphone: Microphone; readonly key: string } | null = null;
  let isRenewing = false;
  let isAskedAgain = false;
  let isClosed = false;
  /** The browser keeps tracks, and whatever listens to them, long after they have ended. */
  const listening = new AbortController();

  async function renew(): Promise<void> {
    if (isRenewing) {
      isAskedAgain = true;
      return;
    }
    isRenewing = true;
    await openUnless((key) => current?.key === key && isAlive(current.microphone));
    while (isAskedAgain && !isClosed) {
      isAskedAgain = false;
      await openUnless((key) => current?.key === key); // the same one was tried a moment ago
    }
    isRenewing = false;
  }

  async function openUnless(isInUse: (key: string) => boolean): Promise<void> {
    const { deviceId, key } = await wanted();
    if (isClosed || isInUse(key)) return;
    const microphone = await open(deviceId);
    if (isClosed) return microphone.close();
    const previous = current?.microphone;
    current = { microphone, key };
    microphone.track.addEventListener('ended', () => { if (current?.microphone === microphone) void renew(); }, { once: true, signal: listening.signal });
    use(microphone);
    previous?.close();
  }

  const stopListening = onChange(() => void renew());
  void renew();
  return {
    close() {
      isClosed = true;
      stopListening();
      listening.abort();
      current?.microphone.close();
    },
  };
}
