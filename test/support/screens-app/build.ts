import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';

const HERE = join(process.cwd(), 'test', 'support');

/** Bundles the tiny app into `folder`, and the fake into `folder`/fake.js. */
export async function buildScreensApp(folder: string): Promise<{ readonly fakeScript: string }> {
  await mkdir(folder, { recursive: true });
  await bundle({ entry: join(HERE, 'screens-app', 'main.ts'), outDir: folder, format: 'cjs', fileName: 'main.cjs', external: ['electron', /^node:/] });
  await bundle({ entry: join(HERE, 'fake-sidetone-page.ts'), outDir: folder, format: 'iife', fileName: 'fake.js', external: [] });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'sidetone-screens', main: 'main.cjs' }));
  return { fakeScript: join(folder, 'fake.js') };
}

interface Bundle {
  readonly entry: string;
  readonly outDir: string;
  readonly format: 'cjs' | 'iife';
  readonly fileName: string;
  readonly external: (string | RegExp)[];
}

async function bundle({ entry, outDir, format, fileName, external }: Bundle): Promise<void> {
  const config: InlineConfig = {
    configFile: false, logLevel: 'warn', publicDir: false,
    build: { outDir, emptyOutDir: false, minify: false, target: 'chrome130', lib: { entry, formats: [format], name: 'fake', fileName: () => fileName }, rollupOptions: { external } },
  };
  await build(config);
}
