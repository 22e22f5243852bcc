import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A sandboxed preload is one CommonJS file that may require electron alone. */
export default defineConfig({
  root: here('.'),
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'chrome130',
    outDir: here('../out/preload'),
    emptyOutDir: true,
    minify: false,
    rollupOptions: { input: { index: here('index.ts') }, external: ['electron'], output: { format: 'cjs', entryFileNames: '[name].cjs' } },
  },
});
