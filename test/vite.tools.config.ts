import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const entries = { models: here('../models/build.ts'), demo: here('demo/demo.ts'), bench: here('bench/bench.ts') };

/** The command line tools, bundled so that plain Node runs them: out/tools. */
export default defineConfig({
  root: here('..'),
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: here('../out/tools'),
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
      external: ['electron', 'onnxruntime-node', 'vite', /^playwright/, ...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
    },
  },
});
