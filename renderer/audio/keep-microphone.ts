import type { Microphone } from './microphone.ts';

/**
 * Gives a microphone, and another one when it goes, or when devices change while there is none.
 *
 * @param open never rejects: silence stands in for a microphone that cannot be had
 * @param devices tells `devicechange` (Media Capture and Streams s. 9.2)
 * @param use each one in turn; the one of before is closed after it
 */
export function keepMicrophone(open: () => Promise<Microphone>, devices: EventTarget, use: (microphone: Microphone) => void): { close(): void } {
  let current: Microphone | null = null;
  let isOpening = false;
  let isClosed = false;

  async function renew(): Promise<void> {
    if (isOpening || isClosed) return;
    isOpening = true;
    const opened = await open();
    isOpening = false;
    if (isClosed) return opened.close();
    const previous = current;
    current = opened;
    opened.track.addEventListener('ended', () => { if (current === opened) void renew(); }, { once: true });
    use(opened);
    previous?.close();
  }

  // A person who unplugs a headset and plugs in another goes on talking.
  const onChange = (): void => { if (current !== null && current.state !== 'live') void renew(); };
  devices.addEventListener('devicechange', onChange);
  void renew();
  return {
    close() {
      isClosed = true;
      devices.removeEventListener('devicechange', onChange);
      current?.close();
    },
  };
}
