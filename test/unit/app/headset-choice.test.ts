import { describe, expect, it } from 'vitest';
import type { HIDDevice } from 'electron';
import { chooseFrom } from '../../../main/app/headset-choice.ts';
import { isHeadsetGranted } from '../../../main/app/permissions.ts';
import type { HeadsetChoice } from '../../../preload/contract/headset.ts';

const device = (deviceId: string, vendorId: number, productId: number, name: string): HIDDevice => ({ deviceId, vendorId, productId, name });
const CHOSEN: HeadsetChoice = { vendorId: 0x0b0e, productId: 0x0e36, name: 'Desk headset' };
const PLUGGED = [device('a', 0x0b0e, 0x0e36, 'Desk headset'), device('b', 0x0b0e, 0x0e36, 'Desk headset'), device('c', 0x047f, 0xc056, ' ')];

describe('the choice of a headset', () => {
  it('is the person\'s, of each product once, and is kept before the page gets it (T18)', async () => {
    const steps: unknown[] = [];
    const got = await chooseFrom(PLUGGED, { ask: async (names) => { steps.push(names); return 1; }, keep: async (headset) => { steps.push(headset); } });
    expect([...steps, got]).toEqual([['Desk headset', 'USB 047f:c056'], { vendorId: 0x047f, productId: 0xc056, name: 'USB 047f:c056' }, 'c']);
  });

  it('may be none, and asks nothing where nothing is plugged in', async () => {
    const kept: unknown[] = [];
    expect(await chooseFrom(PLUGGED, { ask: async () => null, keep: async (headset) => kept.push(headset) })).toBeNull();
    expect(await chooseFrom([], { ask: async () => { throw new Error('asked'); }, keep: async (headset) => kept.push(headset) })).toBeNull();
    expect(kept).toEqual([]);
  });

  it.each([
    ['the chosen one', 'hid', 'sidetone://app/', { vendorId: 0x0b0e, productId: 0x0e36 }, CHOSEN, true],
    ['the chosen one, telling its telephony page', 'hid', 'sidetone://app', { vendorId: 0x0b0e, productId: 0x0e36, collections: [{ usagePage: 0x0c }, { usagePage: 0x0b }] }, CHOSEN, true],
    ['one without telephony', 'hid', 'sidetone://app', { vendorId: 0x0b0e, productId: 0x0e36, collections: [{ usagePage: 0x0c }] }, CHOSEN, false],
    ['another one', 'hid', 'sidetone://app', { vendorId: 0x0b0e, productId: 1 }, CHOSEN, false],
    ['any, where none is chosen', 'hid', 'sidetone://app', { vendorId: 0x0b0e, productId: 0x0e36 }, null, false],
    ['the chosen one, by a foreign page', 'hid', 'https://evil.example', { vendorId: 0x0b0e, productId: 0x0e36 }, CHOSEN, false],
    ['the chosen one by USB', 'usb', 'sidetone://app', { vendorId: 0x0b0e, productId: 0x0e36 }, CHOSEN, false],
  ])('%s: may the page open it? (T19)', (_name, deviceType, origin, asked, chosen, isGranted) => {
    expect(isHeadsetGranted({ deviceType, origin, device: asked }, chosen)).toBe(isGranted);
  });
});
