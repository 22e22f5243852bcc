import type { HeadsetChoice } from '../../../preload/contract/headset.ts';
import type { AppBridge, CallsBridge } from '../../bridge/bridge.ts';
import { TELEPHONY_PAGE } from './headset-layout.ts';
import { createHeadsetLink, type HeadsetLink, type HeadsetStatus } from './headset-link.ts';
import { headsetCalls, type HeadsetOrder } from './headset-state.ts';
import type { Hid } from './hid.ts';

/** The buttons and lamps of the chosen headset, which follow the calls whichever screen is open. */
export class HeadsetModel {
  readonly #app: AppBridge;
  readonly #calls: CallsBridge;
  readonly #hid: Hid | null;
  readonly #link: HeadsetLink | null;
  readonly #stops: readonly (() => void)[];
  choice = $state.raw<HeadsetChoice | null>(null);
  status = $state.raw<HeadsetStatus>('none');
  /** The person asked for a headset and got none. */
  isNoneFound = $state.raw(false);

  constructor(bridge: { readonly app: AppBridge; readonly calls: CallsBridge }, hid: Hid | null, nowMs: () => number = () => performance.now()) {
    this.#app = bridge.app;
    this.#calls = bridge.calls;
    this.#hid = hid;
    this.#link = hid === null ? null : createHeadsetLink({ hid, nowMs, onOrder: (order) => void this.#carryOut(order), onStatus: (status) => { this.status = status; } });
    let known = '';
    this.#stops = [
      this.#app.watch(({ headset }) => {
        this.choice = headset;
        if (JSON.stringify(headset) === known) return;
        known = JSON.stringify(headset);
        this.#link?.setChoice(headset);
      }),
      this.#calls.watch(({ calls }) => this.#link?.setCalls(headsetCalls(calls))),
    ];
  }

  /** Main shows what there is and keeps the choice; a later snapshot tells of it. */
  async choose(): Promise<void> {
    this.isNoneFound = false;
    const chosen = await this.#hid?.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] }).catch(() => []);
    this.isNoneFound = chosen === undefined || chosen.length === 0;
  }

  async forget(): Promise<void> {
    await this.#app.forgetHeadset({});
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#link?.close();
  }

  #carryOut(order: HeadsetOrder): Promise<unknown> {
    switch (order.kind) {
      case 'answer': return this.#calls.answer({ callId: order.callId });
      case 'hang-up': return this.#calls.hangUp({ callId: order.callId });
      case 'mute': return this.#calls.setMuted({ callId: order.callId, isMuted: order.isMuted });
    }
  }
}
