import type { SentenceEncoder } from '../../../main/assist/understanding/encoder.ts';
import { evaluateHead } from '../../../main/assist/understanding/intent/evaluate-head.ts';
import { trainIntents } from '../../../main/assist/understanding/intent/intent-classifier.ts';
import { trainIntentHead, type IntentExample, type IntentHead } from '../../../main/assist/understanding/intent/intent-head.ts';
import { wordsOf } from '../../../main/assist/understanding/text/normal-form.ts';
import { seededRandom } from '../../support/hostile-datagrams.ts';
import type { BenchOptions } from '../groups.ts';
import { median, row, type BenchRow, type Direction } from '../row.ts';
import { encodeAll, loadBenchEncoder } from './bench-encoder.ts';
import { scriptIntentRows } from './script-intents.ts';
import { draw, fewShot, isClinc, nameOf, readLabelledData, withWordErrors, type LabelledData } from './labelled-data.ts';

const SEEDS = 3;
const ERROR_RATIOS = [0.1, 0.2] as const;
const TRAINING_INTENTS = 50;
const TRAINING_EXAMPLES = 20;

type Bound = { readonly direction: Direction; readonly floor: number; readonly aim: number | null };
const atLeast = (floor: number, aim: number): Bound => ({ direction: 'at-least', floor, aim });
const atMost = (floor: number, aim: number): Bound => ({ direction: 'at-most', floor, aim });

/** How well a head trained here names intents it was shown 10 times, 30 times or in full, and how well it knows what it does not know. */
export async function measureIntent({ data: file, seed, say }: BenchOptions): Promise<BenchRow[]> {
  if (file === null) throw new Error('--only intent needs --data FILE.json: {"train": [["utterance", "intent"], …], "val": …, "test": …, "oos_val": …, "oos_test": …}; val and oos_* may be missing');
  const data = await readLabelledData(file);
  const encoder = await loadBenchEncoder();
  say(`${data.intents.length} intents, ${data.train.length} training and ${data.test.length} test utterances, ${data.outOfScope.length} out of scope`);
  await encodeAll([...data.train, ...data.validation, ...data.test].map(({ text }) => text).concat(data.outOfScope), encoder, say);
  const bound = (set: Bound): Bound | undefined => (isClinc(data) ? set : undefined);
  return [
    ...await fewShotRows(data, encoder, { shots: 10, seed, say, accuracy: bound(atLeast(0.895, 0.91)), recall: bound(atLeast(0.75, 0.85)), losses: [bound(atMost(0.05, 0.03)), bound(atMost(0.11, 0.06))] }),
    ...await fewShotRows(data, encoder, { shots: 30, seed, say, accuracy: bound(atLeast(0.933, 0.945)) }),
    ...await fullRows(data, encoder, { say, accuracy: bound(atLeast(0.953, 0.965)), recall: bound(atLeast(0.86, 0.92)) }),
    ...await trainingRows(data, seed),
    ...await scriptIntentRows(encoder),
  ];
}

interface Shots {
  readonly shots: number;
  readonly seed: number;
  readonly say: (line: string) => void;
  readonly accuracy: Bound | undefined;
  readonly recall?: Bound | undefined;
  /** Of the accuracy lost per error ratio; none: not measured. */
  readonly losses?: readonly (Bound | undefined)[];
}

async function fewShotRows(data: LabelledData, encoder: SentenceEncoder, { shots, seed, say, accuracy, recall, losses = [] }: Shots): Promise<BenchRow[]> {
  const words = [...new Set(data.train.flatMap(({ text }) => wordsOf(text)))];
  const runs: (Awaited<ReturnType<typeof evaluateHead>> & { readonly noisy: readonly number[]; readonly prototype: number })[] = [];
  for (let run = 0; run < SEEDS; run += 1) {
    const random = seededRandom(seed + run);
    const examples = fewShot(data, shots, random);
    const head = await trainIntentHead(examples, encoder);
    const clean = await evaluate(head, data, encoder);
    const noisy: number[] = [];
    for (const [index] of losses.entries()) {
      const test = data.test.map(({ intentId, text }) => ({ intentId, text: withWordErrors(text, ERROR_RATIOS[index] ?? 0, words, random) }));
      noisy.push(clean.accuracy - (await evaluateHead(head, { test }, encoder)).accuracy);
    }
    runs.push({ ...clean, noisy, prototype: await prototypeAccuracy(examples, data.test, encoder) });
    say(`${shots}-shot, seed ${seed + run}: ${(clean.accuracy * 100).toFixed(1)} %`);
  }
  const mean = (of: (run: (typeof runs)[number]) => number): number => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const n = SEEDS * data.test.length;
  return [
    row(`intent-accuracy-${shots}-shot`, mean((run) => run.accuracy), 'ratio', n, accuracy),
    row(`intent-accuracy-${shots}-shot-nearest-prototype`, mean((run) => run.prototype), 'ratio', n),
    ...outOfScopeRows(`${shots}-shot`, (falseRejection) => mean((run) => recallAt(run, falseRejection)), SEEDS * data.outOfScope.length, recall),
    ...losses.map((loss, index) => row(`intent-accuracy-lost-at-${Math.round((ERROR_RATIOS[index] ?? 0) * 100)}-percent-word-errors`, mean((run) => run.noisy[index] ?? Number.NaN), 'ratio', n, loss)),
  ];
}

async function fullRows(data: LabelledData, encoder: SentenceEncoder, { say, accuracy, recall }: Pick<Shots, 'say' | 'accuracy' | 'recall'>): Promise<BenchRow[]> {
  say(`training on all ${data.train.length} examples`);
  const head = await trainIntentHead([...data.intents.map((intentId) => ({ intentId, text: nameOf(intentId) })), ...data.train], encoder);
  const result = await evaluate(head, data, encoder);
  return [
    row('intent-accuracy-full', result.accuracy, 'ratio', data.test.length, accuracy),
    row('intent-accuracy-full-nearest-prototype', await prototypeAccuracy(data.train, data.test, encoder), 'ratio', data.test.length),
    ...outOfScopeRows('full', (falseRejection) => recallAt(result, falseRejection), data.outOfScope.length, recall),
  ];
}

/** Thresholds come from in-scope utterances that are not the test's. */
function evaluate(head: IntentHead, { test, validation, outOfScope }: LabelledData, encoder: SentenceEncoder): ReturnType<typeof evaluateHead> {
  return evaluateHead(head, { test, outOfScope, validation }, encoder);
}

const recallAt = ({ outOfScopeRecall }: Awaited<ReturnType<typeof evaluateHead>>, falseRejection: number): number => outOfScopeRecall.find((entry) => entry.falseRejection === falseRejection)?.recall ?? Number.NaN;

function outOfScopeRows(name: string, recallOf: (falseRejection: number) => number, n: number, bound: Bound | undefined): BenchRow[] {
  if (n === 0) return [];
  return [
    row(`intent-out-of-scope-recall-${name}-at-5-percent`, recallOf(0.05), 'ratio', n, bound),
    row(`intent-out-of-scope-recall-${name}-at-10-percent`, recallOf(0.1), 'ratio', n),
  ];
}

/** The naive choice: the intent whose mean embedding is nearest. */
async function prototypeAccuracy(examples: readonly IntentExample[], test: readonly IntentExample[], encoder: SentenceEncoder): Promise<number> {
  const sums = new Map<string, Float64Array>();
  for (const { intentId, text } of examples) {
    const { embedding } = await encoder.encode(text);
    const sum = sums.get(intentId) ?? new Float64Array(embedding.length);
    embedding.forEach((value, index) => { sum[index] = (sum[index] ?? 0) + value; });
    sums.set(intentId, sum);
  }
  const prototypes = [...sums].map(([intentId, sum]) => ({ intentId, vector: sum.map((value) => value / Math.hypot(...sum)) }));
  let right = 0;
  for (const { intentId, text } of test) {
    const { embedding } = await encoder.encode(text);
    const scores = prototypes.map(({ vector }) => vector.reduce((sum, value, index) => sum + value * (embedding[index] ?? 0), 0));
    if (prototypes[scores.indexOf(Math.max(...scores))]?.intentId === intentId) right += 1;
  }
  return right / test.length;
}

/** What the user waits for after labelling: a whole training with its calibration, 50 intents of 20 examples. */
async function trainingRows(data: LabelledData, seed: number): Promise<BenchRow[]> {
  const isEnough = data.intents.filter((intentId) => data.train.filter((example) => example.intentId === intentId).length >= TRAINING_EXAMPLES).length >= TRAINING_INTENTS;
  if (!isEnough) return [];
  const random = seededRandom(seed);
  const definitions = draw(data.intents, TRAINING_INTENTS, random).map((intentId) => ({ intentId, label: nameOf(intentId), examples: draw(data.train.filter((example) => example.intentId === intentId), TRAINING_EXAMPLES, random).map(({ text }) => text) }));
  const coldMs: number[] = [];
  const cachedMs: number[] = [];
  for (let run = 0; run < SEEDS; run += 1) {
    const encoder = await loadBenchEncoder();
    for (const times of [coldMs, cachedMs]) {
      const startedMs = performance.now();
      await trainIntents(definitions, [], encoder);
      times.push(performance.now() - startedMs);
    }
  }
  return [
    row('intent-training-50x20-cached', median(cachedMs), 'ms', SEEDS, atMost(1_500, 500)),
    row('intent-training-50x20-cold', median(coldMs), 'ms', SEEDS, atMost(4_000, 1_500)),
  ];
}

