import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAssist } from '../../main/assist/assist-client.ts';
import type { Assist, AssistFact } from '../../main/assist/assist.ts';
import type { AssistOrder } from '../../main/assist/protocol.ts';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { launchWithNode } from '../../main/platform/node-launcher.ts';
import type { ProcessLink } from '../../main/platform/process-link.ts';
import type { Utterance } from '../../preload/contract/assist.ts';
import { MEASURE_FIRST, type HearingSettings, type SpeedMeasurement } from '../../preload/contract/hearing.ts';
import { TAP_FRAME_SAMPLES } from '../../preload/contract/media.ts';
import { CallId } from '../../preload/contract/primitives.ts';
import { buildAssist } from '../support/build-assist.ts';
import { docxOf, pdfOf } from '../support/documents.ts';
import { inARow, readSpeechThroughG711 } from '../support/speech-files.ts';
import { wordErrorRate } from '../support/wer.ts';

const models = join(process.cwd(), 'models', 'files');
const starterDirectory = join(process.cwd(), 'main', 'assist', 'starter');
const callId = CallId.parse('call-1');
const REFUND = 'It is a coffee machine. I sent it back two weeks ago, and I am still waiting for my money.';
const caller = (name: string): Promise<Float32Array> => readSpeechThroughG711(join(process.cwd(), 'main', 'practice', 'callers', `${name}.wav`));

let built: Awaited<ReturnType<typeof buildAssist>>;
let assist: Assist;
let facts: AssistFact[];
let links: ProcessLink[];
let headFolder: string;

beforeAll(async () => {
  built = await buildAssist();
  headFolder = await mkdtemp(join(tmpdir(), 'intent-head-'));
});
afterAll(async () => {
  await built.remove();
  await rm(headFolder, { recursive: true, force: true });
});
afterEach(() => assist.stop());

/** Base is pinned: what is heard must not depend on how busy the machine is. */
function startAssist(modelsDirectory = models, entry = built.entry, hearing: HearingSettings = { pinnedModelId: 'moonshine-base-en', measured: null }): void {
  facts = [];
  links = [];
  assist = createAssist({
    launch(file, options) {
      const link = launchWithNode(file, options);
      links.push(link);
      return link;
    },
    entry, modelsDirectory, addedModelsDirectory: join(headFolder, 'models'), starterDirectory, headFile: join(headFolder, 'intent-head.onnx'), log: silentLog, clock: systemClock,
  });
  assist.subscribe((fact) => facts.push(fact));
  assist.useHearing(hearing);
  assist.start();
}

async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!condition() && performance.now() < endMs) await new Promise((resolve) => { setTimeout(resolve, 20); });
  expect(condition(), JSON.stringify(facts.slice(-3))).toBe(true);
}
const untilListening = (): Promise<void> => until(() => assist.status.kind === 'ready', 30_000);
const order = (message: AssistOrder): void => links.at(-1)?.send(message);

/** A tap without a port: frames go the way of the orders. `ratio` is how much faster than life. */
async function speak(pcm: Float32Array, ratio: number): Promise<void> {
  order({ kind: 'attach-tap', callId, speaker: 'caller' });
  for (let firstSample = 0; firstSample + TAP_FRAME_SAMPLES <= pcm.length; firstSample += TAP_FRAME_SAMPLES) {
    order({ kind: 'frame', callId, speaker: 'caller', frame: { firstSample, pcm: pcm.slice(firstSample, firstSample + TAP_FRAME_SAMPLES) } });
    if (firstSample % (32 * TAP_FRAME_SAMPLES) === 0) await new Promise((resolve) => { setTimeout(resolve, 1_024 / ratio); });
  }
}
const utterances = (state: Utterance['state']): Utterance[] => facts.flatMap((fact) => (fact.kind === 'utterance' && fact.utterance.state === state ? [fact.utterance] : []));

describe('the assist process', () => {
  it('times the model on its first run, says which one listens and why, and changes it when told (S05)', async () => {
    const kept: SpeedMeasurement[] = [];
    startAssist(models, built.entry, MEASURE_FIRST);
    assist.onMeasured((measured) => kept.push(measured));
    await untilListening();
    expect(kept).toMatchObject([{ modelId: 'moonshine-base-en', hasFallenBehind: false }]);
    const factor = kept[0]?.realTimeFactor ?? 0;
    expect(factor).toBeGreaterThan(0.005);
    expect(assist.status).toMatchObject({ engine: factor <= 0.25 ? 'moonshine-base-en' : 'moonshine-tiny-en', choice: { reason: factor <= 0.25 ? 'fast-enough' : 'too-slow', realTimeFactor: factor, available: ['moonshine-base-en', 'moonshine-tiny-en'] } });
    assist.useHearing({ pinnedModelId: 'moonshine-tiny-en', measured: null });
    await until(() => assist.status.kind === 'ready' && assist.status.choice?.reason === 'pinned', 20_000);
    expect(assist.status).toMatchObject({ engine: 'moonshine-tiny-en' });
  });

  it('hears a caller, names the intent, offers cards while they speak and sums up within 2 s of the end', async () => {
    startAssist();
    expect(assist.status.kind).toBe('starting');
    await untilListening();
    assist.beginCall(callId, Date.now(), []);
    await speak(inARow([await caller('refund-1'), await caller('refund-2')], 1_000), 1);
    await until(() => utterances('final').length >= 2, 10_000);
    const hungUpMs = performance.now();
    const { utterances: heard, summary } = await assist.endCall(callId);
    expect(performance.now() - hungUpMs).toBeLessThan(2_000);
    expect(wordErrorRate(`Hello, good morning. I would like a refund for something I bought from you. ${REFUND}`, heard.map(({ text }) => text).join(' ')), JSON.stringify(heard)).toBeLessThan(0.12);
    expect(utterances('partial').length).toBeGreaterThan(2);
    expect(facts.filter(({ kind }) => kind === 'intents').length).toBeGreaterThan(0);
    const cards = facts.flatMap((fact) => (fact.kind === 'suggestions' ? fact.suggestions : []));
    expect(cards.map(({ title }) => title.toLowerCase()).join()).toContain('refund');
    expect(summary.reason).not.toBeNull();
    expect(summary.saysLittleBecause).not.toBe('assist-was-off');
  });

  it('takes no harm from junk on a tap', async () => {
    startAssist();
    await untilListening();
    assist.beginCall(callId, Date.now(), []);
    order({ kind: 'attach-tap', callId, speaker: 'caller' });
    for (const frame of [null, 'noise', { firstSample: -1, pcm: new Float32Array(512) }, { firstSample: 0, pcm: new Float32Array(7) }, { firstSample: 1e300, pcm: [] }, { firstSample: 0, pcm: new Float32Array(512).fill(Number.NaN) }]) order({ kind: 'frame', callId, speaker: 'caller', frame } as never);
    links.at(-1)?.send({ kind: 'no-such-order' });
    await speak(inARow([await caller('refund-6')], 800), 2);
    const { utterances: heard } = await assist.endCall(callId);
    expect(heard.map(({ text }) => text.toLowerCase()).join(' ')).toContain('thank you');
    expect(links).toHaveLength(1);
  });

  it('comes back after it was killed in mid-call, goes on numbering, and the call ends with what both have heard', async () => {
    startAssist();
    await untilListening();
    assist.beginCall(callId, Date.now(), []);
    await speak(inARow([await caller('refund-2')], 900), 2);
    await until(() => utterances('final').length > 0, 5_000);
    links.at(-1)?.kill();
    await until(() => assist.status.kind === 'starting', 5_000);
    await untilListening();
    expect(links).toHaveLength(2);
    const before = utterances('final');
    assist.beginCall(callId, Date.now() - 8_000, before);
    await speak(inARow([await caller('refund-6')], 900), 2);
    const { utterances: heard } = await assist.endCall(callId);
    expect(heard.slice(0, before.length)).toEqual(before);
    expect(heard.length).toBeGreaterThan(before.length);
    expect(new Set(heard.map(({ utteranceId }) => utteranceId)).size).toBe(heard.length);
    expect(heard.at(-1)?.startMs).toBeGreaterThan(7_900);
  });

  it('ends a call within 2 s with the words it has while the process is gone', async () => {
    startAssist();
    await untilListening();
    assist.beginCall(callId, Date.now(), []);
    await speak(inARow([await caller('refund-2')], 900), 2);
    await until(() => utterances('final').length > 0, 5_000);
    links.at(-1)?.kill();
    const ended = assist.endCall(callId);
    const startedMs = performance.now();
    const { utterances: heard, summary } = await ended;
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(heard.length).toBeGreaterThan(0);
    expect(summary).toMatchObject({ saysLittleBecause: 'assist-restarted', reason: { text: heard[0]?.text } });
  });

  it('searches the articles and reads another folder of them, and what is put there within two seconds', async () => {
    startAssist();
    await untilListening();
    const found = await assist.search('how long does a refund take');
    expect(found.ok && found.value.map(({ title }) => title.toLowerCase()).join()).toContain('refund');
    expect(await assist.useKnowledgeFolder('/nowhere/at/all')).toMatchObject({ ok: false, error: { code: 'folder-unreadable' } });
    const folder = await mkdtemp(join(tmpdir(), 'articles-'));
    await cp(join(starterDirectory, 'articles'), folder, { recursive: true });
    const read = await assist.useKnowledgeFolder(folder);
    expect(read.ok && read.value.articles).toBeGreaterThan(24);
    const before = assist.knowledge.articles;
    await writeFile(join(folder, 'boats.pdf'), pdfOf('# Renting a boat', 'A rowing boat is twelve dollars an hour.'));
    await writeFile(join(folder, 'tents.docx'), docxOf('# Renting a tent', 'A tent for four is thirty dollars a night.'));
    await until(() => assist.knowledge.articles === before + 2, 2_000);
    const boat = await assist.search('how much is a rowing boat');
    expect(boat.ok && boat.value[0]).toMatchObject({ title: 'Renting a boat', source: 'boats.pdf' });
    await rm(folder, { recursive: true });
  });

  it.each([
    ['missing', 'model-missing', (file: string) => rm(file)],
    ['damaged', 'model-corrupt', (file: string) => truncate(file, 1_000)],
  ] as const)('is off, and says so, where a model file is %s', async (_, code, harm) => {
    const directory = await mkdtemp(join(tmpdir(), 'models-'));
    await cp(models, directory, { recursive: true });
    await harm(join(directory, 'silero-vad.onnx'));
    startAssist(directory);
    await until(() => assist.status.kind === 'off', 20_000);
    expect(assist.status).toMatchObject({ kind: 'off', failure: { code } });
    assist.beginCall(callId, Date.now(), []);
    expect(await assist.search('refund')).toMatchObject({ ok: false, error: { code: 'assist-off' } });
    expect((await assist.endCall(callId)).summary.saysLittleBecause).toBe('assist-was-off');
    await rm(directory, { recursive: true });
  });

  it('still writes down what is said where only the understanding lacks its model', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'models-'));
    await cp(models, directory, { recursive: true });
    await rm(join(directory, 'sentence-encoder.onnx'));
    startAssist(directory);
    await until(() => assist.status.kind === 'degraded', 20_000);
    expect(assist.status).toMatchObject({ failure: { code: 'model-missing' } });
    assist.beginCall(callId, Date.now(), []);
    await speak(inARow([await caller('refund-6')], 900), 2);
    const { utterances: heard, summary } = await assist.endCall(callId);
    expect(heard.length).toBeGreaterThan(0);
    expect(summary.saysLittleBecause).toBe('assist-was-off');
    await rm(directory, { recursive: true });
  });

  it('does not keep starting at full speed a process that cannot start', async () => {
    startAssist(models, join(process.cwd(), 'out', 'no-such-process.js'));
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    expect(links.length).toBeLessThan(4);
    expect((await assist.endCall(callId)).summary.saysLittleBecause).not.toBeNull();
  });
});

