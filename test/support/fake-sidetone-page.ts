import type { Locale } from '../../preload/contract/primitives.ts';
import { createFakeSidetone, type FakeSidetone } from './fake-sidetone.ts';
import { SCENES, type SceneName } from './fake-sidetone-scenes.ts';

/** Runs in the page before the page's own script: puts the fake where the preload puts the real API. */
declare global {
  interface Window {
    fake: FakeSidetone;
  }
}

const asked = new URLSearchParams(window.location.search);
const name = asked.get('scene');
if (name !== null && name in SCENES) {
  const scene = SCENES[name as SceneName](Date.now());
  const locale = (asked.get('locale') ?? 'en') as Locale;
  window.fake = createFakeSidetone({ ...scene, app: { ...scene.app, locale } });
  Object.defineProperty(window, 'sidetone', { value: window.fake.api });
}
