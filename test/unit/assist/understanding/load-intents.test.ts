import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
const load = (intents = starter, file = join(folder, 'head.json')) => loadTrainedIntents(intents, fakeEncoder, [file], log);
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

  it.each(['', '{"dataHash":', '{}', 'null', '[]'])('is trained anew when its file holds %j', async (content) => {
    await writeFile(join(folder, 'head.json'), content);
    await load();
    expect(trainings()).toBe(1);
    expect((await readFile(join(folder, 'head.json'), 'utf8')).length).toBeGreaterThan(1_000);
  });

  it('is trained anew when its weights are not of their length', async () => {
    await load();
    const file = join(folder, 'head.json');
    const stored = JSON.parse(await readFile(file, 'utf8')) as { head: { denseWeights: string } };
    stored.head.denseWeights = stored.head.denseWeights.slice(0, 400);
    await writeFile(file, JSON.stringify(stored));
    await load();
    expect(trainings()).toBe(2);
  });

  it('is kept in the first file that can be written, and read from any', async () => {
    const files = [join(folder, 'missing', 'head.json'), join(folder, 'head.json')];
    const first = await loadTrainedIntents(starter, fakeEncoder, files, log);
    expect(await loadTrainedIntents(starter, fakeEncoder, files, log)).toEqual(first);
    expect(trainings()).toBe(1);
  });

  it('works where it cannot be kept', async () => {
    const trained = await load(starter, join(folder, 'missing', 'head.json'));
    expect(trained.head.classes).toEqual(['a', 'b', 'none']);
    expect(entries.map(({ event }) => event)).toContain('intents.not-kept');
  });
});
