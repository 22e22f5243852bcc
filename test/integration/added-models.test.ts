import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAssist } from '../../main/assist/assist-client.ts';
import type { Assist } from '../../main/assist/assist.ts';
import { openModelDesk } from '../../main/assist/model-desk.ts';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { launchWithNode } from '../../main/platform/node-launcher.ts';
import type { ProcessLink } from '../../main/platform/process-link.ts';
import { TAP_FRAME_SAMPLES } from '../../preload/contract/media.ts';
import { CallId } from '../../preload/contract/primitives.ts';
import { success } from '../../preload/contract/result.ts';
import { buildAssist } from '../support/build-assist.ts';
import { packOwnMoonshine, writeOwnSenseVoice } from '../support/own-model.ts';
import { inARow, readSpeechThroughG711 } from '../support/speech-files.ts';
import { wordErrorRate } from '../support/wer.ts';

const modelsDirectory = join(process.cwd(), 'models', 'files');
const starterDirectory = join(process.cwd(), 'main', 'assist', 'starter');
const callId = CallId.parse('call-1');
const REFUND = 'It is a coffee machine. I sent it back two weeks ago, and I am still waiting for my money.';

let built: Awaited<ReturnType<typeof buildAssist>>;
let folder: string;
let addedModelsDirectory: string;
let assist: Assist;
let link: ProcessLink;

beforeAll(async () => {
  built = await buildAssist();
  folder = await mkdtemp(join(tmpdir(), 'own-model-'));
  addedModelsDirectory = join(folder, 'models');
});
afterAll(async () => {
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => assist.stop());

async function startAssist(pinnedModelId: string): Promise<void> {
  assist = createAssist({
    launch: (file, options) => (link = launchWithNode(file, options)),
    entry: built.entry, modelsDirectory, addedModelsDirectory, starterDirectory, headFile: join(folder, 'intent-head.onnx'), log: silentLog, clock: systemClock,
  });
  assist.useHearing({ pinnedModelId, measured: null });
  assist.start();
  await expect.poll(() => assist.status.kind, { timeout: 30_000 }).not.toBe('starting');
}

/** What is heard of a caller whose frames arrive at once, as soon as it says what is expected. */
async function hear(name: string, expected: string | RegExp = 'money'): Promise<string> {
  const pcm = inARow([await readSpeechThroughG711(join(process.cwd(), 'main', 'practice', 'callers', `${name}.wav`))], 1_000);
  assist.beginCall(callId, Date.now(), []);
  link.send({ kind: 'attach-tap', callId, speaker: 'caller' });
  for (let firstSample = 0; firstSample + TAP_FRAME_SAMPLES <= pcm.length; firstSample += TAP_FRAME_SAMPLES) link.send({ kind: 'frame', callId, speaker: 'caller', frame: { firstSample, pcm: pcm.slice(firstSample, firstSample + TAP_FRAME_SAMPLES) } });
  const finals: string[] = [];
  const stop = assist.subscribe((fact) => { if (fact.kind === 'utterance' && fact.utterance.state === 'final') finals.push(fact.utterance.text); });
  await expect.poll(() => finals.join(' '), { timeout: 20_000 }).toMatch(expected);
  stop();
  return finals.join(' ');
}

describe('a model that the person added', () => {
  it('listens to a real caller, gives way to one of the product once a file is damaged, and can be removed', async () => {
    const packed = join(folder, 'my-model.zip');
    await writeFile(packed, await packOwnMoonshine(modelsDirectory, 'own-tiny'));
    let pinned: string | null = 'own-tiny';
    const desk = await openModelDesk({ directory: addedModelsDirectory, pick: () => Promise.resolve(packed), pinnedModelId: () => pinned, unpin: () => { pinned = null; return Promise.resolve(success()); }, onChange: () => undefined });
    expect(await desk.add('package')).toEqual({ ok: true, value: { kind: 'added', modelId: 'own-tiny' } });
    expect(desk.list()).toMatchObject([{ name: 'A model of my own', language: 'en', licence: 'MIT', bytes: 28_180_947 }]);

    await startAssist('own-tiny');
    expect(assist.status).toMatchObject({ kind: 'ready', engine: 'own-tiny', choice: { reason: 'pinned' } });
    expect(wordErrorRate(REFUND, await hear('refund-2'))).toBeLessThan(0.2);
    await assist.stop();

    await truncate(join(addedModelsDirectory, 'own-tiny', 'moonshine-tiny-decoder.onnx'), 1_000);
    await startAssist('own-tiny');
    expect(assist.status).toMatchObject({ kind: 'degraded', failure: { code: 'added-model-failed', detail: 'The model file moonshine-tiny-decoder.onnx is damaged or missing: 1000 bytes instead of 20243286.' } });
    expect(assist.status).toHaveProperty('engine', expect.stringMatching(/^moonshine-/));
    expect(wordErrorRate(REFUND, await hear('refund-2'))).toBeLessThan(0.2);

    expect(await desk.remove('own-tiny')).toEqual({ ok: true });
    expect([desk.list(), pinned]).toEqual([[], null]);
  });

  it('may be one for sherpa-onnx, whose process may die: the words of that moment come from a model of the product', async () => {
    const brought = await writeOwnSenseVoice(join(folder, 'sense-voice'));
    const desk = await openModelDesk({ directory: addedModelsDirectory, pick: () => Promise.resolve(brought), pinnedModelId: () => null, unpin: () => Promise.resolve(success()), onChange: () => undefined });
    expect(await desk.add('folder')).toMatchObject({ ok: true, value: { modelId: 'own-sense-voice' } });
    await startAssist('own-sense-voice');
    expect(assist.status).toMatchObject({ kind: 'ready', engine: 'own-sense-voice' });
    expect(await hear('refund-2', /[你好]/u)).toMatch(/^[你好\s]+$/u);
    await assist.endCall(callId);

    for (const pid of await childrenOf(link.pid ?? 0)) process.kill(pid, 'SIGKILL');
    expect(wordErrorRate(REFUND, await hear('refund-2'))).toBeLessThan(0.2);
    expect(assist.status).toMatchObject({ kind: 'degraded', failure: { code: 'added-model-failed', detail: expect.stringContaining('SIGKILL') as string } });
  });
});

/** The processes that a process started, as Linux tells them. */
async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8')));
  return lists.flatMap((list) => list.trim().split(' ').filter((text) => text !== '').map(Number));
}
