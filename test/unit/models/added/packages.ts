import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { pack } from 'tar-stream';
import type { RecogniserEntry } from '../../../../models/manifest.ts';

/** A model whose files are two lines of text: enough for whoever only copies and counts. */
export const FILES: Readonly<Record<string, Buffer>> = { 'encoder.onnx': Buffer.from('an encoder'), 'decoder.onnx': Buffer.from('a decoder') };
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function entryOf(change: Partial<RecogniserEntry> = {}, files = FILES): RecogniserEntry {
  return {
    id: 'own-tiny', name: 'My tiny model', task: 'speech-recognition', engine: 'moonshine', language: 'en', sampleRateHz: 16_000, licence: { spdx: 'MIT', note: '' },
    files: Object.entries(files).map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) })),
    settings: { layers: 6, heads: 8, headSize: 36 }, ...change,
  } as RecogniserEntry;
}

export const contentOf = (entry: unknown = entryOf(), files = FILES): Record<string, Buffer> => ({ ...files, 'sidetone-model.json': Buffer.from(JSON.stringify(entry)) });

export const zipOf = (content: Readonly<Record<string, Uint8Array>>): Buffer => Buffer.from(zipSync({ ...content }));

/** A zip file whose entries say that they are symbolic links. */
export const zipOfLinks = (content: Readonly<Record<string, Uint8Array>>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(content).map(([path, bytes]) => [path, [bytes, { os: 3, attrs: (0o120777 << 16) >>> 0 }]]))));

type TarEntry = { readonly name: string; readonly type?: 'file' | 'symlink' | 'link' | 'fifo' | 'directory'; readonly linkname?: string; readonly content?: Uint8Array };

export async function tarGzOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const packed = pack();
  for (const { content = new Uint8Array(), ...header } of entries) packed.entry({ ...header, size: content.length }, Buffer.from(content));
  packed.finalize();
  const parts: Buffer[] = [];
  for await (const part of packed) parts.push(part as Buffer);
  return gzipSync(Buffer.concat(parts));
}
export const filesOfTar = (content: Readonly<Record<string, Uint8Array>>): TarEntry[] => Object.entries(content).map(([name, bytes]) => ({ name, content: bytes }));
