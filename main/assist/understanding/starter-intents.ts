import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DispositionId } from '../../../preload/contract/assist.ts';
import type { IntentDefinition } from './intent/intent-classifier.ts';

const IntentFile = z.strictObject({
  intents: z.array(z.strictObject({
    intentId: z.string().min(1),
    label: z.string().min(1),
    /** What a call about it usually ends as. */
    disposition: DispositionId,
    /** The articles that answer it. */
    articles: z.array(z.string()),
    examples: z.array(z.string().min(1)).min(1),
  })),
  /** Utterances that are nobody's intent. */
  otherUtterances: z.array(z.string().min(1)),
});

export interface StarterIntents {
  readonly definitions: readonly IntentDefinition[];
  readonly otherUtterances: readonly string[];
  readonly articlesOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly dispositionOf: ReadonlyMap<string, DispositionId>;
}

/** @throws Error when the file is missing or not of this shape */
export async function readStarterIntents(file: string): Promise<StarterIntents> {
  const { intents, otherUtterances } = IntentFile.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    definitions: intents.map(({ intentId, label, examples }) => ({ intentId, label, examples })),
    otherUtterances,
    articlesOf: new Map(intents.map(({ intentId, articles }) => [intentId, new Set(articles)])),
    dispositionOf: new Map(intents.map(({ intentId, disposition }) => [intentId, disposition])),
  };
}
