import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProcessRecogniser } from '../../main/assist/hearing/process-recogniser.ts';
import type { Recogniser } from '../../main/assist/hearing/recogniser.ts';
import type { RecogniserOf } from '../../models/manifest.ts';
import { buildAssist } from '../support/build-assist.ts';
import { noiseBursts, senseVoiceFiles, transducerFiles } from '../support/sherpa-models.ts';

type SherpaEntry = RecogniserOf<'sherpa-onnx'>;
const entry = (settings: SherpaEntry['settings'], language: string | null): SherpaEntry =>
  ({ id: 'own', task: 'speech-recognition', engine: 'sherpa-onnx', language, sampleRateHz: 16_000, licence: { spdx: 'Apache-2.0', note: '' }, files: [], settings });
const SENSE_VOICE = { family: 'sense-voice', model: 'model.onnx', tokens: 'tokens.txt' } as const;
const TRANSDUCER = { family: 'streaming-transducer', encoder: 'encoder.onnx', decoder: 'decoder.onnx', joiner: 'joiner.onnx', tokens: 'tokens.txt' } as const;

let built: Awaited<ReturnType<typeof buildAssist>>;
let folder: string;
const running: Recogniser[] = [];

beforeAll(async () => {
  built = await buildAssist();
  folder = await mkdtemp(join(tmpdir(), 'sherpa-'));
  await write('sense-voice', senseVoiceFiles());
  await write('transducer', transducerFiles());
});
afterAll(async () => {
  await Promise.all(running.map((recogniser) => recogniser.close()));
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  for (const [path, bytes] of Object.entries(files)) await writeFile(join(folder, name, path), bytes);
}

async function start(name: string, model: SherpaEntry, onGone: (error: Error) => void = () => undefined): Promise<Recogniser> {
  const recogniser = await startProcessRecogniser(built.sherpaFile, { directory: join(folder, name), model }, onGone);
  running.push(recogniser);
  return recogniser;
}
const textOf = async (recogniser: Recogniser, pcm: Float32Array): Promise<string | undefined> => (await recogniser.recognise(pcm, { hasSpeech: true }))?.text;

describe('the engine sherpa-onnx, the real library on models of its shapes', () => {
  it.each([[null, '你好你'], ['zh', '你好你'], ['en', '你 yes你'], ['ja', '你はい你'], ['ko', '你네你'], ['yue', '你係你']] as const)('decodes a SenseVoice model and tells it the language %s', async (language, heard) => {
    const recogniser = await start('sense-voice', entry(SENSE_VOICE, language));
    expect(await textOf(recogniser, noiseBursts(['soft', 'loud', 'soft']))).toBe(heard);
    expect(await textOf(recogniser, new Float32Array(16_000))).toBe('');
    expect(await textOf(recogniser, new Float32Array(100))).toBe('');
  });

  it('decodes a streaming zipformer to the end of the sound, piece after piece', async () => {
    const recogniser = await start('transducer', entry(TRANSDUCER, 'en'));
    expect(await textOf(recogniser, noiseBursts(['soft', 'loud', 'soft']))).toBe('hello world hello');
    expect(await textOf(recogniser, noiseBursts(['loud']))).toBe('world');
    expect(await textOf(recogniser, new Float32Array(16_000))).toBe('');
  });

  it.each([
    ['over the model', ''],
    ['over a sound', "process.once('message', () => process.send({ kind: 'ready' }));"],
  ])('is ended where it hangs %s', async (_, script) => {
    const file = join(folder, 'hangs.cjs');
    await writeFile(file, `${script} process.on('message', () => undefined); setInterval(() => undefined, 1_000);`);
    const gone: string[] = [];
    const hanging = startProcessRecogniser(pathToFileURL(file), { directory: folder, model: entry(SENSE_VOICE, null) }, (error) => gone.push(error.message), 400);
    await expect(hanging.then((recogniser) => recogniser.recognise(new Float32Array(16_000), { hasSpeech: true }))).rejects.toThrow('It took more than 400 ms.');
    expect(gone.length).toBe(script === '' ? 0 : 1);
  });

  it.each([
    ['is no model', 'model.onnx', Buffer.alloc(3_000, 7), /Protobuf/],
    ['is another model', 'model.onnx', transducerFiles()['joiner.onnx'], /vocab_size/],
    ['is missing', 'model.onnx', null, /check your config/],
  ] as const)('fails with the library’s own words, and takes nothing along, where a file %s', async (_, file, bytes, words) => {
    await write('bad', senseVoiceFiles());
    if (bytes === null) await rm(join(folder, 'bad', file));
    else await writeFile(join(folder, 'bad', file), bytes);
    await expect(start('bad', entry(SENSE_VOICE, null))).rejects.toThrow(words);
  });
});
