import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeModels } from './make.ts';
import { modelManifest } from './manifest.ts';

/** `npm run models`, run in the checkout's root: fetches, verifies and builds what models/files lacks. */
const places = { models: join(process.cwd(), 'models', 'files'), packages: join(process.cwd(), '.runtime', 'model-packages') };

try {
  const made = await makeModels(modelManifest, places, (line) => console.log(`models: ${line}`));
  if (made.length === 0) console.log(`models: all ${modelManifest.models.length} are there`);
} catch (error) {
  console.error(`models: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await rm(places.packages, { recursive: true, force: true });
}
