import type { HeadsetChoice } from '../../../preload/contract/headset.ts';
import type { Hid, HidDevice, HidInputReport } from './hid.ts';
import { lampReports, readButton, readHeadsetLayout, type HeadsetLayout } from './headset-layout.ts';
import { FRESH_HEADSET, isHeadsetWanted, LAMPS_OFF, lampsFor, pressed, withLamps, type HeadsetCalls, type HeadsetOrder, type HeadsetState } from './headset-state.ts';

/** none: no headset is chosen; refused: the system does not let us have it; in-use: its buttons are ours for the time of a call. */
export type HeadsetStatus = 'none' | 'unplugged' | 'ready' | 'in-use' | 'refused';

interface Options {
  readonly hid: Hid;
  readonly nowMs: () => number;
  readonly onOrder: (order: HeadsetOrder) => void;
  readonly onStatus: (status: HeadsetStatus) => void;
}

export interface HeadsetLink {
  setChoice(choice: HeadsetChoice | null): void;
  setCalls(calls: HeadsetCalls): void;
  close(): void;
}

interface Held {
  readonly device: HidDevice;
  readonly layout: HeadsetLayout;
  readonly onReport: (report: HidInputReport) => void;
}

/** Holds the chosen headset while a call of ours rings or runs, and at no other time: another program may have a call on it (T19). */
export function createHeadsetLink({ hid, nowMs, onOrder, onStatus }: Options): HeadsetLink {
  let choice: HeadsetChoice | null = null;
  let calls: HeadsetCalls = { ringing: null, talking: null };
  let held: Held | null = null;
  let state: HeadsetState = FRESH_HEADSET;
  let lit = '';
  // One step after the other: a device is not closed while it opens.
  let steps: Promise<void> = Promise.resolve();
  const follow = (): void => { steps = steps.then(settle).catch(() => drop('refused')); };

  hid.addEventListener('connect', follow);
  hid.addEventListener('disconnect', follow);

  async function settle(): Promise<void> {
    const found = choice === null ? null : await findHeadset(hid, choice);
    if (held !== null && (held.device !== found?.device || !isHeadsetWanted(calls))) await release();
    if (found === null) return onStatus(choice === null ? 'none' : 'unplugged');
    if (!isHeadsetWanted(calls)) return onStatus('ready');
    if (held === null) await take(found);
    await light();
    onStatus('in-use');
  }

  async function take({ device, layout }: Omit<Held, 'onReport'>): Promise<void> {
    if (!device.opened) await device.open();
    state = FRESH_HEADSET;
    lit = '';
    const taken = { device, layout, onReport: (report: HidInputReport) => hear(layout, report) };
    device.addEventListener('inputreport', taken.onReport);
    held = taken;
  }

  function hear(layout: HeadsetLayout, report: HidInputReport): void {
    for (const name of ['hook', 'mute'] as const) {
      const field = layout[name];
      const isDown = field === null ? null : readButton(field, report);
      if (field === null || isDown === null) continue;
      const read = pressed(state, name, isDown, field.isState, calls, nowMs());
      state = read.state;
      if (read.order !== null) onOrder(read.order);
    }
  }

  async function light(lamps = lampsFor(calls)): Promise<void> {
    const wanted = JSON.stringify(lamps);
    if (held === null || wanted === lit) return;
    lit = wanted;
    state = withLamps(state, lamps, nowMs());
    for (const { reportId, data } of lampReports(held.layout, lamps)) await held.device.sendReport(reportId, data);
  }

  async function release(): Promise<void> {
    const leaving = held;
    if (leaving === null) return;
    await light(LAMPS_OFF).catch(() => undefined); // unplugged: its lamps are off anyway
    held = null;
    leaving.device.removeEventListener('inputreport', leaving.onReport);
    await leaving.device.close().catch(() => undefined);
  }

  function drop(status: HeadsetStatus): void {
    held?.device.removeEventListener('inputreport', held.onReport);
    held = null;
    onStatus(status);
  }

  return {
    setChoice(next) {
      choice = next;
      follow();
    },
    setCalls(next) {
      calls = next;
      follow();
    },
    close() {
      hid.removeEventListener('connect', follow);
      hid.removeEventListener('disconnect', follow);
      steps = steps.then(release);
    },
  };
}

/** Several interfaces may go by the same product; the one with the buttons is meant. */
async function findHeadset(hid: Hid, { vendorId, productId }: HeadsetChoice): Promise<Omit<Held, 'onReport'> | null> {
  for (const device of await hid.getDevices()) {
    const layout = device.vendorId === vendorId && device.productId === productId ? readHeadsetLayout(device.collections) : null;
    if (layout !== null) return { device, layout };
  }
  return null;
}
