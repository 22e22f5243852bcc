import type { HeadsetChoice } from '../../preload/contract/headset.ts';
import { PAGE_ORIGIN } from './page-file.ts';

/** Permissions the page may have; `media` is narrowed to the microphone below, `hid` to one device by `isHeadsetGranted`. */
const GRANTED = new Set(['media', 'hid', 'speaker-selection', 'clipboard-sanitized-write']);

/** Whether a URL or origin is that of our own page. */
export function isOwnOrigin(url: string): boolean {
  return url === PAGE_ORIGIN || url.startsWith(`${PAGE_ORIGIN}/`);
}

function wantsAudioAlone(details: { mediaTypes?: readonly string[]; mediaType?: string }): boolean {
  const types = details.mediaTypes ?? (details.mediaType === undefined ? [] : [details.mediaType]);
  return types.every((type) => type === 'audio');
}

/** Whether a page at `requestingUrl` gets `permission`: our own page, the microphone, nothing else. */
export function isPermissionGranted(permission: string, requestingUrl: string, details: { mediaTypes?: readonly string[]; mediaType?: string }): boolean {
  return GRANTED.has(permission) && isOwnOrigin(requestingUrl) && (permission !== 'media' || wantsAudioAlone(details));
}

/** A device as Electron describes it for a permission; `collections` is told by some versions alone. */
export interface AskedDevice {
  readonly deviceType: string;
  readonly origin: string;
  readonly device: { readonly vendorId?: number; readonly productId?: number; readonly collections?: readonly { readonly usagePage: number }[] };
}

/** HID Usage Tables: Telephony Device Page. */
const TELEPHONY_PAGE = 0x0b;

/** Whether the page may open a device: our own page, the headset that the person chose, nothing else. */
export function isHeadsetGranted({ deviceType, origin, device }: AskedDevice, chosen: HeadsetChoice | null): boolean {
  if (deviceType !== 'hid' || !isOwnOrigin(origin.replace(/\/$/, '')) || chosen === null) return false;
  if (device.collections !== undefined && !device.collections.some(({ usagePage }) => usagePage === TELEPHONY_PAGE)) return false;
  return device.vendorId === chosen.vendorId && device.productId === chosen.productId;
}
