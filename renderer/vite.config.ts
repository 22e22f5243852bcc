// eslint-disable-next-line no-restricted-imports -- this file configures the build and runs in Node
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [svelte()],
  build: { target: 'chrome130', outDir: here('../out/renderer'), emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
