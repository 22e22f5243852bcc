import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { build } from 'vite';
import type { MediaSide } from '../../../main/media/media-side.ts';
import { failure, success } from '../../../preload/contract/result.ts';
import type { Speaker } from '../../../preload/contract/primitives.ts';
import { launchScreensApp, type ScreensApp } from '../screens-app/launch.ts';
import type { AudioPage } from './page.ts';

/** A real Chromium with the product's audio code and a file for a microphone. */
export interface AudioBrowser {
  readonly page: Page;
  /** The leg that the page's offers go to from now on. */
  useLeg(leg: MediaSide): void;
  apply(media: Parameters<AudioPage['apply']>[0]): Promise<void>;
  startRecording(): Promise<void>;
  recorded(speaker: Speaker): Promise<{ readonly firstSamples: readonly number[]; readonly samples: Float32Array }>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** @param microphoneWav played in a loop from the first capture on; null: no microphone */
export async function launchAudioBrowser(microphoneWav: string | null): Promise<AudioBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetone-audio-page-'));
  await build({
    configFile: false, logLevel: 'error', base: './', root: join(process.cwd(), 'test', 'support', 'media-chromium'),
    build: { target: 'chrome130', outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  // The switches of main/index.ts.
  const switches = ['--allow-loopback-in-peer-connection', '--disable-features=WebRtcHideLocalIpsWithMdns'];
  if (microphoneWav !== null) switches.push('--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${microphoneWav}`);
  let leg: MediaSide | null = null;
  let app: ScreensApp | null = null;
  try {
    app = await launchScreensApp([], { pageFolder: folder, switches });
    const { page } = app;
    await page.exposeFunction('connectCall', async (offerSdp: string) => {
      const answer = leg?.path === 'gateway' ? await leg.connectPage(offerSdp) : null;
      return answer?.ok === true ? answer.value : null;
    });
    await page.exposeFunction('attachCall', () => (leg?.path === 'trunk' ? leg.attach() : null));
    await page.exposeFunction('settleCall', ({ connectionId, orderId, sdp, message }: Parameters<Window['settleCall']>[0]) => {
      if (leg?.path === 'trunk') leg.settle(connectionId, orderId, sdp === null ? failure('media-failed', message) : success(sdp));
    });
    await page.exposeFunction('reportCall', (connectionId: number, report: Parameters<Window['reportCall']>[1]) => { if (leg?.path === 'trunk') leg.report(connectionId, report); });
    await page.goto('sidetone://app/index.html');
    const opened = app;
    return {
      page,
      useLeg: (next) => { leg = next; },
      apply: (media) => page.evaluate((told) => window.audioPage.apply(told), media),
      startRecording: () => page.evaluate(() => window.audioPage.startRecording()),
      async recorded(speaker) {
        const { firstSamples, samples } = await page.evaluate((which) => window.audioPage.recorded(which), speaker);
        const bytes = Buffer.from(samples, 'base64');
        return { firstSamples, samples: Float32Array.from({ length: bytes.length / 4 }, (_unused, index) => bytes.readFloatLE(4 * index)) };
      },
      reload: async () => void await page.reload(),
      async close() {
        await opened.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
