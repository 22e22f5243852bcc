import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { IntentExample } from '../../../main/assist/understanding/intent/intent-head.ts';

const Rows = z.array(z.tuple([z.string(), z.string()]));
const Labelled = z.object({ train: Rows, val: Rows.default([]), test: Rows, oos_train: Rows.default([]), oos_val: Rows.default([]), oos_test: Rows.default([]) });

/** Utterances with their intents, in the shape of CLINC150: rows [utterance, intent]; `oos_*` are utterances that no intent covers. */
export interface LabelledData {
  readonly train: readonly IntentExample[];
  readonly validation: readonly IntentExample[];
  readonly test: readonly IntentExample[];
  readonly outOfScope: readonly string[];
  /** Sorted. */
  readonly intents: readonly string[];
}

/** The set whose figures have floors. */
export function isClinc({ intents, outOfScope }: LabelledData): boolean {
  return intents.length === 150 && outOfScope.length > 0;
}

/** @throws Error naming what is not of this shape */
export async function readLabelledData(file: string): Promise<LabelledData> {
  const { train: given, val: validation, test, oos_test } = Labelled.parse(JSON.parse(await readFile(file, 'utf8')));
  // A threshold that is set on the test flatters itself: without a set of its own it gets every tenth training row.
  const train = validation.length > 0 ? given : given.filter((_row, index) => index % 10 !== 0);
  const val = validation.length > 0 ? validation : given.filter((_row, index) => index % 10 === 0);
  const examples = (rows: readonly (readonly [string, string])[]): IntentExample[] => rows.map(([text, intentId]) => ({ text, intentId }));
  return { train: examples(train), validation: examples(val), test: examples(test), outOfScope: oos_test.map(([text]) => text), intents: [...new Set(train.map(([, intentId]) => intentId))].sort() };
}

/** An intent's name as a person would say it: one more example of it. */
export function nameOf(intentId: string): string {
  return intentId.replace(/[_\-./]+/g, ' ').trim();
}

/** So many training examples of each intent, drawn by chance, with its name. */
export function fewShot({ train, intents }: LabelledData, shots: number, random: () => number): IntentExample[] {
  return intents.flatMap((intentId) => [{ intentId, text: nameOf(intentId) }, ...draw(train.filter((example) => example.intentId === intentId), shots, random)]);
}

export function draw<Item>(items: readonly Item[], count: number, random: () => number): Item[] {
  const left = [...items];
  const drawn: Item[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  return drawn;
}

/**
 * What a recogniser that mishears makes of a text: each word is changed with this probability, by a substitution, a deletion or an insertion alike.
 *
 * @param words to substitute and insert from
 */
export function withWordErrors(text: string, ratio: number, words: readonly string[], random: () => number): string {
  const another = (): string => words[Math.floor(random() * words.length)] ?? '';
  const heard = text.split(/\s+/).flatMap((word) => {
    if (random() >= ratio) return [word];
    const kind = Math.floor(random() * 3);
    return kind === 0 ? [another()] : kind === 1 ? [] : [word, another()];
  });
  return heard.length === 0 ? text : heard.join(' ');
}
