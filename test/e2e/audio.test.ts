import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { median } from '../bench/row.ts';
import { launchApp, removeProfile, type LaunchedApp } from '../support/launch-app.ts';
import { startMediaGateway } from '../support/media-gateway-process.ts';
import { AGENT_WAV, measureSpeech } from '../support/page-audio.ts';

let app: LaunchedApp;
let media: Awaited<ReturnType<typeof startMediaGateway>>;
beforeAll(async () => {
  [app, media] = await Promise.all([launchApp({ microphoneWav: AGENT_WAV }), startMediaGateway()]);
});
afterAll(async () => {
  await app.close();
  await media.stop();
  await removeProfile(app.profile);
});

describe('speech through the page and the gateway in PCMU', () => {
  it('arrives as it was spoken, in both directions at once', async () => {
    const { toTrunk, fromTrunk, stats } = await measureSpeech(media, app.page, 15, false);
    expect(Math.min(toTrunk.length, fromTrunk.length)).toBeGreaterThanOrEqual(8);
    expect(median(toTrunk)).toBeGreaterThanOrEqual(0.95);
    expect(median(fromTrunk)).toBeGreaterThanOrEqual(0.95);
    expect(stats.packetsLost).toBe(0);
  });
});
