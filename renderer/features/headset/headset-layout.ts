import type { HidCollection, HidReportInfo, HidReportItem } from './hid.ts';

/** HID Usage Tables 1.5: page 0x0B is telephony, page 0x08 the lamps. */
export const TELEPHONY_PAGE = 0x0b;
const HOOK_SWITCH = 0x0b0020;
const PHONE_MUTE = 0x0b002f;
const LAMP_USAGES = { offHook: 0x080017, ring: 0x080018, mute: 0x080009, hold: 0x080020 } as const;

export type Lamp = keyof typeof LAMP_USAGES;
export type Lamps = Readonly<Record<Lamp, boolean>>;

/** Where a button lies in a report, whose bits are counted after the report id. */
export interface ButtonField {
  readonly reportId: number;
  readonly firstBit: number;
  readonly bitsEach: number;
  /** Slots of an array; 1 for a button with bits of its own. */
  readonly slots: number;
  /** Of an array: the value that stands for the button. null: anything but zero. */
  readonly value: number | null;
  /** The bit is a state (off-hook, muted); a relative one tells of a press alone. */
  readonly isState: boolean;
}

interface LampField {
  readonly reportId: number;
  readonly bit: number;
}

/** Which bits of which reports are the buttons and lamps of a headset. */
export interface HeadsetLayout {
  readonly hook: ButtonField | null;
  readonly mute: ButtonField | null;
  readonly lamps: Readonly<Partial<Record<Lamp, LampField>>>;
  /** Lengths of the output reports that have lamps of ours, by their id. */
  readonly outputBytes: ReadonlyMap<number, number>;
}

/** Reads the device's own description; null when it has neither button of ours. */
export function readHeadsetLayout(collections: readonly HidCollection[]): HeadsetLayout | null {
  const telephony = collections.filter(({ usagePage }) => usagePage === TELEPHONY_PAGE);
  const inputs = telephony.flatMap(({ inputReports }) => inputReports ?? []);
  const outputs = telephony.flatMap(({ outputReports }) => outputReports ?? []);
  const hook = findButton(inputs, HOOK_SWITCH);
  const mute = findButton(inputs, PHONE_MUTE);
  if (hook === null && mute === null) return null;
  const lamps: Partial<Record<Lamp, LampField>> = {};
  const outputBytes = new Map<number, number>();
  for (const lamp of Object.keys(LAMP_USAGES) as Lamp[]) {
    for (const report of outputs) {
      const found = findField(report, LAMP_USAGES[lamp]);
      if (found === null || found.item.isArray === true || (found.item.reportSize ?? 0) < 1) continue;
      const reportId = report.reportId ?? 0;
      lamps[lamp] = { reportId, bit: found.firstBit };
      outputBytes.set(reportId, Math.ceil(bitsOf(report) / 8));
      break;
    }
  }
  return { hook, mute, lamps, outputBytes };
}

/** Whether the button's bit is set in a report; null when the report does not speak of it, or ends before it. */
export function readButton({ reportId, firstBit, bitsEach, slots, value }: ButtonField, report: { readonly reportId: number; readonly data: DataView }): boolean | null {
  if (report.reportId !== reportId || report.data.byteLength * 8 < firstBit + bitsEach * slots) return null;
  for (let slot = 0; slot < slots; slot += 1) {
    const read = readBits(report.data, firstBit + slot * bitsEach, bitsEach);
    if (value === null ? read !== 0 : read === value) return true;
  }
  return false;
}

/** The output reports that light these lamps and put out everything else. */
export function lampReports({ lamps, outputBytes }: HeadsetLayout, lit: Lamps): readonly { readonly reportId: number; readonly data: Uint8Array<ArrayBuffer> }[] {
  return [...outputBytes].map(([reportId, bytes]) => {
    const data = new Uint8Array(bytes);
    for (const [lamp, field] of Object.entries(lamps) as [Lamp, LampField][]) {
      if (field.reportId === reportId && lit[lamp]) data[field.bit >> 3] = (data[field.bit >> 3] ?? 0) | (1 << (field.bit & 7));
    }
    return { reportId, data };
  });
}

function findButton(reports: readonly HidReportInfo[], usage: number): ButtonField | null {
  for (const report of reports) {
    const found = findField(report, usage);
    if (found === null) continue;
    const { item, firstBit, index } = found;
    const bitsEach = item.reportSize ?? 0;
    const isArray = item.isArray === true;
    if (bitsEach < 1 || bitsEach > 32) continue;
    return { reportId: report.reportId ?? 0, firstBit, bitsEach, slots: isArray ? item.reportCount ?? 0 : 1, value: isArray ? (item.logicalMinimum ?? 0) + index : null, isState: !isArray && item.isAbsolute === true };
  }
  return null;
}

/** The item that holds a usage, the first of the usage's own bits (of an array: of the whole array), and the usage's place among the item's. */
function findField({ items = [] }: HidReportInfo, usage: number): { readonly item: HidReportItem; readonly firstBit: number; readonly index: number } | null {
  let bit = 0;
  for (const item of items) {
    const index = item.isConstant === true ? -1 : indexOfUsage(item, usage);
    if (index !== -1 && item.isArray === true) return { item, firstBit: bit, index };
    if (index !== -1 && index < (item.reportCount ?? 0)) return { item, firstBit: bit + index * (item.reportSize ?? 0), index };
    bit += bitsOfItem(item);
  }
  return null;
}

function indexOfUsage({ isRange, usages = [], usageMinimum = 0, usageMaximum = -1 }: HidReportItem, usage: number): number {
  if (isRange !== true) return usages.indexOf(usage);
  return usage >= usageMinimum && usage <= usageMaximum ? usage - usageMinimum : -1;
}

const bitsOfItem = ({ reportSize = 0, reportCount = 0 }: HidReportItem): number => reportSize * reportCount;
const bitsOf = ({ items = [] }: HidReportInfo): number => items.reduce((sum, item) => sum + bitsOfItem(item), 0);

/** The lowest bit first (HID 1.11 s. 8.4). */
function readBits(data: DataView, firstBit: number, count: number): number {
  let value = 0;
  for (let bit = 0; bit < count; bit += 1) {
    const at = firstBit + bit;
    if (((data.getUint8(at >> 3) >> (at & 7)) & 1) === 1) value += 2 ** bit;
  }
  return value;
}
