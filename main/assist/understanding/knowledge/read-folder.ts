import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Article } from './article.ts';
import { isDocument, readDocument } from './documents/document.ts';

/** Larger files are no articles. */
const MOST_BYTES = 20_000_000;
const MOST_TEXT_BYTES = 1_000_000;
const TEXT = /\.(?:md|markdown|txt|csv)$/i;
const MOST_FILES = 5_000;

/** What one file gave when it was read last: it is not read again while its size and time are the same. */
export interface KnownFile {
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly read: readonly Article[] | string;
}

export interface ReadFolder {
  readonly articles: readonly Article[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** For the next reading. */
  readonly files: ReadonlyMap<string, KnownFile>;
}

/**
 * Every document of a folder and its subfolders, by name; what cannot be read is skipped with a reason.
 *
 * @param onProgress how many of how many files are done
 * @throws Error when the folder itself cannot be read
 */
export async function readKnowledgeFolder(folder: string, known: ReadonlyMap<string, KnownFile> = new Map(), onProgress: (done: number, total: number) => void = () => undefined): Promise<ReadFolder> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).filter(isDocument).sort();
  const files = new Map<string, KnownFile>();
  for (const [done, file] of names.slice(0, MOST_FILES).entries()) {
    files.set(file, await readOne(join(folder, file), file, known.get(file)));
    onProgress(done + 1, Math.min(names.length, MOST_FILES));
  }
  return { ...gather(files), files };
}

function gather(files: ReadonlyMap<string, KnownFile>): Pick<ReadFolder, 'articles' | 'skipped'> {
  const articles = new Map<string, Article>();
  const skipped: { file: string; reason: string }[] = [];
  for (const [file, { read }] of files) {
    if (typeof read === 'string') skipped.push({ file, reason: read });
    else for (const article of read) {
      if (articles.has(article.articleId)) skipped.push({ file, reason: `another article has the id ${article.articleId}` });
      else articles.set(article.articleId, article);
    }
  }
  return { articles: [...articles.values()], skipped };
}

async function readOne(path: string, file: string, known: KnownFile | undefined): Promise<KnownFile> {
  try {
    const { size: bytes, mtimeMs: modifiedMs } = await stat(path);
    if (known?.bytes === bytes && known.modifiedMs === modifiedMs) return known;
    return { bytes, modifiedMs, read: await readWithin(path, file, bytes) };
  } catch (error) {
    return { bytes: -1, modifiedMs: -1, read: error instanceof Error ? error.message : String(error) };
  }
}

async function readWithin(path: string, file: string, bytes: number): Promise<readonly Article[] | string> {
  const most = TEXT.test(file) ? MOST_TEXT_BYTES : MOST_BYTES;
  if (bytes > most) return `larger than ${most / 1_000_000} MB`;
  try {
    return await readDocument(await readFile(path), file);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
