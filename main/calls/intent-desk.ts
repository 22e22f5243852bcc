import { randomUUID } from 'node:crypto';
import type { IntentDraft, IntentSet, IntentsSnapshot } from '../../preload/contract/intents.ts';
import { success, type Result } from '../../preload/contract/result.ts';
import type { Assist } from '../assist/assist.ts';
import type { RecordStore, StoreData } from '../records/record-store.ts';
import { withIntent, withMerged, without } from './intent-changes.ts';

/** The person's own intents: kept in the store, learned by the assist after each change. */
export interface IntentDesk {
  snapshot(): Omit<IntentsSnapshot, 'revision'>;
  current(): IntentSet;
  /** Changes the store, the intents among it, and teaches them. */
  change(change: (data: StoreData) => StoreData): Promise<Result<void, 'store-failed'>>;
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

  async function change(by: (data: StoreData) => StoreData): Promise<Result<void, 'store-failed'>> {
    const kept = await store.update(by);
    if (kept.ok) assist.useIntents(own());
    onChange();
    return kept;
  }
  const keep = (intents: IntentSet | null): Promise<Result<void, 'store-failed'>> => change((data) => ({ ...data, settings: { ...data.settings, intents } }));

  return {
    current,
    change,
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
