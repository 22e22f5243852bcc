import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';
import type { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { describeFileError, PRIVATE_FOLDER_MODE, type DurableWrite } from './durable-file.ts';
import { moveAside } from './move-aside.ts';
import type { Page } from './pages.ts';
import type { RecordStore } from './record-store.ts';
import type { StoreCodec } from './store-codec.ts';
import { imageOf, type StoreImage } from './store-image.ts';
import { readManifest, readPage } from './store-parse.ts';
import { ContactPage, MessagePage, OutboxPage, RecordPage, type Manifest, type PageReference } from './store-schema.ts';

/** lowdb's adapter for a StoreImage. */
export interface StoreAdapter extends Adapter<StoreImage> {
  movedAside(): RecordStore['movedAside'];
}

/**
 * `store.json` holds everything but records, outbox, messages and contacts, which lie in pages of a few dozen in the folder `store.pages`;
 * it names each page with its SHA-256. Pages are never overwritten: an update writes new ones first and then renames the
 * new main file over the old one. That rename is the commit, of the record and of its OutboxEntry alike.
 * A page that no main file names is a leftover of a crash and is removed at the next start.
 */
export function createStoreAdapter(options: { file: string; codec: StoreCodec; write: DurableWrite; nowMs: () => number; log: Log }): StoreAdapter {
  const { file, codec, write, nowMs, log } = options;
  const folder = file.replace(/(\.json)?$/, '.pages');
  /** The pages that the main file on disk names. */
  let committed: ReadonlyMap<string, PageReference> = new Map();
  let movedAside: RecordStore['movedAside'] = null;

  async function read(): Promise<StoreImage | null> {
    await makePrivateFolder(dirname(file));
    await makePrivateFolder(folder);
    const manifest = readManifest(await readIfThere(file), codec);
    if (manifest.kind === 'read') return load(manifest.manifest);
    const hasPages = (await readdir(folder)).some((name) => name.endsWith('.json'));
    if (manifest.kind === 'unreadable') {
      movedAside = { fileName: await moveAside(file, manifest.because, nowMs()), reason: manifest.reason };
      if (hasPages) await moveAside(folder, manifest.because, nowMs());
    } else if (hasPages) {
      // Somebody took the main file away; the pages may be all that is left of the records.
      movedAside = { fileName: await moveAside(folder, 'corrupt', nowMs()), reason: 'The store’s main file is missing.' };
    }
    if (movedAside !== null) log.error('records.moved-aside', movedAside);
    await makePrivateFolder(folder);
    return null;
  }

  async function load(manifest: Manifest): Promise<StoreImage> {
    const recordPages = await loadPages(manifest.recordPages, RecordPage);
    const outboxPages = await loadPages(manifest.outboxPages, OutboxPage);
    const messagePages = await loadPages(manifest.messagePages, MessagePage);
    const contactPages = await loadPages(manifest.contactPages, ContactPage);
    committed = new Map([...manifest.recordPages, ...manifest.outboxPages, ...manifest.messagePages, ...manifest.contactPages].map((page) => [page.fileName, page]));
    await removeLeftovers();
    return imageOf(manifest, manifest.nextPageNumber, recordPages, outboxPages, messagePages, contactPages);
  }

  /** A damaged page is moved aside alone: the other records are whole and stay. */
  async function loadPages<Item>(references: readonly PageReference[], schema: z.ZodType<Item[]>): Promise<Page<Item>[]> {
    const pages: Page<Item>[] = [];
    for (const reference of references) {
      const pageFile = join(folder, reference.fileName);
      const bytes = await readIfThere(pageFile);
      const page = readPage(bytes, reference, schema, codec);
      if (page.ok) {
        pages.push({ fileName: reference.fileName, items: page.value });
        continue;
      }
      const fileName = bytes === null ? reference.fileName : await moveAside(pageFile, 'corrupt', nowMs());
      log.error('records.page-moved-aside', { fileName, reason: page.error.message, count: reference.count });
      movedAside = { fileName: movedAside?.fileName ?? fileName, reason: movedAside === null ? page.error.message : `${movedAside.reason} ${page.error.message}` };
    }
    return pages;
  }

  async function removeLeftovers(): Promise<void> {
    for (const name of await readdir(folder)) {
      const isOurs = /^(?:records|outbox|messages|contacts)-\d+\.json(?:\.tmp)?$/.test(name);
      if (isOurs && !committed.has(name)) await removeQuietly(join(folder, name));
    }
    await removeQuietly(`${file}.tmp`);
  }

  async function writeImage(image: StoreImage): Promise<void> {
    const { version, settings, accounts, secrets, callers } = image.data;
    const recordPages = await writePages(image.recordPages);
    const outboxPages = await writePages(image.outboxPages);
    const messagePages = await writePages(image.messagePages);
    const contactPages = await writePages(image.contactPages);
    const manifest: Manifest = { version, settings, accounts: [...accounts], secrets, callers, nextPageNumber: image.nextPageNumber, recordPages, outboxPages, messagePages, contactPages };
    await write(file, codec.encode(JSON.stringify(manifest)));
    const now = new Map([...recordPages, ...outboxPages, ...messagePages, ...contactPages].map((page) => [page.fileName, page]));
    const gone = [...committed.keys()].filter((name) => !now.has(name));
    committed = now;
    for (const name of gone) await removeQuietly(join(folder, name));
  }

  async function writePages(pages: readonly Page<unknown>[]): Promise<PageReference[]> {
    const references: PageReference[] = [];
    for (const page of pages) references.push(committed.get(page.fileName) ?? await writePage(page));
    return references;
  }

  async function writePage(page: Page<unknown>): Promise<PageReference> {
    const bytes = codec.encode(JSON.stringify(page.items));
    await write(join(folder, page.fileName), bytes);
    return { fileName: page.fileName, sha256: createHash('sha256').update(bytes).digest('hex'), count: page.items.length };
  }

  /** What cannot be removed now is a leftover for the next start. */
  async function removeQuietly(path: string): Promise<void> {
    await rm(path, { force: true }).catch((error: unknown) => log.warn('records.leftover', { detail: describeFileError(error) }));
  }

  return { read, write: writeImage, movedAside: () => movedAside };
}

async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER_MODE });
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`cannot read ${file}: ${describeFileError(error)}`, { cause: error });
  }
}
