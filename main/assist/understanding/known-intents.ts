import { readFile } from 'node:fs/promises';
import type { DispositionId } from '../../../preload/contract/assist.ts';
import { IntentSet } from '../../../preload/contract/intents.ts';
import type { IntentDefinition } from './intent/intent-classifier.ts';

/** A set of intents as it is looked up. */
export interface KnownIntents {
  readonly definitions: readonly IntentDefinition[];
  readonly otherUtterances: readonly string[];
  readonly articlesOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly dispositionOf: ReadonlyMap<string, DispositionId>;
}

/** @throws Error when the file is missing or not of this shape */
export async function readIntentSet(file: string): Promise<IntentSet> {
  return IntentSet.parse(JSON.parse(await readFile(file, 'utf8')));
}

export function knownIntents({ intents, otherUtterances }: IntentSet): KnownIntents {
  return {
    definitions: intents.map(({ intentId, label, examples }) => ({ intentId, label, examples })),
    otherUtterances,
    articlesOf: new Map(intents.map(({ intentId, articles }) => [intentId, new Set(articles)])),
    dispositionOf: new Map(intents.map(({ intentId, disposition }) => [intentId, disposition])),
  };
}
