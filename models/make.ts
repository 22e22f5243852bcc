import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchPackage } from './fetch-package.ts';
import type { EntryOf, ModelEntry, ModelManifest, PackageFile } from './manifest.ts';
import { checkEncoder } from './universal-sentence-encoder/check.ts';
import { buildEncoderGraph } from './universal-sentence-encoder/graph.ts';
import { readWeights } from './universal-sentence-encoder/weights.ts';
import { sha256OfFile, verifyModel } from './verify.ts';

interface Places {
  /** Where the model files go. */
  readonly models: string;
  /** Where unpacked packages are kept between the models of one package; emptied by the caller. */
  readonly packages: string;
}

/**
 * Makes every model file of the manifest that is not there yet, or not what it should be.
 *
 * @param say told what happens, a line at a time
 * @returns the ids of the models that were made; rejects with what went wrong and what to do
 */
export async function makeModels(manifest: ModelManifest, places: Places, say: (line: string) => void, fetch: typeof fetchPackage = fetchPackage): Promise<readonly string[]> {
  await mkdir(places.models, { recursive: true });
  const made: string[] = [];
  const fetched = new Map<string, Promise<string>>();
  for (const model of manifest.models) {
    if ((await verifyModel(places.models, model)).ok) continue;
    const { package: name, version } = model.source;
    const source = fetched.get(name) ?? fetch(places.packages, name, version, wantedOf(manifest, name).map(({ from }) => from));
    if (!fetched.has(name)) say(`${model.id}: fetching ${name}@${version}`);
    fetched.set(name, source);
    await makeModel(model, await source, places.models, say);
    const verified = await verifyModel(places.models, model);
    if (!verified.ok) throw new Error(`${model.id}: ${verified.error.message} (${verified.error.detail ?? ''})`);
    say(`${model.id}: ready`);
    made.push(model.id);
  }
  return made;
}

/** Every file that any model takes from the package. */
function wantedOf(manifest: ModelManifest, name: string): PackageFile[] {
  return manifest.models.filter(({ source }) => source.package === name).flatMap(packageFiles);
}

function packageFiles(model: ModelEntry): PackageFile[] {
  const copied = model.files.flatMap(({ from, bytes, sha256 }) => (from === undefined ? [] : [{ from, bytes, sha256 }]));
  return model.engine === 'universal-sentence-encoder' ? [...copied, ...model.inputs] : copied;
}

async function makeModel(model: ModelEntry, source: string, directory: string, say: (line: string) => void): Promise<void> {
  for (const { from, sha256 } of packageFiles(model)) {
    const found = await sha256OfFile(join(source, from));
    if (found !== sha256) throw new Error(`${model.source.package}@${model.source.version} holds another ${from} than the manifest names (sha256 ${found}). Nothing was changed; do not use this package.`);
  }
  for (const { from, path } of model.files) {
    if (from !== undefined) await putInPlace(join(directory, path), async (temporary) => writeFile(temporary, await readFile(join(source, from))));
  }
  if (model.engine === 'universal-sentence-encoder') await makeEncoder(model, source, directory, say);
}

async function makeEncoder(model: EntryOf<'universal-sentence-encoder'>, source: string, directory: string, say: (line: string) => void): Promise<void> {
  const [graph, ...shards] = await Promise.all(model.inputs.map(({ from }) => readFile(join(source, from))));
  const bytes = buildEncoderGraph(readWeights((graph ?? Buffer.alloc(0)).toString('utf8'), shards));
  const path = model.files.find(({ from }) => from === undefined)?.path ?? '';
  await putInPlace(join(directory, path), async (temporary) => {
    await writeFile(temporary, bytes);
    say(`${model.id}: built, agrees with the known vectors to ${(await checkEncoder(temporary)).toFixed(4)}`);
  });
}

/** Nobody ever sees half a file: it is written beside its place and renamed. */
async function putInPlace(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.${process.pid}.part`;
  try {
    await write(temporary);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}
