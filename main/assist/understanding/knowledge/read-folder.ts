import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArticle, type Article } from './article.ts';

/** Larger files are no articles. */
const MOST_BYTES = 1_000_000;
const MOST_FILES = 5_000;

export interface ReadFolder {
  readonly articles: readonly Article[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Every Markdown file of a folder, by name; what cannot be read is skipped with a reason.
 *
 * @throws Error when the folder itself cannot be read
 */
export async function readKnowledgeFolder(folder: string): Promise<ReadFolder> {
  const names = (await readdir(folder)).filter((name) => /\.(md|markdown)$/i.test(name)).sort();
  const articles: Article[] = [];
  const skipped: { file: string; reason: string }[] = [];
  const seen = new Set<string>();
  for (const file of names.slice(0, MOST_FILES)) {
    const read = await readOne(join(folder, file), file);
    if (typeof read === 'string') skipped.push({ file, reason: read });
    else if (seen.has(read.articleId)) skipped.push({ file, reason: `another article has the id ${read.articleId}` });
    else {
      seen.add(read.articleId);
      articles.push(read);
    }
  }
  return { articles, skipped };
}

async function readOne(path: string, file: string): Promise<Article | string> {
  try {
    if ((await stat(path)).size > MOST_BYTES) return 'larger than 1 MB';
    const bytes = await readFile(path);
    if (bytes.includes(0)) return 'not a text file';
    return parseArticle(bytes.toString('utf8').replace(/^\ufeff/, ''), file) ?? 'no text in it';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
