import { mkdtemp, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';

/** Bundles one process entry as out/main would hold it, into a folder of its own under node_modules/.cache, so that externals resolve. */
export async function buildProcess(entry: string, external: readonly string[] = []): Promise<{ file: string; remove(): Promise<void> }> {
  const root = process.cwd();
  const directory = await mkdtemp(join(root, 'node_modules', '.built-process-'));
  await build({
    configFile: false, root, logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true, target: 'node20', outDir: directory, minify: false,
      rollupOptions: { input: { process: join(root, entry) }, external: ['electron', 'onnxruntime-node', ...external, ...builtinModules, /^node:/], output: { format: 'es', entryFileNames: '[name].mjs' } },
    },
  });
  return { file: join(directory, 'process.mjs'), remove: () => rm(directory, { recursive: true, force: true }) };
}
