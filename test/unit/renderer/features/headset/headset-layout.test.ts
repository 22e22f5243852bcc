import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lampReports, readButton, readHeadsetLayout, type Lamps } from '../../../../../renderer/features/headset/headset-layout.ts';
import { LAMPS_OFF } from '../../../../../renderer/features/headset/headset-state.ts';
import { CORDLESS, SELECTOR, WIRED } from '../../../../support/fake-headset.ts';

const report = (reportId: number, ...bytes: readonly number[]) => ({ reportId, data: new DataView(Uint8Array.from(bytes).buffer) });
const lit = (...names: readonly (keyof Lamps)[]): Lamps => ({ ...LAMPS_OFF, ...Object.fromEntries(names.map((name) => [name, true])) });

describe('what a headset says of itself', () => {
  it.each([
    ['a wired one', WIRED, { reportId: 2, firstBit: 0, isState: true }, { reportId: 2, firstBit: 2, isState: false }],
    ['a cordless one', CORDLESS, { reportId: 2, firstBit: 0, isState: true }, { reportId: 2, firstBit: 3, isState: true }],
    ['one with an array of buttons', SELECTOR, { reportId: 0, value: 1, slots: 2, isState: false }, { reportId: 0, value: 2, slots: 2, isState: false }],
  ])('gives hook switch and mute of %s their reports and bits, without a table of vendors (T18)', (_name, collections, hook, mute) => {
    expect(readHeadsetLayout(collections)).toMatchObject({ hook, mute });
  });

  it.each([
    ['a wired one', WIRED, lit('offHook', 'mute'), [[2, [0b101, 0]]]],
    ['a wired one', WIRED, lit('ring'), [[2, [0b10, 0]]]],
    ['a wired one', WIRED, lit('offHook', 'hold'), [[2, [0b1001, 0]]]],
    ['a cordless one', CORDLESS, lit('ring', 'mute'), [[2, [0b110, 0]]]],
    ['one with a report for each', SELECTOR, lit('ring', 'offHook'), [[0x17, [1]], [0x18, [0b1000]], [9, [0]]]],
  ])('puts the lamps of %s where it has them (T18)', (_name, collections, lamps, expected) => {
    const reports = lampReports(readHeadsetLayout(collections)!, lamps).map(({ reportId, data }) => [reportId, [...data]]);
    expect(reports.sort(([one], [other]) => Number(one) - Number(other))).toEqual(expected.toSorted(([one], [other]) => Number(one) - Number(other)));
  });

  it('reads a button in its own report alone, and none where the report is cut short', () => {
    const { mute } = readHeadsetLayout(WIRED)!;
    expect([report(2, 0b100, 0), report(2, 0b11, 0), report(1, 0xff, 0xff), report(2)].map((each) => readButton(mute!, each))).toEqual([true, false, null, null]);
    const array = readHeadsetLayout(SELECTOR)!;
    expect([report(0, 0, 2), report(0, 1, 0), report(0, 0, 0), report(0, 2)].map((each) => readButton(array.mute!, each))).toEqual([true, false, false, null]);
  });

  it('takes nothing for a headset that has no button of telephony', () => {
    expect(readHeadsetLayout([])).toBeNull();
    expect(readHeadsetLayout([{ usagePage: 0x0c, inputReports: WIRED[1]!.inputReports! }])).toBeNull();
    expect(readHeadsetLayout([{ usagePage: 0x0b }])).toBeNull();
  });

  it('survives any description and any report', () => {
    const small = fc.integer({ min: 0, max: 40 });
    const usage = fc.constantFrom(0x0b0020, 0x0b002f, 0x080017, 0x080018, 0x080009, 7);
    const item = fc.record({ isAbsolute: fc.boolean(), isArray: fc.boolean(), isConstant: fc.boolean(), isRange: fc.boolean(), usages: fc.array(usage, { maxLength: 4 }), usageMinimum: usage, usageMaximum: usage, reportSize: small, reportCount: small, logicalMinimum: small }, { requiredKeys: [] });
    const reports = fc.array(fc.record({ reportId: small, items: fc.array(item, { maxLength: 4 }) }, { requiredKeys: [] }), { maxLength: 3 });
    fc.assert(fc.property(reports, reports, fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 12 }), (inputReports, outputReports, bytes) => {
      const layout = readHeadsetLayout([{ usagePage: 0x0b, inputReports, outputReports }]);
      if (layout === null) return;
      for (const { data } of lampReports(layout, lit('offHook', 'ring', 'mute', 'hold'))) expect([...data].some((byte) => byte !== 0)).toBe(true);
      for (const button of [layout.hook, layout.mute]) if (button !== null) readButton(button, report(button.reportId, ...bytes));
    }));
  });
});
