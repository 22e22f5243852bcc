import type { AppSnapshot } from '../../../preload/contract/app.ts';
import { SYSTEM_DEFAULTS, type AudioRole, type DeviceChoice, type RingVolumes, type VoiceProcessing } from '../../../preload/contract/audio.ts';
import type { AddModelAnswer, ModelOrigin } from '../../../preload/contract/models.ts';
import type { Locale } from '../../../preload/contract/primitives.ts';
import type { MaskingPolicy } from '../../../preload/contract/privacy.ts';
import type { UrlPop } from '../../../preload/contract/url-pop.ts';
import type { Failure } from '../../../preload/contract/result.ts';
import type { AppBridge } from '../../bridge/bridge.ts';

/** What belongs to the app as a whole: language, notices, microphone, knowledge, secrets, practice callers. */
export class AppModel {
  readonly #bridge: AppBridge;
  readonly #stop: () => void;
  snapshot = $state.raw<AppSnapshot | null>(null);
  /** The last request that failed, until the next one. */
  failure = $state.raw<Failure | null>(null);
  /** The practice caller that was asked to ring and has not yet. */
  awaitedScriptId = $state.raw<string | null>(null);

  readonly locale = $derived<Locale>(this.snapshot?.locale ?? 'en');
  readonly notices = $derived(this.snapshot?.notices ?? []);
  readonly practiceScripts = $derived(this.snapshot?.practiceScripts ?? []);
  readonly audio = $derived(this.snapshot?.audio ?? SYSTEM_DEFAULTS);
  readonly microphone = $derived(this.snapshot?.microphone ?? 'unknown');

  constructor(bridge: AppBridge) {
    this.#bridge = bridge;
    this.#stop = bridge.watch((snapshot) => { this.snapshot = snapshot; });
  }

  async setLocale(locale: Locale): Promise<void> {
    this.#keep(await this.#bridge.setLocale({ locale }));
  }

  async dismissNotice(noticeId: string): Promise<void> {
    this.#keep(await this.#bridge.dismissNotice({ noticeId }));
  }

  async allowUnprotectedSecrets(isAllowed: boolean): Promise<void> {
    this.#keep(await this.#bridge.allowUnprotectedSecrets({ isAllowed }));
  }

  async setMasking(policy: MaskingPolicy): Promise<void> {
    this.#keep(await this.#bridge.setMasking({ policy }));
  }

  /** Whether a file was written. */
  async backUp(): Promise<boolean> {
    const answer = await this.#bridge.backUp({});
    this.#keep(answer);
    return answer.ok && answer.value.isChosen;
  }

  /** What follows is a new start of the app. */
  async restoreBackup(): Promise<void> {
    this.#keep(await this.#bridge.restoreBackup({}));
  }

  /** Whether it was kept. */
  async setUrlPop(urlPop: UrlPop): Promise<boolean> {
    const answer = await this.#bridge.setUrlPop({ urlPop });
    this.#keep(answer);
    return answer.ok;
  }

  async setRingVolumes(volumes: RingVolumes): Promise<void> {
    this.#keep(await this.#bridge.setRingVolumes({ volumes }));
  }

  async setVoiceProcessing(processing: VoiceProcessing): Promise<void> {
    this.#keep(await this.#bridge.setVoiceProcessing({ processing }));
  }

  async setKeepsRunning(isOn: boolean): Promise<void> {
    this.#keep(await this.#bridge.setKeepsRunning({ isOn }));
  }

  /** Whether the list was kept. */
  async setVocabulary(terms: string[]): Promise<boolean> {
    const answer = await this.#bridge.setVocabulary({ terms });
    this.#keep(answer);
    return answer.ok;
  }

  async chooseEngine(modelId: string | null): Promise<void> {
    this.#keep(await this.#bridge.chooseEngine({ modelId }));
  }

  /** null where it was not added; `failure` then says why. */
  async addModel(from: ModelOrigin): Promise<AddModelAnswer | null> {
    const answer = await this.#bridge.addModel({ from });
    this.#keep(answer);
    return answer.ok ? answer.value : null;
  }

  /** Goes on with the folder that `addModel` asked about. */
  async addRelease(language: string | null): Promise<AddModelAnswer | null> {
    const answer = await this.#bridge.addRelease({ language });
    this.#keep(answer);
    return answer.ok ? answer.value : null;
  }

  async removeModel(modelId: string): Promise<void> {
    this.#keep(await this.#bridge.removeModel({ modelId }));
  }

  async chooseDevice(role: AudioRole, device: DeviceChoice | null): Promise<void> {
    this.#keep(await this.#bridge.chooseDevice({ role, device }));
  }

  /** Whether a folder was chosen and is in use. */
  async chooseKnowledgeFolder(): Promise<boolean> {
    const answer = await this.#bridge.chooseKnowledgeFolder({});
    this.#keep(answer);
    return answer.ok && answer.value.isChosen;
  }

  async requestPracticeCall(scriptId: string): Promise<void> {
    this.awaitedScriptId = scriptId;
    const answer = await this.#bridge.requestPracticeCall({ scriptId });
    this.#keep(answer);
    if (!answer.ok) this.awaitedScriptId = null;
  }

  /** A call has arrived, so no practice caller is awaited any more. */
  noteCall(): void {
    this.awaitedScriptId = null;
  }

  clearFailure(): void {
    this.failure = null;
  }

  dispose(): void {
    this.#stop();
  }

  #keep(answer: { ok: true } | { ok: false; error: Failure }): void {
    this.failure = answer.ok ? null : answer.error;
  }
}
