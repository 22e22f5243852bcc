import { basename } from 'node:path';
import type { AppSnapshot, SecretStorage } from '../../preload/contract/app.ts';
import type { AudioRole, DeviceChoice, RingVolumes, VoiceProcessing } from '../../preload/contract/audio.ts';
import type { HeadsetChoice } from '../../preload/contract/headset.ts';
import type { Locale } from '../../preload/contract/primitives.ts';
import type { MaskingPolicy } from '../../preload/contract/privacy.ts';
import type { UrlPop } from '../../preload/contract/url-pop.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Assist } from '../assist/assist.ts';
import { isUsablePop } from '../calls/url-pop.ts';
import { namesToKnow } from '../calls/names-to-know.ts';
import type { PracticeLine } from '../practice/practice-line.ts';
import type { RecordStore, StoreData } from '../records/record-store.ts';
import type { Notices } from './notices.ts';

/** The part of the secret vault that concerns the whole app. */
export interface SecretPolicy {
  readonly storage: SecretStorage;
  allowUnprotected(isAllowed: boolean): Promise<Result<void, 'store-failed'>>;
}

/** Settings and states that belong to the app as a whole. */
export interface Preferences {
  readonly notices: Notices;
  snapshot(): Omit<AppSnapshot, 'revision' | 'addedModels'>;
  setLocale(locale: Locale): Promise<Result<void, 'store-failed'>>;
  allowUnprotectedSecrets(isAllowed: boolean): Promise<Result<void, 'store-failed'>>;
  chooseDevice(role: AudioRole, device: DeviceChoice | null): Promise<Result<void, 'store-failed'>>;
  setUrlPop(urlPop: UrlPop): Promise<Result<void, 'store-failed' | 'bad-url'>>;
  setVoiceProcessing(processing: VoiceProcessing): Promise<Result<void, 'store-failed'>>;
  /** null: none any more. */
  chooseHeadset(headset: HeadsetChoice | null): Promise<Result<void, 'store-failed'>>;
  setRingVolumes(volumes: RingVolumes): Promise<Result<void, 'store-failed'>>;
  /** Whether the app goes on when its window is closed. */
  setKeepsRunning(isOn: boolean): Promise<Result<void, 'store-failed'>>;
  setVocabulary(terms: readonly string[]): Promise<Result<void, 'store-failed'>>;
  setMasking(policy: MaskingPolicy): Promise<Result<void, 'store-failed'>>;
  /** null: by this machine's speed, measured anew. */
  chooseEngine(modelId: string | null): Promise<Result<void, 'store-failed'>>;
  chooseKnowledgeFolder(): Promise<Result<{ isChosen: boolean }, 'store-failed' | 'folder-unreadable'>>;
  noteMicrophone(state: Exclude<AppSnapshot['microphone'], 'unknown'>, detail: string): void;
}

interface Dependencies {
  readonly store: RecordStore;
  readonly secrets: SecretPolicy;
  readonly notices: Notices;
  readonly assist: Assist;
  readonly practice: PracticeLine;
  readonly versions: Readonly<Record<string, string>>;
  /** The system's language, for whoever has not chosen one. */
  readonly systemLocale: string;
  /** Shows the system's folder picker; null when the person cancels. */
  readonly pickFolder: () => Promise<string | null>;
  readonly onChange: () => void;
}

export function createPreferences({ store, secrets, notices, assist, practice, versions, systemLocale, pickFolder, onChange }: Dependencies): Preferences {
  let microphone: AppSnapshot['microphone'] = 'unknown';
  assist.onKnowledge(() => onChange());
  // What could not be kept is measured again at the next start.
  assist.onMeasured((measured) => void store.update((data) => ({ ...data, settings: { ...data.settings, hearing: { ...data.settings.hearing, measured } } })));
  const fallbackLocale: Locale = systemLocale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';

  return {
    notices,
    snapshot() {
      const { locale, knowledgeFolder, audio, masking, vocabulary, keepsRunning, ringVolumes, urlPop, voiceProcessing, headset } = store.read().settings;
      return {
        versions: { ...versions },
        locale: locale ?? fallbackLocale,
        secretStorage: secrets.storage,
        notices: [...notices.list()],
        practiceScripts: [...(practice.ready?.scripts ?? [])],
        audio,
        microphone,
        knowledgeFolder: knowledgeFolder === null ? null : basename(knowledgeFolder),
        knowledge: assist.knowledge,
        masking,
        vocabulary: [...vocabulary],
        keepsRunning,
        ringVolumes,
        urlPop,
        voiceProcessing,
        headset,
      };
    },
    async setLocale(locale) {
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, locale } }));
      onChange();
      return kept;
    },
    async allowUnprotectedSecrets(isAllowed) {
      const kept = await secrets.allowUnprotected(isAllowed);
      onChange();
      return kept;
    },
    async chooseDevice(role, device) {
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, audio: { ...data.settings.audio, [role]: device } } }));
      onChange();
      return kept;
    },
    async setMasking(policy) {
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, masking: policy } }));
      if (kept.ok) assist.useMasking(policy);
      onChange();
      return kept;
    },
    async setUrlPop(urlPop) {
      if (!isUsablePop(urlPop)) return failure('bad-url', 'An address begins with https:// or http:// and a host; only behind it may the caller\'s values stand.');
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, urlPop } }));
      onChange();
      return kept;
    },
    async setVoiceProcessing(voiceProcessing) {
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, voiceProcessing } }));
      onChange();
      return kept;
    },
    async chooseHeadset(headset) {
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, headset } }));
      onChange();
      return kept;
    },
    async setRingVolumes(ringVolumes) {
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, ringVolumes } }));
      onChange();
      return kept;
    },
    async setKeepsRunning(keepsRunning) {
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, keepsRunning } }));
      onChange();
      return kept;
    },
    async setVocabulary(terms) {
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, vocabulary: [...new Set(terms)] } }));
      if (kept.ok) assist.useVocabulary(namesToKnow(store.read(), null));
      onChange();
      return kept;
    },
    async chooseEngine(modelId) {
      const keep = (data: StoreData): StoreData => ({ ...data, settings: { ...data.settings, hearing: { pinnedModelId: modelId, measured: modelId === null ? null : data.settings.hearing.measured } } });
      const kept = await store.update(keep);
      if (kept.ok) assist.useHearing(store.read().settings.hearing);
      onChange();
      return kept;
    },
    async chooseKnowledgeFolder() {
      const folder = await pickFolder();
      if (folder === null) return success({ isChosen: false });
      const read = await assist.useKnowledgeFolder(folder);
      if (!read.ok && read.error.code === 'folder-unreadable') return failure('folder-unreadable', read.error.message);
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, knowledgeFolder: folder } }));
      onChange();
      return kept.ok ? success({ isChosen: true }) : kept;
    },
    noteMicrophone(state, detail) {
      if (state === microphone) return;
      microphone = state;
      if (state === 'live') notices.dismiss('microphone');
      else if (state === 'busy') notices.raise('microphone', 'warning', failure('microphone-busy', 'Another program holds the microphone; the call goes on with another one.', { detail, action: 'open-audio' }).error);
      else notices.raise('microphone', 'warning', failure(`microphone-${state}`, 'The other side cannot hear you: there is no working microphone.', { detail, action: 'open-audio' }).error);
      onChange();
    },
  };
}
