import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadTrainedIntents } from '../../../../main/assist/understanding/load-intents.ts';
import type { KnownIntents } from '../../../../main/assist/understanding/known-intents.ts';
import { createLog, type LogEntry } from '../../../../main/platform/log.ts';
import { fakeEncoder } from '../../../support/fake-encoder.ts';

const starter: KnownIntents = {
  definitions: [{ intentId: 'a', label: 'Refund', examples: ['money back', 'I want my money', 'pay it back', 'refund it'] }, { intentId: 'b', label: 'Hours', examples: ['when open', 'open today', 'are you open', 'open late'] }],
  otherUtterances: ['hello', 'thank you', 'goodbye', 'one moment'],
  articlesOf: new Map(), dispositionOf: new Map(),
};

let folder: string;
let entries: LogEntry[];
const log = createLog((entry) => entries.push(entry));
const load = (intents = starter, file = join(folder, 'head.onnx')) => loadTrainedIntents(intents, fakeEncoder, [file], log);
const trainings = (): number => entries.filter(({ event }) => event === 'intents.trained').length;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'sidetone-head-')); entries = []; });
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the trained head', () => {
  it('is trained once and then read back the same', async () => {
    const first = await load();
    expect(await load()).toEqual(first);
    expect(trainings()).toBe(1);
  });

  it('is trained anew when an example changed', async () => {
    await load();
    await load({ ...starter, otherUtterances: [...starter.otherUtterances, 'what a day'] });
    expect(trainings()).toBe(2);
  });

  it.each(['', '{"dataHash":', '{}', 'null', '[]'])('is trained anew, with a line in the log, when its file holds %j', async (content) => {
    await writeFile(join(folder, 'head.onnx'), content);
    await load();
    expect(entries.map(({ event }) => event)).toEqual(['intents.head-damaged', 'intents.trained']);
    expect((await readFile(join(folder, 'head.onnx'))).length).toBeGreaterThan(1_000);
  });

  it.each(['cut short', 'changed in one weight'])('is trained anew, with a line in the log, when its file was %s', async (damage) => {
    const first = await load();
    const file = join(folder, 'head.onnx');
    const bytes = await readFile(file);
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 0x10;
    await writeFile(file, damage === 'cut short' ? bytes.subarray(0, middle) : bytes);
    expect(await load()).toEqual(first);
    expect(entries.map(({ event }) => event)).toEqual(['intents.trained', 'intents.head-damaged', 'intents.trained']);
  });

  it('of an earlier version, in JSON, is trained anew and its file goes', async () => {
    await writeFile(join(folder, 'head.json'), '{"dataHash":"1","head":{}}');
    await load(starter, join(folder, 'head.json'));
    expect(trainings()).toBe(1);
    expect(await readdir(folder)).toEqual(['head.onnx']);
  });

  it('is kept in the first file that can be written, and read from any', async () => {
    const files = [join(folder, 'missing', 'head.onnx'), join(folder, 'head.onnx')];
    const first = await loadTrainedIntents(starter, fakeEncoder, files, log);
    expect(await loadTrainedIntents(starter, fakeEncoder, files, log)).toEqual(first);
    expect(trainings()).toBe(1);
  });

  it('works where it cannot be kept', async () => {
    const trained = await load(starter, join(folder, 'missing', 'head.onnx'));
    expect(trained.head.classes).toEqual(['a', 'b', 'none']);
    expect(entries.map(({ event }) => event)).toContain('intents.not-kept');
  });
});
