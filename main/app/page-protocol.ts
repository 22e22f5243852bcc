import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { CONTENT_SECURITY_POLICY, MIME_TYPES, pageFile, PAGE_ORIGIN, PAGE_SCHEME } from './page-file.ts';
import { recordingNameOf, recordingResponse } from './recording-response.ts';

/** Must run before the app is ready: makes the scheme a secure context, which getUserMedia and AudioWorklet ask for. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);
}

/** Serves the built page from `folder`, with the policy on every answer, and the recordings that it plays. */
export function servePageFiles(folder: string, recordingsFolder: string): void {
  protocol.handle(PAGE_SCHEME, async (request) => {
    const recording = request.url.startsWith(PAGE_ORIGIN) ? recordingNameOf(new URL(request.url).pathname) : null;
    if (recording !== null) return recordingResponse(recordingsFolder, recording, request.headers.get('range'));
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
