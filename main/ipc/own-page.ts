import type { IpcMainInvokeEvent, WebContents } from 'electron';

/** Whether an invoke event comes from the main frame of our own page. */
export function isOwnPage(event: Pick<IpcMainInvokeEvent, 'senderFrame'>, page: WebContents | null, pageOrigin: string): boolean {
  const frame = event.senderFrame;
  if (frame === null || page === null || page.isDestroyed() || frame !== page.mainFrame) return false;
  // A custom scheme's `origin` is "null" in WHATWG URL, so scheme and host are compared.
  const url = URL.canParse(frame.url) ? new URL(frame.url) : null;
  return url !== null && `${url.protocol}//${url.host}` === pageOrigin;
}
