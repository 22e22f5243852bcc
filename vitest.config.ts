import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const project = (name: string, options: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

export default defineConfig({
  plugins: [svelte()],
  test: {
    projects: [
      // One process for many files: these tests leave no state behind, and a process each would take thrice the time.
      project('unit', { testTimeout: 30_000, isolate: false }),
      project('contract', { testTimeout: 20_000, isolate: false }),
      // Real servers and real models: one file at a time, so that a timing is not another file's load.
      // A second try, because ports and audio clocks are the machine's and not ours; the run still names what was tried twice.
      project('integration', { testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false, retry: 1 }),
      project('e2e', { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false, retry: 1 }),
    ],
  },
});
