import type { Hid, HidCollection, HidDevice, HidInputReport, HidReportItem } from '../../renderer/features/headset/hid.ts';

const field = (usages: readonly number[], change: Partial<HidReportItem> = {}): HidReportItem => ({ isAbsolute: true, isArray: false, isConstant: false, isRange: false, usages, reportSize: 1, reportCount: usages.length, logicalMinimum: 0, ...change });
const padding = (bits: number): HidReportItem => ({ isConstant: true, usages: [], reportSize: 1, reportCount: bits });
const CONSUMER: HidCollection = { usagePage: 0x0c, inputReports: [{ reportId: 1, items: [field([0x0c00e9, 0x0c00ea]), padding(6)] }], outputReports: [] };

/** As USB headsets with a control box or a dongle describe themselves: the hook a state, mute and flash presses, a keypad between them and button 7. */
export const WIRED: readonly HidCollection[] = [CONSUMER, {
  usagePage: 0x0b,
  inputReports: [{
    reportId: 2,
    items: [
      field([0x0b0020, 0x0b0097]), field([0x0b002f, 0x0b0021, 0x0b0024, 0x0b0050], { isAbsolute: false }),
      { isAbsolute: true, isArray: true, isRange: true, usageMinimum: 0x0b00b0, usageMaximum: 0x0b00bb, reportSize: 4, reportCount: 1, logicalMinimum: 0 },
      field([0x090007]), padding(5),
    ],
  }],
  outputReports: [{ reportId: 2, items: [field([0x080017, 0x080018, 0x080009, 0x080020, 0x080021, 0x08002a]), field([0x0b009e]), padding(9)] }],
}];

/** As DECT adapters do: one byte of bits, and the lamps in another order. */
export const CORDLESS: readonly HidCollection[] = [{
  usagePage: 0x0b,
  inputReports: [{ reportId: 2, items: [field([0x0b0020, 0x0b0097, 0x0b002a, 0x0b002f, 0x0b0021, 0x0b0024, 0x0b0050, 0x090007]), padding(8)] }],
  outputReports: [{ reportId: 2, items: [field([0x080017, 0x080009, 0x080018, 0x080020, 0x080021, 0x08002a]), field([0x0b009e]), padding(9)] }],
}];

/** Without report ids, its buttons one array, each lamp in a report of its own. */
export const SELECTOR: readonly HidCollection[] = [{
  usagePage: 0x0b,
  inputReports: [{ reportId: 0, items: [{ isAbsolute: true, isArray: true, isRange: false, usages: [0x0b0020, 0x0b002f], reportSize: 8, reportCount: 2, logicalMinimum: 1 }] }],
  outputReports: [{ reportId: 9, items: [field([0x080009]), padding(7)] }, { reportId: 0x17, items: [field([0x080017]), padding(7)] }, { reportId: 0x18, items: [padding(3), field([0x080018]), padding(4)] }],
}];

export const HEADSET = { vendorId: 0x0b0e, productId: 0x0e36, name: 'Desk headset' } as const;

/** A headset on the bus: keeps what it is told, and echoes its off-hook lamp as its hook, as real ones do. */
export class FakeHeadset implements HidDevice {
  readonly vendorId = HEADSET.vendorId;
  readonly productId = HEADSET.productId;
  opened = false;
  opens = 0;
  isPlugged = true;
  /** Another program or the system keeps it from us. */
  isTaken = false;
  readonly told: string[] = [];
  readonly #listeners = new Set<(report: HidInputReport) => void>();
  readonly collections: readonly HidCollection[];
  readonly echoes: boolean;
  #hook = 0;

  constructor(collections: readonly HidCollection[] = WIRED, echoes = true) {
    this.collections = collections;
    this.echoes = echoes;
  }

  get listeners(): number { return this.#listeners.size; }

  async open(): Promise<void> {
    if (this.isTaken || !this.isPlugged) throw new DOMException('Failed to open the device.', 'NotAllowedError');
    this.opened = true;
    this.opens += 1;
  }

  async close(): Promise<void> {
    this.opened = false;
  }

  async sendReport(reportId: number, data: Uint8Array): Promise<void> {
    if (!this.opened || !this.isPlugged) throw new DOMException('Failed to write the report.', 'NotAllowedError');
    this.told.push(`${reportId}:${[...data].map((byte) => byte.toString(2).padStart(8, '0')).join(' ')}`);
    const hook = (data[0] ?? 0) & 1;
    if (!this.echoes || hook === this.#hook) return;
    this.report(2, hook, 0);
  }

  /** The bytes of an input report. */
  report(reportId: number, ...bytes: readonly number[]): void {
    this.#hook = (bytes[0] ?? 0) & 1;
    for (const listener of this.#listeners) listener({ reportId, data: new DataView(Uint8Array.from(bytes).buffer) });
  }

  addEventListener(_type: 'inputreport', listener: (report: HidInputReport) => void): void { this.#listeners.add(listener); }
  removeEventListener(_type: 'inputreport', listener: (report: HidInputReport) => void): void { this.#listeners.delete(listener); }
}

/** The bus with at most this one headset on it. */
export function fakeHid(headset: FakeHeadset): Hid & { plug(isPlugged: boolean): void } {
  const listeners = { connect: new Set<() => void>(), disconnect: new Set<() => void>() };
  return {
    getDevices: async () => (headset.isPlugged ? [headset] : []),
    requestDevice: async () => (headset.isPlugged ? [headset] : []),
    addEventListener: (type, listener) => void listeners[type].add(listener),
    removeEventListener: (type, listener) => void listeners[type].delete(listener),
    plug(isPlugged) {
      headset.isPlugged = isPlugged;
      if (!isPlugged) headset.opened = false;
      for (const listener of listeners[isPlugged ? 'connect' : 'disconnect']) listener();
    },
  };
}
