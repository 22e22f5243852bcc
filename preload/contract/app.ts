import { z } from 'zod';
import { AudioChoices, AudioRole, DeviceChoice, RingVolumes, VoiceProcessing } from './audio.ts';
import { HeadsetChoice } from './headset.ts';
import { KnowledgeState } from './knowledge.ts';
import { ADD_FAILURES, AddedModel, AddModelAnswer, ModelOrigin } from './models.ts';
import { FailureShape, Locale, Nothing, Revision } from './primitives.ts';
import { MaskingPolicy } from './privacy.ts';
import { UrlPop } from './url-pop.ts';
import { OwnTerms } from './vocabulary.ts';
import { event, request } from './definition.ts';

/** Something the person must know that belongs to no single call or account. */
export const Notice = z.strictObject({ noticeId: z.string(), severity: z.enum(['info', 'warning', 'error']), failure: FailureShape });
export type Notice = z.infer<typeof Notice>;

/** Where secrets live on this machine. */
export const SecretStorage = z.enum(['keyring', 'memory', 'unprotected']);
export type SecretStorage = z.infer<typeof SecretStorage>;

export const PracticeScript = z.strictObject({ scriptId: z.string(), callerName: z.string(), number: z.string(), topic: z.string(), durationMs: z.number() });
export type PracticeScript = z.infer<typeof PracticeScript>;

export const AppSnapshot = z.strictObject({
  revision: Revision,
  versions: z.record(z.string(), z.string()),
  locale: Locale,
  secretStorage: SecretStorage,
  notices: z.array(Notice),
  /** Empty until the practice line runs. */
  practiceScripts: z.array(PracticeScript),
  audio: AudioChoices,
  ringVolumes: RingVolumes,
  voiceProcessing: VoiceProcessing,
  urlPop: UrlPop,
  /** null: none is chosen. Main chooses it, with the person, when the page asks WebHID for a device. */
  headset: HeadsetChoice.nullable(),
  /** busy: another program holds the chosen one, another microphone stands in. */
  microphone: z.enum(['unknown', 'live', 'busy', 'missing', 'denied', 'failed']),
  /** The folder of articles in use, by its name alone; null means the starter set. */
  knowledgeFolder: z.string().nullable(),
  knowledge: KnowledgeState,
  masking: MaskingPolicy,
  /** Names and products to hear right. */
  vocabulary: OwnTerms,
  /** Whether closing the window leaves the app running, so that calls still ring. */
  keepsRunning: z.boolean(),
  /** The speech models that the person added. */
  addedModels: z.array(AddedModel),
});
export type AppSnapshot = z.infer<typeof AppSnapshot>;

export const appRequests = {
  get: request({ channel: 'app.get', input: Nothing, output: AppSnapshot, errors: [] }),
  setLocale: request({ channel: 'app.setLocale', input: z.strictObject({ locale: Locale }), output: Nothing, errors: ['store-failed'] }),
  dismissNotice: request({ channel: 'app.dismissNotice', input: z.strictObject({ noticeId: z.string().max(100) }), output: Nothing, errors: [] }),
  /** The person's answer to "this system has no keyring: keep secrets unprotected in the profile?" */
  allowUnprotectedSecrets: request({ channel: 'app.allowUnprotectedSecrets', input: z.strictObject({ isAllowed: z.boolean() }), output: Nothing, errors: ['store-failed'] }),
  /** Opens the system's folder picker; the page never sees the path. */
  chooseKnowledgeFolder: request({ channel: 'app.chooseKnowledgeFolder', input: Nothing, output: z.strictObject({ isChosen: z.boolean() }), errors: ['store-failed', 'folder-unreadable'] }),
  /** Pins a speech model; null is the best that this machine is fast enough for, measured anew. */
  chooseEngine: request({ channel: 'app.chooseEngine', input: z.strictObject({ modelId: z.string().max(100).nullable() }), output: Nothing, errors: ['store-failed'] }),
  /** Copies a speech model into the profile; `chooseEngine` then takes it by its id. */
  addModel: request({ channel: 'app.addModel', input: z.strictObject({ from: ModelOrigin }), output: AddModelAnswer, errors: ADD_FAILURES }),
  /** Adds the folder that `addModel` asked about; null is several languages. */
  addRelease: request({ channel: 'app.addRelease', input: z.strictObject({ language: z.string().min(2).max(20).nullable() }), output: AddModelAnswer, errors: ADD_FAILURES }),
  removeModel: request({ channel: 'app.removeModel', input: z.strictObject({ modelId: z.string().max(100) }), output: Nothing, errors: ['unknown-model', 'model-not-removed', 'store-failed'] }),
  /** null follows the system's default again. A running call changes over at once. */
  chooseDevice: request({ channel: 'app.chooseDevice', input: z.strictObject({ role: AudioRole, device: DeviceChoice.nullable() }), output: Nothing, errors: ['store-failed'] }),
  setUrlPop: request({ channel: 'app.setUrlPop', input: z.strictObject({ urlPop: UrlPop }), output: Nothing, errors: ['store-failed', 'bad-url'] }),
  /** A running call changes over at once. */
  setVoiceProcessing: request({ channel: 'app.setVoiceProcessing', input: z.strictObject({ processing: VoiceProcessing }), output: Nothing, errors: ['store-failed'] }),
  forgetHeadset: request({ channel: 'app.forgetHeadset', input: Nothing, output: Nothing, errors: ['store-failed'] }),
  setRingVolumes: request({ channel: 'app.setRingVolumes', input: z.strictObject({ volumes: RingVolumes }), output: Nothing, errors: ['store-failed'] }),
  /** In force from the next call on. */
  setMasking: request({ channel: 'app.setMasking', input: z.strictObject({ policy: MaskingPolicy }), output: Nothing, errors: ['store-failed'] }),
  setKeepsRunning: request({ channel: 'app.setKeepsRunning', input: z.strictObject({ isOn: z.boolean() }), output: Nothing, errors: ['store-failed'] }),
  /** In force at once. */
  setVocabulary: request({ channel: 'app.setVocabulary', input: z.strictObject({ terms: OwnTerms }), output: Nothing, errors: ['store-failed'] }),
  /** Asks where to, and writes everything but secrets and recordings into one file. */
  backUp: request({ channel: 'app.backUp', input: Nothing, output: z.strictObject({ isChosen: z.boolean() }), errors: ['file-not-written', 'call-in-progress'] }),
  /** Asks for a backup, replaces everything with it but the secrets, and starts the app anew. */
  restoreBackup: request({ channel: 'app.restoreBackup', input: Nothing, output: z.strictObject({ isChosen: z.boolean() }), errors: ['backup-unreadable', 'backup-newer', 'file-not-written', 'store-failed', 'call-in-progress'] }),
  /** The practice line rings us as the named caller. */
  requestPracticeCall: request({ channel: 'app.requestPracticeCall', input: z.strictObject({ scriptId: z.string().max(64) }), output: Nothing, errors: ['practice-line-off', 'unknown-script', 'not-registered', 'line-busy'] }),
} as const;

export const appEvents = { changed: event({ channel: 'app.changed', snapshot: AppSnapshot }) } as const;
