import type { HIDDevice, Session } from 'electron';
import type { HeadsetChoice } from '../../preload/contract/headset.ts';
import { isOwnOrigin } from './permissions.ts';

interface HeadsetQuestion {
  /** Asks the person which of these; null: none. */
  readonly ask: (names: readonly string[]) => Promise<number | null>;
  readonly keep: (headset: HeadsetChoice) => Promise<unknown>;
}

/**
 * Answers the page's wish for a device (WebHID's requestDevice): the person says which in a question of main's own, so that no page can take one unseen.
 * The choice is kept before the page gets the device, which may be opened only then.
 */
export function letChooseHeadset(session: Pick<Session, 'on'>, { ask, keep }: HeadsetQuestion): void {
  session.on('select-hid-device', (event, { deviceList, frame }, answer) => {
    event.preventDefault();
    if (frame === null || !isOwnOrigin(frame.url)) return answer('');
    void chooseFrom(deviceList, { ask, keep }).then((deviceId) => answer(deviceId ?? ''), () => answer(''));
  });
}

/** The id of the device to hand out; null: none. */
export async function chooseFrom(devices: readonly HIDDevice[], { ask, keep }: HeadsetQuestion): Promise<string | null> {
  // A headset may have several interfaces, all of one product.
  const products = devices.filter((device, index) => devices.findIndex((other) => isSameProduct(device, other)) === index);
  if (products.length === 0) return null;
  const index = await ask(products.map(nameOf));
  const chosen = index === null ? undefined : products[index];
  if (chosen === undefined) return null;
  await keep({ vendorId: chosen.vendorId, productId: chosen.productId, name: nameOf(chosen) });
  return chosen.deviceId;
}

const isSameProduct = (one: HIDDevice, other: HIDDevice): boolean => one.vendorId === other.vendorId && one.productId === other.productId;

function nameOf({ name, vendorId, productId }: HIDDevice): string {
  const hex = (id: number): string => id.toString(16).padStart(4, '0');
  return name.trim().slice(0, 200) || `USB ${hex(vendorId)}:${hex(productId)}`;
}
