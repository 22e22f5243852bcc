import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const project = (name: string, options: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});
/** Integration tests that wait on sockets and timers most of their time: several run side by side. */
const SIGNALLING = 'test/integration/{sip-*,crm-*,records-*,practice-line,media-watchdog,media-hold,media-srtp}.test.ts';
/** Tests that play sound to real peers and wait for it: two share the two cores without either being late. */
const SOUND = 'test/integration/{media-*,webrtc-*}.test.ts';
const SCREENS = 'test/e2e/screens.test.ts';
const WINDOWS = { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false, retry: 1 };
const REAL_PEERS = { testTimeout: 60_000, hookTimeout: 60_000, retry: 1 };

export default defineConfig({
  plugins: [svelte()],
  test: {
    projects: [
      // One process for many files: these tests leave no state behind, and a process each would take thrice the time.
      project('unit', { testTimeout: 30_000, isolate: false }),
      project('contract', { testTimeout: 20_000, isolate: false }),
      // A second try, because ports and audio clocks are the machine's and not ours; the run still names what was tried twice.
      project('signalling', { ...REAL_PEERS, include: [SIGNALLING], maxWorkers: 3 }),
      project('sound', { ...REAL_PEERS, include: [SOUND], exclude: [SIGNALLING], maxWorkers: 2 }),
      // Real models: one file at a time, so that a timing is not another file's load.
      project('integration', { ...REAL_PEERS, exclude: [SIGNALLING, SOUND], fileParallelism: false }),
      // Screens wait for nobody: they run beside the tests that do.
      project('screens', { ...WINDOWS, include: [SCREENS] }),
      project('e2e', { ...WINDOWS, exclude: [SCREENS] }),
    ],
  },
});
