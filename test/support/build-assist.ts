import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';

/** Bundles the assist process and its recogniser's thread side by side, as out/main holds them, into a folder of its own. */
export async function buildAssist(): Promise<{ entry: string; workerFile: URL; sherpaFile: URL; remove(): Promise<void> }> {
  const root = process.cwd();
  await mkdir(join(root, 'out'), { recursive: true });
  const directory = await mkdtemp(join(root, 'out', 'assist-under-test-'));
  await build({
    configFile: false, root, logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true, target: 'node20', outDir: directory, minify: false,
      rollupOptions: {
        input: { 'assist-process': join(root, 'main/assist/process.ts'), 'recogniser-worker': join(root, 'main/assist/recogniser-worker.ts'), 'sherpa-process': join(root, 'main/assist/sherpa-process.ts') },
        external: ['electron', 'onnxruntime-node', 'sherpa-onnx-node', ...builtinModules, /^node:/],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  });
  return {
    entry: join(directory, 'assist-process.js'),
    workerFile: new URL(`file://${join(directory, 'recogniser-worker.js')}`),
    sherpaFile: new URL(`file://${join(directory, 'sherpa-process.js')}`),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
