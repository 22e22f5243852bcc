import { app, session, type WebContents } from 'electron';
import type { HeadsetChoice } from '../../preload/contract/headset.ts';
import { type AskedDevice, isOwnOrigin, isHeadsetGranted, isPermissionGranted } from './permissions.ts';

/** To be called before the application is ready: Chromium's spelling checker fetches dictionaries as soon as there is a session, whatever a window says of it. */
export function forbidFetching(): void {
  app.on('session-created', (created) => {
    created.setSpellCheckerLanguages([]);
    created.setSpellCheckerEnabled(false);
  });
}

/**
 * Denies everything that the page never needs: navigation, windows, webviews, permissions, downloads, requests to anywhere else.
 *
 * @param headset the one device that the page may open
 */
export function hardenSession(headset: () => HeadsetChoice | null): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_page, permission, grant, details) => grant(isPermissionGranted(permission, details.requestingUrl, details as { mediaTypes?: string[] })));
  defaultSession.setPermissionCheckHandler((_page, permission, origin, details) => isPermissionGranted(permission, origin, details as { mediaType?: string }));
  defaultSession.setDevicePermissionHandler((asked) => isHeadsetGranted(asked as AskedDevice, headset()));
  defaultSession.on('will-download', (event) => event.preventDefault());
  // The page loads from its own scheme; blob: is the browser's own memory. Anything else has no business here.
  defaultSession.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !(isOwnOrigin(details.url) || /^(blob|data|devtools):/.test(details.url)) }));
  app.on('web-contents-created', (_event, page) => hardenPage(page));
}

function hardenPage(page: WebContents): void {
  page.on('will-navigate', (event) => event.preventDefault());
  page.on('will-frame-navigate', (event) => { if (!isOwnOrigin(event.url)) event.preventDefault(); });
  page.on('will-redirect', (event) => event.preventDefault());
  page.on('will-attach-webview', (event) => event.preventDefault());
  page.setWindowOpenHandler(() => ({ action: 'deny' }));
}
