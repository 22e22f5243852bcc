import { join, normalize, sep } from 'node:path';

export const PAGE_SCHEME = 'sidetone';
/** The page's origin: a scheme of our own, so that no file: URL is ever trusted. */
export const PAGE_ORIGIN = `${PAGE_SCHEME}://app`;
export const PAGE_URL = `${PAGE_ORIGIN}/index.html`;

/** Nothing but our own files; no inline script, no eval, no connection to anywhere. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "media-src 'self' blob: mediastream:",
  "worker-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

export const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.wav': 'audio/wav', '.woff2': 'font/woff2', '.json': 'application/json', '.map': 'application/json',
};

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
