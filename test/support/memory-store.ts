import { NO_URL_POP } from '../../preload/contract/url-pop.ts';
import { ALL_PROCESSING, SYSTEM_DEFAULTS, USUAL_VOLUMES } from '../../preload/contract/audio.ts';
import { ASK_FIRST } from '../../preload/contract/links.ts';
import { MEASURE_FIRST } from '../../preload/contract/hearing.ts';
import { DEFAULT_MASKING } from '../../preload/contract/privacy.ts';
import { success } from '../../preload/contract/result.ts';
import { createEmitter } from '../../main/platform/emitter.ts';
import type { RecordStore, StoreData } from '../../main/records/record-store.ts';

export const EMPTY_STORE: StoreData = {
  version: 1,
  settings: { locale: null, allowUnprotectedSecrets: false, defaultAccountId: null, crm: null, knowledgeFolder: null, practicePort: null, audio: SYSTEM_DEFAULTS, masking: DEFAULT_MASKING, hearing: MEASURE_FIRST, links: ASK_FIRST, vocabulary: [], keepsRunning: true, ringVolumes: USUAL_VOLUMES, urlPop: NO_URL_POP, voiceProcessing: ALL_PROCESSING, headset: null, intents: null, adoptions: [], questions: [] },
  accounts: [],
  secrets: {},
  records: [],
  callers: {}, contacts: [],
  outbox: [],
  messages: [],
};

/** A RecordStore without a disk, for tests of what stands on it. */
export interface MemoryStore extends RecordStore {
  /** When set, every update fails with it and changes nothing. */
  failWith: string | null;
}

export function createMemoryStore(initial: Partial<StoreData> = {}): MemoryStore {
  let data: StoreData = { ...EMPTY_STORE, ...initial };
  const changes = createEmitter<StoreData>();
  return {
    failWith: null,
    movedAside: null,
    read: () => data,
    async update(change) {
      if (this.failWith !== null) return { ok: false, error: { code: 'store-failed', message: this.failWith } };
      const changed = change(data);
      if (changed !== data) {
        data = changed;
        changes.emit(data);
      }
      return success();
    },
    subscribe: (listener) => changes.subscribe(listener),
    close: async () => undefined,
  };
}
