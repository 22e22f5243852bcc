import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createTranscriptMask } from '../../../main/assist/privacy/transcript-mask.ts';
import { sentencesOf } from '../../../main/assist/understanding/text/segments.ts';
import { summarise } from '../../../main/assist/understanding/summary/summarise.ts';
import { Summary, type Utterance } from '../../../preload/contract/assist.ts';
import { Speaker } from '../../../preload/contract/primitives.ts';
import { maskingOf, PersonalDataKind } from '../../../preload/contract/privacy.ts';
import { writeSpoken } from '../../../main/assist/written-form/write-spoken.ts';
import { isGoldEntity, loadCallScripts, type CallScript } from '../../support/call-scripts.ts';
import { transcriptOf } from '../../support/say.ts';
import type { BenchOptions } from '../groups.ts';
import { row, type BenchRow } from '../row.ts';

const Call = z.object({ turns: z.array(z.object({ speaker: Speaker, text: z.string() })).min(1), reference: z.string() });

interface Summarised {
  readonly utterances: readonly Utterance[];
  readonly summary: Summary;
}

/** The summaries of calls: what they say that nobody said, what they miss, and how near they come to a reference. */
export async function measureSummary({ data: file }: BenchOptions): Promise<BenchRow[]> {
  return file === null ? scriptedRows(await loadCallScripts()) : referenceRows((await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '').map((line) => Call.parse(JSON.parse(line))));
}

function summariseTurns(turns: readonly { readonly speaker: string; readonly text: string }[]): Summarised {
  const utterances = transcriptOf(...turns.map(({ speaker, text }) => `${speaker}: ${text.replace(/\s+/g, ' ')}`));
  return { utterances, summary: Summary.parse(summarise({ utterances, intents: [], suggestions: [], dispositionOf: new Map() })) };
}

function scriptedRows(scripts: readonly CallScript[]): BenchRow[] {
  const calls = scripts.map((script) => ({ script, ...summariseTurns(script.turns.map((turn) => ({ ...turn, text: writeSpoken(turn.text) }))) }));
  const entities = calls.flatMap(({ script, summary }) => script.gold.entities.map((gold) => summary.entities.some((entity) => isGoldEntity(gold, entity))));
  const promises = calls.flatMap(({ script, summary }) => script.gold.promisedActions.map((gold) => summary.promisedActions.some((action) => action.owner === gold.owner && comparable(action.text).includes(comparable(writeSpoken(gold.text))))));
  const promised = calls.flatMap(({ script, summary }) => summary.promisedActions.map((action) => script.gold.promisedActions.some((gold) => comparable(action.text).includes(comparable(writeSpoken(gold.text))))));
  const retracted = calls.reduce((count, { script, summary }) => count + script.gold.retractedEntities.filter((gold) => summary.entities.some((entity) => isGoldEntity(gold, entity))).length, 0);
  return [
    supportRow(calls),
    row('summary-entity-recall', share(entities), 'ratio', entities.length),
    row('summary-entity-recall-first-three-sentences', share(calls.flatMap(({ script, utterances }) => script.gold.entities.map((gold) => isSaidIn(firstThree(utterances), gold)))), 'ratio', entities.length),
    row('summary-entities-taken-back', retracted, 'count', calls.length),
    row('summary-promise-recall', share(promises), 'ratio', promises.length),
    row('summary-promise-recall-first-three-sentences', share(calls.flatMap(({ script, utterances }) => script.gold.promisedActions.map((gold) => comparable(firstThree(utterances)).includes(comparable(gold.text))))), 'ratio', promises.length),
    row('summary-promise-precision', share(promised), 'ratio', promised.length),
    ...personalDataRows(calls),
  ];
}

function referenceRows(data: readonly z.infer<typeof Call>[]): BenchRow[] {
  const calls = data.map(({ turns, reference }) => ({ reference, ...summariseTurns(turns) }));
  const mean = (of: (call: (typeof calls)[number]) => number): number => calls.reduce((sum, call) => sum + of(call), 0) / calls.length;
  return [
    supportRow(calls),
    row('summary-rouge-l', mean(({ summary, reference }) => rougeL(linesOf(summary).map(({ text }) => text).join(' '), reference)), 'f1', calls.length),
    row('summary-rouge-l-first-three-sentences', mean(({ utterances, reference }) => rougeL(firstThree(utterances), reference)), 'f1', calls.length),
  ];
}

/** What the masks find of the personal data in the scripts with every kind switched on, and how many other words they take with it. */
function personalDataRows(calls: readonly (Summarised & { readonly script: CallScript })[]): BenchRow[] {
  const masks = calls.map(({ script, utterances }) => ({ script, masked: maskedTexts(utterances), said: utterances.map(({ text }) => text) }));
  const found = masks.flatMap(({ script, masked }) => script.gold.personalData.map(({ said }) => said.every((part) => !comparable(masked.join(' ')).includes(comparable(part)))));
  const spans = masks.flatMap(({ script, masked }) => masked.flatMap((text) => [...text.matchAll(/\[[a-z -]+\]/g)].map(() => script.gold.personalData.length > 0)));
  return [row('personal-data-recall', share(found), 'ratio', found.length), row('personal-data-masks-in-calls-without', spans.filter((hasSome) => !hasSome).length, 'count', spans.length)];
}

function maskedTexts(utterances: readonly Utterance[]): string[] {
  const mask = createTranscriptMask(maskingOf(PersonalDataKind.options), []);
  for (const utterance of utterances) mask.take(utterance);
  return mask.masked(utterances).map(({ text }) => text);
}

const firstThree = (utterances: readonly Utterance[]): string => utterances.flatMap(({ text }) => sentencesOf(text)).slice(0, 3).join(' ');
const isSaidIn = (text: string, gold: CallScript['gold']['entities'][number]): boolean => [gold.text, (gold.said ?? []).join(' ')].some((said) => said !== '' && comparable(text).includes(comparable(said)));

/** Sentences of a summary that stand in none of the utterances it names for them. */
function supportRow(calls: readonly Summarised[]): BenchRow {
  const sentences = calls.flatMap(({ utterances, summary }) => {
    const textOf = new Map(utterances.map(({ utteranceId, text }) => [utteranceId as string, text]));
    return linesOf(summary).flatMap(({ text, utteranceIds }) => {
      const said = comparable(utteranceIds.map((id) => textOf.get(id) ?? '').join(' '));
      return sentencesOf(text).map((sentence) => said.includes(comparable(sentence)));
    });
  });
  return row('summary-sentences-without-support', sentences.filter((isSupported) => !isSupported).length, 'count', sentences.length, { direction: 'at-most', floor: 0, aim: 0 });
}

function linesOf(summary: Summary): readonly { readonly text: string; readonly utteranceIds: readonly string[] }[] {
  return [summary.reason, ...summary.asked, ...summary.details, ...summary.answered, ...summary.promisedActions, summary.outcome, ...summary.followUp].filter((line) => line !== null);
}

const comparable = (text: string): string => text.toLowerCase().replace(/\W+/g, ' ').trim();
const share = (hits: readonly boolean[]): number => hits.filter(Boolean).length / hits.length;

/** F1 of the longest common subsequence of words (Lin 2004). */
function rougeL(text: string, reference: string): number {
  const [a, b] = [comparable(text).split(' '), comparable(reference).split(' ')];
  let above = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const row = [0];
    for (let column = 0; column < b.length; column += 1) row.push(word === b[column] ? (above[column] ?? 0) + 1 : Math.max(above[column + 1] ?? 0, row[column] ?? 0));
    above = row;
  }
  const common = above[b.length] ?? 0;
  return common === 0 ? 0 : (2 * common) / (a.length + b.length);
}
