import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** main and its child processes, each an entry of its own beside the others in out/main. */
export default defineConfig({
  root: here('.'),
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node20',
    outDir: here('../out/main'),
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: {
        index: here('index.ts'),
        'media-process': here('media/process.ts'),
        'assist-process': here('assist/process.ts'),
        'recogniser-worker': here('assist/recogniser-worker.ts'),
        'sherpa-process': here('assist/sherpa-process.ts'),
        'practice-process': here('practice/process.ts'),
      },
      external: ['electron', 'onnxruntime-node', 'sherpa-onnx-node', ...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
    },
  },
});
