import type { AnnouncementLanguage } from '../../preload/contract/recording.ts';

const FILES: Readonly<Record<AnnouncementLanguage, string>> = {
  en: new URL('./announcements/en.wav', import.meta.url).href,
  'zh-CN': new URL('./announcements/zh-cn.wav', import.meta.url).href,
};

/** A sentence on its way to the far end. */
export interface Announcement {
  readonly voice: MediaStream;
  close(): void;
}

/** Plays once, from now on; `onEnd` after the last word, or at once when the sentence cannot be played, but not after close(). */
export function playAnnouncement(language: AnnouncementLanguage, onEnd: () => void): Announcement {
  const context = new AudioContext({ sinkId: { type: 'none' } } as AudioContextOptions);
  const destination = context.createMediaStreamDestination();
  let isClosed = false;
  const end = (): void => { if (!isClosed) onEnd(); };

  async function play(): Promise<void> {
    const response = await fetch(FILES[language]);
    const source = context.createBufferSource();
    source.buffer = await context.decodeAudioData(await response.arrayBuffer());
    source.connect(destination);
    source.addEventListener('ended', end);
    await context.resume();
    source.start();
  }

  void play().catch(end);
  return {
    voice: destination.stream,
    close() {
      isClosed = true;
      void context.close();
    },
  };
}
