import { join } from 'node:path';
import { createIntentClassifier, trainIntents } from '../../../main/assist/understanding/intent/intent-classifier.ts';
import { wordsBefore } from '../../../main/assist/understanding/call-context.ts';
import { knownIntents, readIntentSet } from '../../../main/assist/understanding/known-intents.ts';
import type { SentenceEncoder } from '../../../main/assist/understanding/encoder.ts';
import { segmentsOf } from '../../../main/assist/understanding/text/segments.ts';
import { wordsOf } from '../../../main/assist/understanding/text/normal-form.ts';
import { loadCallScripts } from '../../support/call-scripts.ts';
import { transcriptOf } from '../../support/say.ts';
import { row, type BenchRow } from '../row.ts';

const LEAST_WORDS = 4;

/** The starter set on the call scripts, turn by turn as written: whole conversations, in which most turns are about nothing new. Read with what was said before, and alone. */
export async function scriptIntentRows(encoder: SentenceEncoder): Promise<BenchRow[]> {
  const known = knownIntents(await readIntentSet(join(process.cwd(), 'main', 'assist', 'starter', 'intents.json')));
  const classifier = createIntentClassifier(await trainIntents(known.definitions, known.otherUtterances, encoder), known.definitions, encoder);
  const counts = { gold: 0, together: { named: 0, right: 0 }, alone: { named: 0, right: 0 } };
  for (const { turns, gold } of await loadCallScripts()) {
    const utterances = transcriptOf(...turns.map(({ speaker, text }) => `${speaker}: ${text}`));
    for (const [at, utterance] of utterances.entries()) {
      if (utterance.speaker !== 'caller' || wordsOf(utterance.text).length < LEAST_WORDS) continue;
      const truth = gold.intents.find(({ turn }) => turn === at)?.intentIds ?? [];
      counts.gold += truth.length;
      for (const [reading, before] of [['together', wordsBefore(utterances, utterance)], ['alone', '']] as const) {
        const named = await classifier.classify(segmentsOf(utterance.text), before);
        counts[reading].named += named.length;
        counts[reading].right += named.filter(({ intentId }) => truth.includes(intentId)).length;
      }
    }
  }
  return (['together', 'alone'] as const).flatMap((reading) => [
    row(`intent-in-scripts-recall-${reading}`, counts[reading].right / counts.gold, 'ratio', counts.gold),
    row(`intent-in-scripts-precision-${reading}`, counts[reading].right / counts[reading].named, 'ratio', counts[reading].named),
  ]);
}
