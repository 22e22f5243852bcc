import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { RecordedAudio } from '../../preload/contract/recording.ts';

const PATH = /^\/recordings\/([^/]+)$/;

/** The file name that a page URL's path asks for, or null when it asks for no recording. */
export function recordingNameOf(pathname: string): string | null {
  const name = RecordedAudio.shape.fileName.safeParse(PATH.exec(pathname)?.[1]);
  return name.success ? name.data : null;
}

/** Answers with the file or the range that was asked for (RFC 9110 s. 14): a player that jumps about reads no more than it plays. */
export async function recordingResponse(folder: string, fileName: string, range: string | null): Promise<Response> {
  const file = join(folder, fileName);
  const size = await stat(file).then((found) => found.size, () => null);
  if (size === null) return new Response('not found', { status: 404 });
  const headers = { 'content-type': 'audio/wav', 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };
  if (range === null) return new Response(streamOf(file, 0, size - 1), { headers: { ...headers, 'content-length': String(size) } });
  const asked = readRange(range, size);
  if (asked === null) return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
  return new Response(streamOf(file, asked.from, asked.to), { status: 206, headers: { ...headers, 'content-length': String(asked.to - asked.from + 1), 'content-range': `bytes ${asked.from}-${asked.to}/${size}` } });
}

/** One range of bytes, both ends included; null for none that can be given. */
export function readRange(range: string, size: number): { readonly from: number; readonly to: number } | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from > to || from >= size ? null : { from, to };
}

function streamOf(file: string, from: number, to: number): ReadableStream {
  return Readable.toWeb(createReadStream(file, { start: from, end: to })) as ReadableStream;
}
