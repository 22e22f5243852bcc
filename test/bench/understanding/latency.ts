import { join } from 'node:path';
import { createIntentClassifier, trainIntents } from '../../../main/assist/understanding/intent/intent-classifier.ts';
import { loadSentenceEncoder } from '../../../main/assist/understanding/encoder.ts';
import { buildKnowledgeIndex } from '../../../main/assist/understanding/knowledge/knowledge-index.ts';
import { knownIntents, readIntentSet } from '../../../main/assist/understanding/known-intents.ts';
import { loadCallScripts } from '../../support/call-scripts.ts';
import type { BenchOptions } from '../groups.ts';
import { median, quantile, row, type BenchRow } from '../row.ts';

const INTENTS = 50;
const ARTICLES = 500;

/** Encode one utterance, name its intent among 50 and search 500 articles: what stands between a caller's last word and a card, one thread. */
export async function measureLatency({ say }: BenchOptions): Promise<BenchRow[]> {
  const encoder = await loadSentenceEncoder(join(process.cwd(), 'models', 'files'));
  const { definitions, otherUtterances } = knownIntents(await readIntentSet(join(process.cwd(), 'main', 'assist', 'starter', 'intents.json')));
  // The starter set in halves makes fifty intents; what they are does not matter to the clock.
  const halves = definitions.flatMap(({ intentId, label, examples }) => [0, 1].map((half) => ({ intentId: `${intentId}-${half}`, label, examples: examples.filter((_example, index) => index % 2 === half) }))).slice(0, INTENTS);
  const trained = await trainIntents(halves, otherUtterances, encoder);
  const classifier = createIntentClassifier(trained, halves, encoder);
  const examples = definitions.flatMap((definition) => definition.examples);
  const texts = Array.from({ length: ARTICLES }, (_unused, index) => examples[index % examples.length] ?? '');
  const index = await buildKnowledgeIndex(texts.map((text, at) => ({ articleId: `${at}`, title: text, source: `${at}.md`, questions: [], passages: [{ heading: text, text: `${text} ${texts[(at * 7) % texts.length] ?? ''}` }], steps: [] })), encoder);
  const utterances = (await loadCallScripts()).flatMap(({ turns }) => turns.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text)).filter((text) => text.split(' ').length <= 40);
  say(`${utterances.length} utterances of the call scripts, ${index.articles} articles, ${trained.head.classes.length} classes`);
  const tookMs: number[] = [];
  for (const text of utterances) {
    const startedMs = performance.now();
    await classifier.classify([text]);
    await index.search(text, 3);
    tookMs.push(performance.now() - startedMs);
  }
  return [
    row('understanding-median', median(tookMs), 'ms', tookMs.length, { direction: 'at-most', floor: 8, aim: 3 }),
    row('understanding-p95', quantile(tookMs, 0.95), 'ms', tookMs.length),
  ];
}
