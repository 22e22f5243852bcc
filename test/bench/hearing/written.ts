import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSpoken } from '../../../main/assist/written-form/write-spoken.ts';
import { row, type BenchRow } from '../row.ts';

/** How many of the sentences of test/fixtures/written-forms are written as people write them, and how many of those that must stay as they are did. */
export async function writtenFormRows(say: (line: string) => void): Promise<BenchRow[]> {
  const sentences = JSON.parse(await readFile(join(process.cwd(), 'test', 'fixtures', 'written-forms', 'sentences.json'), 'utf8')) as [said: string, written: string][];
  const wrong = sentences.filter(([said, written]) => writeSpoken(said) !== written);
  for (const [said] of wrong) say(`${said} → ${writeSpoken(said)}`);
  const plain = sentences.filter(([said, written]) => said === written);
  const changed = plain.filter(([said]) => writeSpoken(said) !== said);
  return [
    row('asr-written-forms-right', 1 - wrong.length / sentences.length, 'ratio', sentences.length),
    row('asr-plain-sentences-changed', changed.length / plain.length, 'ratio', plain.length),
  ];
}
