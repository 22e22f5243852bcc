import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIntentSet } from '../../main/assist/understanding/known-intents.ts';
import { createUnderstanding, type Understanding } from '../../main/assist/understanding/understanding.ts';
import { isNotWorse } from '../../main/learning/is-not-worse.ts';
import { withLessons, withoutLessons } from '../../main/learning/learned-set.ts';
import { createLog } from '../../main/platform/log.ts';
import { readRegression } from '../../main/learning/read-regression.ts';
import type { IntentSet, TrainingState } from '../../preload/contract/intents.ts';
import type { Lesson } from '../../preload/contract/learning.ts';

const modelsDirectory = join(process.cwd(), 'models', 'files');
const starterDirectory = join(process.cwd(), 'main', 'assist', 'starter');
const giftWrap = { intentId: 'gift-wrap', label: 'Gift wrapping', disposition: 'information' as const, articles: [], examples: ['can you wrap it as a gift', 'do you offer gift wrapping'] };
/** What people said of utterances whose intent the assist did not know, and what judges. */
const lessons = [
  'it is for my mother on her birthday, so could it come in nice paper', 'put a bow on it, please, it is a present', 'do you have that festive paper with the stars', 'could you add a little card with a greeting to the present',
].map((text) => ({ intentId: 'gift-wrap', text }));
const heldOut = [
  ...['can it come in festive paper, it is a present', 'would you put a bow on the present for my mother', 'I would like a greeting card with the present'].map((text) => ({ intentId: 'gift-wrap', text })),
  { intentId: 'refund', text: 'I am still waiting for my refund' }, { intentId: null, text: 'it is raining cats and dogs over here' },
];
let starter: IntentSet;
let current: IntentSet;
let understanding: Understanding;
let folder: string;
let regression: Lesson[];
let state: TrainingState['kind'] = 'not-begun';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-learning-'));
  starter = await readIntentSet(join(starterDirectory, 'intents.json'));
  regression = await readRegression(starterDirectory);
  current = { ...starter, intents: [...starter.intents, giftWrap] };
  understanding = await createUnderstanding({ modelsDirectory, starterDirectory, log: createLog(() => undefined), intents: current, headFile: join(folder, 'head.json'), onKnowledge: () => undefined, onTraining: ({ kind }) => { state = kind; } });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function learn(set: IntentSet): Promise<void> {
  state = 'not-begun';
  await understanding.useIntents(set);
  await expect.poll(() => state, { timeout: 20_000 }).toBe('ready');
}

describe('the regression set of the starter intents', () => {
  it('asks of every intent, and none of it is learned', async () => {
    const learned = new Set([...starter.intents.flatMap(({ label, examples }) => [label, ...examples]), ...starter.otherUtterances].map((text) => text.toLowerCase()));
    expect(regression.filter(({ text }) => learned.has(text.toLowerCase()))).toEqual([]);
    for (const { intentId: wanted } of starter.intents) expect(regression.filter(({ intentId }) => intentId === wanted), wanted).toHaveLength(3);
    expect(regression.every(({ intentId }) => intentId === null || starter.intents.some((intent) => intent.intentId === intentId))).toBe(true);
  });
});

describe('the loop of learning, with the real encoder', () => {
  it('finds a candidate that learned from verdicts better on verdicts that it did not see, and no worse on what is known', async () => {
    const figures = await understanding.tryIntents({ current, lessons, heldOut, regression });
    expect(figures.heldOut).toMatchObject({ count: heldOut.length });
    expect(figures.heldOut.after).toBeGreaterThan(figures.heldOut.before);
    expect(isNotWorse(figures)).toBe(true);
  }, 60_000);

  it('finds a candidate that learned nonsense worse, and it is not taken', async () => {
    const refunds = starter.intents.find(({ intentId }) => intentId === 'refund')?.examples ?? [];
    const nonsense = refunds.flatMap((text) => [text, `${text} please`, `hello ${text}`].map((said) => ({ intentId: 'gift-wrap', text: said })));
    const figures = await understanding.tryIntents({ current, lessons: nonsense, heldOut, regression });
    expect(isNotWorse(figures)).toBe(false);
    expect(figures.confusions.some(({ truth, answer, before, after }) => truth === 'refund' && answer === 'gift-wrap' && after > before)).toBe(true);
  }, 60_000);

  it('guesses better after learning, and exactly as before once that is taken back', async () => {
    const texts = heldOut.map(({ text }) => text);
    const before = await understanding.guessIntents(texts);
    const learned = withLessons(current, lessons);
    await learn(learned);
    const after = await understanding.guessIntents(texts);
    const confidenceIn = (guesses: typeof before, at: number): number => guesses[at]?.find(({ intentId }) => intentId === 'gift-wrap')?.confidence ?? 0;
    for (const at of [0, 1, 2]) expect(confidenceIn(after, at)).toBeGreaterThan(confidenceIn(before, at));
    await learn(withoutLessons(learned, lessons));
    expect(await understanding.guessIntents(texts)).toEqual(before);
  }, 60_000);
});
