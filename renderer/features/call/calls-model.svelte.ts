import type { CallsSnapshot, CallSnapshot } from '../../../preload/contract/calls.ts';
import type { AccountId, CallId } from '../../../preload/contract/primitives.ts';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { CallsBridge } from '../../bridge/bridge.ts';
import { answeredAtMs, isEnded } from './call-facts.ts';
import { withSample, type QualitySample } from './quality-history.ts';

/** What changed between two snapshots, for whoever moves the screen. */
export type CallMoment =
  | { readonly kind: 'ringing'; readonly call: CallSnapshot }
  | { readonly kind: 'on-line'; readonly call: CallSnapshot }
  | { readonly kind: 'ended'; readonly call: CallSnapshot };

type Deed = 'place' | 'answer' | 'reject' | 'hangUp' | 'mute' | 'hold' | 'transfer' | 'dtmf';

/** The call of the moment and the orders to it. */
export class CallsModel {
  readonly #bridge: CallsBridge;
  readonly #stop: () => void;
  readonly #onMoment: (moment: CallMoment) => void;
  snapshot = $state.raw<CallsSnapshot | null>(null);
  /** The last order that failed, until the next order. */
  failed = $state.raw<{ readonly deed: Deed; readonly failure: Failure } | null>(null);
  isPlacing = $state.raw(false);
  /** The tones sent in this call, as they were pressed. */
  sentTones = $state.raw('');
  /** An unanswered end that the person has not put away yet. */
  outcome = $state.raw<CallSnapshot | null>(null);

  /** The call that is heard; stays while all are on hold, so that holding one moves no screen. */
  #quality = $state.raw<Readonly<Record<string, readonly QualitySample[]>>>({});
  #frontId = $state.raw<CallId | null>(null);

  readonly #live = $derived(this.snapshot?.calls.filter((call) => !isEnded(call)) ?? []);
  readonly #dialledOrAnswered = $derived(this.#live.filter((call) => call.state.kind !== 'ringing-in'));
  readonly isIdle = $derived(this.#live.length === 0);
  readonly ringing = $derived(this.#live.find((call) => call.state.kind === 'ringing-in') ?? null);
  /** The call as a screen of its own: dialled, or answered; of several the one that is heard, or was last. */
  readonly onScreen = $derived(this.#dialledOrAnswered.find((call) => call.callId === this.#frontId) ?? this.#dialledOrAnswered[0] ?? null);
  /** The calls beside the one on screen: on hold, or in conference with it. */
  readonly beside = $derived(this.#dialledOrAnswered.filter((call) => call !== this.onScreen));

  constructor(bridge: CallsBridge, onMoment: (moment: CallMoment) => void = () => undefined) {
    this.#bridge = bridge;
    this.#onMoment = onMoment;
    this.#stop = bridge.watch((snapshot) => this.#accept(snapshot));
  }

  async place(destination: string, accountId: AccountId | null): Promise<boolean> {
    if (this.isPlacing) return false;
    this.isPlacing = true;
    this.outcome = null;
    const isPlaced = await this.#run('place', () => this.#bridge.place({ accountId, destination }));
    this.isPlacing = false;
    return isPlaced;
  }

  answer(callId: CallId): Promise<boolean> {
    return this.#run('answer', () => this.#bridge.answer({ callId }));
  }

  reject(callId: CallId): Promise<boolean> {
    return this.#run('reject', () => this.#bridge.reject({ callId }));
  }

  hangUp(callId: CallId): Promise<boolean> {
    return this.#run('hangUp', () => this.#bridge.hangUp({ callId }));
  }

  setMuted(callId: CallId, isMuted: boolean): Promise<boolean> {
    return this.#run('mute', () => this.#bridge.setMuted({ callId, isMuted }));
  }

  setHeld(callId: CallId, isHeld: boolean): Promise<boolean> {
    return this.#run('hold', () => this.#bridge.setHeld({ callId, isHeld }));
  }

  merge(): Promise<boolean> {
    return this.#run('hold', () => this.#bridge.merge({}));
  }

  split(callId: CallId): Promise<boolean> {
    return this.#run('hold', () => this.#bridge.split({ callId }));
  }

  transfer(callId: CallId, destination: string): Promise<boolean> {
    return this.#run('transfer', () => this.#bridge.transfer({ callId, destination }));
  }

  /** Joins the peer of a call on hold with that of the one on screen. */
  join(held: CallId, onScreen: CallId): Promise<boolean> {
    return this.#run('transfer', () => this.#bridge.join({ callId: held, otherCallId: onScreen }));
  }

  answerReferral(callId: CallId, isFollowed: boolean): Promise<boolean> {
    return this.#run('transfer', () => this.#bridge.answerReferral({ callId, isFollowed }));
  }

  async sendDtmf(callId: CallId, digits: string): Promise<void> {
    if (await this.#run('dtmf', () => this.#bridge.sendDtmf({ callId, digits }))) this.sentTones = `${this.sentTones}${digits}`.slice(-32);
  }

  dismissOutcome(): void {
    this.outcome = null;
  }

  clearFailure(): void {
    this.failed = null;
  }

  dispose(): void {
    this.#stop();
  }

  #accept(snapshot: CallsSnapshot): void {
    const before = this.snapshot;
    this.snapshot = snapshot;
    const heard = this.#dialledOrAnswered.filter((call) => !call.hold.byUs);
    if (!heard.some((call) => call.callId === this.#frontId)) this.#frontId = heard[0]?.callId ?? this.#frontId;
    this.#noteQuality(before, snapshot);
    for (const call of snapshot.calls) {
      const known = before?.calls.find((other) => other.callId === call.callId) ?? null;
      this.#tell(known, call, before === null);
    }
  }

  /** The line's figures of a call over the last two minutes. */
  qualityOf(callId: CallId): readonly QualitySample[] {
    return this.#quality[callId] ?? [];
  }

  #noteQuality(before: CallsSnapshot | null, now: CallsSnapshot): void {
    const samples: Record<string, readonly QualitySample[]> = {};
    for (const { callId, media, state } of now.calls) {
      if (state.kind === 'ended') continue;
      const known = before?.calls.find((other) => other.callId === callId)?.media;
      const kept = this.#quality[callId] ?? [];
      samples[callId] = known !== undefined && known.packetsIn !== media.packetsIn ? withSample(kept, media) : kept;
    }
    this.#quality = samples;
  }

  #tell(known: CallSnapshot | null, call: CallSnapshot, isFirst: boolean): void {
    const { state } = call;
    if (state.kind === 'ended') {
      if (isFirst || known?.state.kind === 'ended') return; // ended before this page saw it
      if (answeredAtMs(call) === null && call.direction === 'outgoing' && state.end.result !== 'cancelled') this.outcome = call;
      this.#onMoment({ kind: 'ended', call });
      return;
    }
    if (state.kind === 'ringing-in') {
      if (known === null) this.#begin({ kind: 'ringing', call });
      return;
    }
    if (known === null || known.state.kind === 'ringing-in') this.#begin({ kind: 'on-line', call });
  }

  #begin(moment: CallMoment): void {
    if (moment.kind === 'ringing' || moment.call.direction === 'outgoing') this.sentTones = '';
    this.failed = null;
    this.outcome = null;
    this.#onMoment(moment);
  }

  async #run(deed: Deed, ask: () => Promise<Result<unknown>>): Promise<boolean> {
    this.failed = null;
    const answer = await ask();
    if (!answer.ok) this.failed = { deed, failure: answer.error };
    return answer.ok;
  }
}
