import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AddModelFailure, ModelRelease } from '../../preload/contract/models.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { RecogniserEntry, RecogniserOf } from '../manifest.ts';
import { readOnnxMetadata } from '../onnx/read-metadata.ts';
import { sha256OfFile } from '../verify.ts';

type Settings = RecogniserOf<'sherpa-onnx'>['settings'];

/** An unpacked folder of the release "asr-models" of k2-fsa/sherpa-onnx, as its files tell. */
export interface FoundRelease {
  readonly release: ModelRelease;
  readonly settings: Settings;
}

const TOKENS = 'tokens.txt';
const SENSE_VOICE_LANGUAGES = ['zh', 'yue', 'en', 'ja', 'ko'];
/** In the releases' names, where they are spelled out. */
const SPELLED: Readonly<Record<string, string>> = { korean: 'ko', russian: 'ru', vietnamese: 'vi', thai: 'th', english: 'en', chinese: 'zh', japanese: 'ja', french: 'fr', german: 'de', spanish: 'es' };

/** Says which model a folder without an entry holds; by the names of its files and by what they say of themselves. */
export async function readRelease(folder: string): Promise<Result<FoundRelease, AddModelFailure>> {
  const names = (await readdir(folder)).toSorted();
  const onnx = names.filter((name) => name.endsWith('.onnx'));
  if (onnx.length === 0) return failure('model-entry-missing', 'There is neither a sidetone-model.json nor a model of sherpa-onnx in it.');
  if (!names.includes(TOKENS) || !(await isTokenList(join(folder, TOKENS)))) return failure('model-file-missing', 'A file of the model is missing or cannot be read.', { detail: TOKENS });
  const encoder = preferred(onnx, 'encoder', true);
  return encoder === null ? readSingle(folder, onnx) : readTransducer(folder, onnx, encoder);
}

async function readSingle(folder: string, onnx: readonly string[]): Promise<Result<FoundRelease, AddModelFailure>> {
  const model = preferred(onnx, 'model', true);
  if (model === null) return failure('model-file-missing', 'A file of the model is missing or cannot be read.', { detail: 'model.onnx' });
  const facts = await readOnnxMetadata(join(folder, model));
  if (facts === null) return failure('model-file-wrong', 'A file of the model is damaged.', { detail: `${model}: it is no ONNX model` });
  if (!facts.has('lfr_window_size') || !facts.has('lang_auto')) return unknownFamily(model, facts);
  return success({ release: { name: basename(folder), family: 'sense-voice', languages: SENSE_VOICE_LANGUAGES, suggested: null }, settings: { family: 'sense-voice', model, tokens: TOKENS } });
}

async function readTransducer(folder: string, onnx: readonly string[], encoder: string): Promise<Result<FoundRelease, AddModelFailure>> {
  // As the releases' own examples have it: the decoder is small, and loses most by whole-number weights.
  const decoder = preferred(onnx, 'decoder', false);
  const joiner = preferred(onnx, 'joiner', true);
  const lacking = decoder === null ? 'decoder….onnx' : joiner === null ? 'joiner….onnx' : null;
  if (decoder === null || joiner === null) return failure('model-file-missing', 'A file of the model is missing or cannot be read.', { detail: lacking ?? '' });
  for (const file of [encoder, decoder, joiner]) {
    const facts = await readOnnxMetadata(join(folder, file));
    if (facts === null) return failure('model-file-wrong', 'A file of the model is damaged.', { detail: `${file}: it is no ONNX model` });
    // Only an encoder that takes its sound in chunks says how long they are.
    if (file === encoder && !facts.has('decode_chunk_len') && !facts.has('chunk_shift')) return unknownFamily(file, facts);
  }
  const languages = languagesIn(basename(folder));
  return success({ release: { name: basename(folder), family: 'streaming-transducer', languages, suggested: languages.length === 1 ? languages[0] ?? null : null }, settings: { family: 'streaming-transducer', encoder, decoder, joiner, tokens: TOKENS } });
}

function unknownFamily(file: string, facts: ReadonlyMap<string, string>) {
  return failure('model-family-unknown', 'This is a model of sherpa-onnx, but neither SenseVoice nor a streaming transducer.', { detail: `${file}: ${facts.get('model_type') ?? facts.get('comment') ?? 'no model_type'}` });
}

/** The file that begins with this word, the one with whole-number weights (int8) or without; either where there is no other. */
function preferred(names: readonly string[], word: string, isInt8: boolean): string | null {
  const fitting = names.filter((name) => name === `${word}.onnx` || name.startsWith(`${word}.`) || name.startsWith(`${word}-`));
  return fitting.find((name) => name.includes('.int8.') === isInt8) ?? fitting[0] ?? null;
}

/** Lines of a token and its number. */
async function isTokenList(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1_024), 0, 1_024, 0);
    return /^\S* ?\d+\r?$/.test(buffer.toString('utf8', 0, bytesRead).split('\n')[0] ?? '');
  } finally {
    await file.close();
  }
}

/** The languages in a release's name: "…-bilingual-zh-en-2023-02-20" → zh, en. */
function languagesIn(name: string): string[] {
  const known = new Set([...Object.values(SPELLED), 'yue', 'ar', 'bn', 'id', 'it', 'pt', 'uk']);
  const parts = name.toLowerCase().split(/[-_]/).map((part) => SPELLED[part] ?? part);
  return [...new Set(parts.filter((part) => known.has(part)))];
}

/** The entry that the folder lacks: files counted and hashed, the language as the person says. */
export async function entryOfRelease(folder: string, { release, settings }: FoundRelease, language: string | null): Promise<RecogniserEntry> {
  const paths = settings.family === 'sense-voice' ? [settings.model, settings.tokens] : [settings.encoder, settings.decoder, settings.joiner, settings.tokens];
  const files = await Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(join(folder, path))).size, sha256: await sha256OfFile(join(folder, path)) })));
  return {
    id: idOf(release.name), name: release.name.slice(0, 200), task: 'speech-recognition', engine: 'sherpa-onnx', language, sampleRateHz: 16_000,
    licence: { spdx: 'NOASSERTION', note: 'Added from a folder of the release "asr-models" of k2-fsa/sherpa-onnx; its page names the licence.' },
    files, settings,
  };
}

/** A name that can be a folder's on every system. */
function idOf(name: string): string {
  const id = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, 100);
  return id === '' ? 'own-model' : id;
}
