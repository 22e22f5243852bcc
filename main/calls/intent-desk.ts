import { randomUUID } from 'node:crypto';
import type { IntentDraft, IntentSet, IntentsSnapshot } from '../../preload/contract/intents.ts';
import { success, type Result } from '../../preload/contract/result.ts';
import type { Assist } from '../assist/assist.ts';
import type { RecordStore } from '../records/record-store.ts';
import { withIntent, withMerged, without } from './intent-changes.ts';

/** The person's own intents: kept in the store, learned by the assist after each change. */
export interface IntentDesk {
  snapshot(): Omit<IntentsSnapshot, 'revision'>;
  save(draft: IntentDraft): Promise<Result<{ intentId: string }, 'store-failed' | 'unknown-intent' | 'name-taken' | 'too-many'>>;
  merge(intentId: string, intoId: string): Promise<Result<void, 'store-failed' | 'unknown-intent' | 'too-many'>>;
  remove(intentId: string): Promise<Result<void, 'store-failed' | 'unknown-intent' | 'last-intent'>>;
  restore(): Promise<Result<void, 'store-failed'>>;
}

/** @param starter the intents that come with the app */
export function createIntentDesk({ store, starter, assist, onChange }: { store: RecordStore; starter: IntentSet; assist: Pick<Assist, 'training' | 'onTraining' | 'useIntents'>; onChange: () => void }): IntentDesk {
  const own = (): IntentSet | null => store.read().settings.intents;
  const current = (): IntentSet => own() ?? starter;
  assist.onTraining(() => onChange());

  async function keep(intents: IntentSet | null): Promise<Result<void, 'store-failed'>> {
    const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, intents } }));
    if (kept.ok) assist.useIntents(intents);
    onChange();
    return kept;
  }

  return {
    snapshot: () => ({ intents: [...current().intents], isStarter: own() === null, training: assist.training }),
    async save(draft) {
      const made = randomUUID();
      const changed = withIntent(current(), draft, () => made);
      if (!changed.ok) return changed;
      const kept = await keep(changed.value);
      return kept.ok ? success({ intentId: draft.intentId ?? made }) : kept;
    },
    async merge(intentId, intoId) {
      const changed = withMerged(current(), intentId, intoId);
      return changed.ok ? keep(changed.value) : changed;
    },
    async remove(intentId) {
      const changed = without(current(), intentId);
      return changed.ok ? keep(changed.value) : changed;
    },
    restore: () => keep(null),
  };
}
