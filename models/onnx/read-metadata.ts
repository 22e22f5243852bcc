import { open, type FileHandle } from 'node:fs/promises';

/** ModelProto.metadata_props and the fields of StringStringEntryProto, of onnx.proto3. */
const METADATA_FIELD = 14;
const [KEY_FIELD, VALUE_FIELD] = [1, 2];
const [VARINT, FIXED_64, LENGTH_DELIMITED, FIXED_32] = [0, 1, 2, 5];
const MOST_FIELDS = 10_000;
const MOST_METADATA_BYTES = 4 * 1024 * 1024;
const LONGEST_VARINT = 10;

/**
 * What an ONNX file says of itself beside its graph. The graph is stepped over, so a gigabyte is read in a moment.
 *
 * @returns null for a file that is no ONNX model; rejects where it cannot be read
 */
export async function readOnnxMetadata(path: string): Promise<ReadonlyMap<string, string> | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const found = new Map<string, string>();
    let [at, fields, metadataBytes] = [0, 0, 0];
    while (at < size) {
      const head = fieldAt(await read(file, at, 2 * LONGEST_VARINT), 0);
      if (head === null || (fields += 1) > MOST_FIELDS) return null;
      const start = at + head.contentStart;
      at = start + head.contentBytes;
      if (at > size) return null;
      if (head.field !== METADATA_FIELD || head.wireType !== LENGTH_DELIMITED) continue;
      if ((metadataBytes += head.contentBytes) > MOST_METADATA_BYTES) return null;
      const entry = entryOf(await read(file, start, head.contentBytes));
      if (entry === null) return null;
      found.set(entry.key, entry.value);
    }
    return fields === 0 ? null : found;
  } finally {
    await file.close();
  }
}

async function read(file: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, position);
  return buffer.subarray(0, bytesRead);
}

interface Field {
  readonly field: number;
  readonly wireType: number;
  /** From the field's first byte. */
  readonly contentStart: number;
  readonly contentBytes: number;
}

function fieldAt(bytes: Buffer, at: number): Field | null {
  const key = varintAt(bytes, at);
  if (key === null) return null;
  const [field, wireType] = [Math.floor(key.value / 8), key.value % 8];
  const afterKey = at + key.bytes;
  const of = (contentStart: number, contentBytes: number): Field | null => (field === 0 ? null : { field, wireType, contentStart: contentStart - at, contentBytes });
  const next = varintAt(bytes, afterKey);
  switch (wireType) {
    case VARINT: return next === null ? null : of(afterKey, next.bytes);
    case FIXED_64: return of(afterKey, 8);
    case FIXED_32: return of(afterKey, 4);
    case LENGTH_DELIMITED: return next === null ? null : of(afterKey + next.bytes, next.value);
    default: return null;
  }
}

/** Whole numbers up to 2^53; null for more, and where the bytes end first. */
function varintAt(bytes: Buffer, at: number): { readonly value: number; readonly bytes: number } | null {
  let value = 0;
  for (let index = 0; index < LONGEST_VARINT; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return Number.isSafeInteger(value) ? { value, bytes: index + 1 } : null;
  }
  return null;
}

function entryOf(bytes: Buffer): { readonly key: string; readonly value: string } | null {
  const texts = new Map<number, string>();
  for (let at = 0; at < bytes.length;) {
    const head = fieldAt(bytes, at);
    if (head === null || at + head.contentStart + head.contentBytes > bytes.length) return null;
    texts.set(head.field, bytes.toString('utf8', at + head.contentStart, at + head.contentStart + head.contentBytes));
    at += head.contentStart + head.contentBytes;
  }
  return { key: texts.get(KEY_FIELD) ?? '', value: texts.get(VALUE_FIELD) ?? '' };
}
