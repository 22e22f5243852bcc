import { PAGE_ORIGIN } from './page-file.ts';

/** Permissions the page may have; `media` is narrowed to the microphone below. */
const GRANTED = new Set(['media', 'speaker-selection', 'clipboard-sanitized-write']);

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
