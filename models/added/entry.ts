import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { AddModelFailure } from '../../preload/contract/models.ts';
import { RecogniserEntry } from '../manifest.ts';

/** The file that makes a folder a model: one entry as in manifest.json. */
export const ENTRY_FILE = 'sidetone-model.json';
const MOST_ENTRY_BYTES = 256 * 1024;

/** The entry of the model in this folder; `model-entry-missing` where the folder has none. Never throws. */
export async function readEntry(folder: string): Promise<Result<RecogniserEntry, AddModelFailure>> {
  const file = join(folder, ENTRY_FILE);
  let text: string;
  try {
    if ((await stat(file)).size > MOST_ENTRY_BYTES) return failure('model-entry-bad', `${ENTRY_FILE} is too large for a description.`, { detail: `more than ${MOST_ENTRY_BYTES} bytes` });
    text = await readFile(file, 'utf8');
  } catch {
    return failure('model-entry-missing', `There is no ${ENTRY_FILE} in it that can be read.`);
  }
  return parseEntry(text);
}

/** What the settings name; Moonshine takes its two files by their order. */
function filesNeeded(entry: RecogniserEntry): string[] {
  if (entry.engine === 'moonshine') return [];
  const { settings } = entry;
  return settings.family === 'sense-voice' ? [settings.model, settings.tokens] : [settings.encoder, settings.decoder, settings.joiner, settings.tokens];
}

/** Reads what somebody wrote; says the first thing that is wrong with it, and where. */
export function parseEntry(text: string): Result<RecogniserEntry, AddModelFailure> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return failure('model-entry-bad', `${ENTRY_FILE} is no JSON.`, { detail: error instanceof Error ? error.message : String(error) });
  }
  const read = RecogniserEntry.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return failure('model-entry-bad', `${ENTRY_FILE} does not describe a speech model.`, { detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
  }
  const paths = read.data.files.map(({ path }) => path.toLowerCase());
  if (new Set([...paths, ENTRY_FILE]).size !== paths.length + 1) return failure('model-entry-bad', `${ENTRY_FILE} names a file twice.`, { detail: 'files: every path once, in any case of letters' });
  const lacking = filesNeeded(read.data).find((path) => !read.data.files.some((file) => file.path === path));
  if (lacking !== undefined) return failure('model-entry-bad', `${ENTRY_FILE} lacks a file that its engine needs.`, { detail: `settings: ${lacking} is not among its files` });
  return success(read.data);
}
