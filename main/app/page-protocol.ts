import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

export const PAGE_SCHEME = 'sidetone';
/** The page's origin: a scheme of our own, so that no file: URL is ever trusted. */
export const PAGE_ORIGIN = `${PAGE_SCHEME}://app`;
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

/** Nothing but our own files; no inline script, no eval, no connection to anywhere. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "media-src 'self' blob: mediastream:",
  "worker-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.wav': 'audio/wav', '.woff2': 'font/woff2', '.json': 'application/json', '.map': 'application/json',
};

/** Must run before the app is ready: makes the scheme a secure context, which getUserMedia and AudioWorklet ask for. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** The file below `folder` that a page URL names, or null when it names none of ours. */
export function pageFile(folder: string, requestUrl: string): string | null {
  if (!URL.canParse(requestUrl)) return null;
  const url = new URL(requestUrl);
  if (url.host !== 'app') return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null; // a broken escape names no file
  }
  const file = normalize(join(folder, path));
  return path.includes('\0') || !file.startsWith(folder + sep) ? null : file;
}

/** Serves the built page from `folder`, with the policy on every answer. */
export function servePageFiles(folder: string): void {
  protocol.handle(PAGE_SCHEME, async (request) => {
    const file = pageFile(folder, request.url);
    const type = file === null ? undefined : MIME_TYPES[extname(file)];
    if (file === null || type === undefined) return new Response('not found', { status: 404 });
    try {
      const headers = { 'content-type': type, 'content-security-policy': CONTENT_SECURITY_POLICY, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };
      return new Response(new Uint8Array(await readFile(file)), { headers });
    } catch {
      return new Response('not found', { status: 404 });
    }
  });
}
