import { createHash } from 'node:crypto';
import { z } from 'zod';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { StoreCodec } from './store-codec.ts';
import { describeIssue, Manifest, STORE_VERSION, type PageReference } from './store-schema.ts';

export type ParsedManifest =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly manifest: Manifest }
  | { readonly kind: 'unreadable'; readonly because: 'corrupt' | 'newer'; readonly reason: string };

const AnyVersion = z.object({ version: z.number().int() });

/** Reads the bytes of the main file; null: there is none. */
export function readManifest(bytes: Buffer | null, codec: StoreCodec): ParsedManifest {
  if (bytes === null) return { kind: 'none' };
  const json = decodeJson(bytes, codec);
  if (!json.ok) return { kind: 'unreadable', because: 'corrupt', reason: `The store file could not be read: ${json.error.message}.` };
  const versioned = AnyVersion.safeParse(json.value);
  if (versioned.success && versioned.data.version > STORE_VERSION) {
    return { kind: 'unreadable', because: 'newer', reason: `The store was written by a newer Sidetone (format ${versioned.data.version}; this one knows ${STORE_VERSION}).` };
  }
  const parsed = Manifest.safeParse(json.value);
  return parsed.success
    ? { kind: 'read', manifest: parsed.data }
    : { kind: 'unreadable', because: 'corrupt', reason: `The store file is not valid: ${describeIssue('', parsed.error)}.` };
}

/** Reads the bytes of a page against what the main file says of it. */
export function readPage<Item>(bytes: Buffer | null, reference: PageReference, schema: z.ZodType<Item[]>, codec: StoreCodec): Result<Item[], 'unreadable'> {
  const what = `The file with ${reference.count} entries, ${reference.fileName},`;
  if (bytes === null) return failure('unreadable', `${what} is missing.`);
  if (createHash('sha256').update(bytes).digest('hex') !== reference.sha256) return failure('unreadable', `${what} is damaged.`);
  const json = decodeJson(bytes, codec);
  if (!json.ok) return failure('unreadable', `${what} could not be read: ${json.error.message}.`);
  const parsed = schema.safeParse(json.value);
  return parsed.success ? success(parsed.data) : failure('unreadable', `${what} is not valid: ${describeIssue('', parsed.error)}.`);
}

function decodeJson(bytes: Buffer, codec: StoreCodec): Result<unknown, 'unreadable'> {
  let text: string;
  try {
    text = codec.decode(bytes);
  } catch (error) {
    return failure('unreadable', error instanceof Error ? error.message : String(error));
  }
  try {
    return success<unknown>(JSON.parse(text));
  } catch {
    // The engine's message quotes the text, which may hold a secret.
    return failure('unreadable', text.trim() === '' ? 'it is empty' : 'it is not JSON');
  }
}
