/** The parts of WebHID that are used here; the language's own types lack it. */
export interface HidReportItem {
  readonly isAbsolute?: boolean;
  readonly isArray?: boolean;
  readonly isConstant?: boolean;
  readonly isRange?: boolean;
  /** Usage page in the upper 16 bits, usage in the lower ones. */
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  readonly reportSize?: number;
  readonly reportCount?: number;
  readonly logicalMinimum?: number;
}

export interface HidReportInfo {
  readonly reportId?: number;
  readonly items?: readonly HidReportItem[];
}

/** Of a top-level collection: its reports are described whole, with what lies in the collections inside of it. */
export interface HidCollection {
  readonly usagePage?: number;
  readonly inputReports?: readonly HidReportInfo[];
  readonly outputReports?: readonly HidReportInfo[];
}

export interface HidInputReport {
  readonly reportId: number;
  readonly data: DataView;
}

export interface HidDevice {
  readonly opened: boolean;
  readonly vendorId: number;
  readonly productId: number;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array): Promise<void>;
  addEventListener(type: 'inputreport', listener: (report: HidInputReport) => void): void;
  removeEventListener(type: 'inputreport', listener: (report: HidInputReport) => void): void;
}

export interface Hid {
  /** The devices that main lets the page have: the chosen headset alone. */
  getDevices(): Promise<readonly HidDevice[]>;
  requestDevice(options: { readonly filters: readonly { readonly usagePage: number }[] }): Promise<readonly HidDevice[]>;
  addEventListener(type: 'connect' | 'disconnect', listener: () => void): void;
  removeEventListener(type: 'connect' | 'disconnect', listener: () => void): void;
}

/** null where the browser has none. */
export function systemHid(): Hid | null {
  return (navigator as Navigator & { readonly hid?: Hid }).hid ?? null;
}
