import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repairNames } from '../../../main/assist/vocabulary/repair-names.ts';
import { createVocabulary } from '../../../main/assist/vocabulary/vocabulary.ts';
import { loadCallScripts } from '../../support/call-scripts.ts';
import { row, type BenchRow } from '../row.ts';
import { telephonePrompts } from './clips.ts';

interface Names {
  readonly terms: readonly string[];
  readonly heard: readonly (readonly [heard: string, term: string])[];
  readonly others: readonly string[];
}

/** What the vocabulary makes right of misheard names (test/fixtures/vocabulary), and what it makes wrong of sentences that hold none of them. */
export async function nameRows(say: (line: string) => void): Promise<BenchRow[]> {
  const { terms, heard, others } = JSON.parse(await readFile(join(process.cwd(), 'test', 'fixtures', 'vocabulary', 'names.json'), 'utf8')) as Names;
  const vocabulary = createVocabulary(terms);
  const misheard = heard.filter(([text, term]) => !text.includes(term));
  const repaired = misheard.map(([text, term]) => ({ term, text: repairNames(text, vocabulary), isChanged: repairNames(text, vocabulary) !== text }));
  const right = repaired.filter(({ text, term }) => text.includes(term));
  const intoAnother = repaired.filter(({ text, term, isChanged }) => isChanged && !text.includes(term) && terms.some((other) => text.includes(other)));
  const spoken = [...(await loadCallScripts()).flatMap(({ turns }) => turns.map(({ text }) => text)), ...(await telephonePrompts()).map(({ ref }) => ref)];
  // A term that the scripts really speak of is none of the strangers.
  const strangers = createVocabulary(terms.filter((term) => !spoken.some((text) => text.includes(term))));
  const falselyIn = (texts: readonly string[], known: typeof vocabulary): number => texts.filter((text) => {
    const changed = repairNames(text, known);
    if (changed !== text) say(`${text} → ${changed}`);
    return changed !== text;
  }).length;
  return [
    row('asr-names-repaired-right', right.length / misheard.length, 'ratio', misheard.length),
    row('asr-names-made-another', intoAnother.length / misheard.length, 'ratio', misheard.length),
    row('asr-near-names-repaired-falsely', falselyIn(others, vocabulary) / others.length, 'ratio', others.length),
    row('asr-sentences-repaired-falsely', falselyIn(spoken, strangers) / spoken.length, 'ratio', spoken.length),
  ];
}
