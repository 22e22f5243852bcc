import { parseArticle, type Article } from '../article.ts';
import { readCsv } from './read-csv.ts';
import { readDocx } from './read-docx.ts';
import { htmlToMarkdown } from './read-html.ts';
import { readPdf } from './read-pdf.ts';
import { textToMarkdown } from './read-text.ts';

const ENDING = /\.([a-z]+)$/i;
/** What each ending is read as; all but tables of questions become Markdown first, so that headings cut every kind alike. */
const READERS: Readonly<Record<string, (bytes: Uint8Array, fileName: string) => Article[] | Promise<Article[]>>> = {
  md: fromText((text) => text),
  markdown: fromText((text) => text),
  txt: fromText(textToMarkdown),
  html: fromText(htmlToMarkdown),
  htm: fromText(htmlToMarkdown),
  csv: (bytes, fileName) => readCsv(textOf(bytes), fileName),
  docx: async (bytes, fileName) => fromMarkdown(await readDocx(bytes), fileName),
  pdf: async (bytes, fileName) => fromMarkdown(await readPdf(bytes), fileName),
};

/** Whether a file of this name is an article or a set of them. Names that begin with a dot or with "~$" are other programs' scratch. */
export function isDocument(fileName: string): boolean {
  const base = fileName.slice(fileName.lastIndexOf('/') + 1);
  return !/^(?:\.|~\$)/.test(base) && (ENDING.exec(base)?.[1]?.toLowerCase() ?? '') in READERS;
}

/**
 * The articles of one file: Markdown, plain text, HTML, DOCX or PDF is one article, a CSV of questions and answers one for each row.
 *
 * @param fileName relative to the knowledge folder, with its ending
 * @throws Error with words for a person when the bytes are not what the ending says
 */
export async function readDocument(bytes: Uint8Array, fileName: string): Promise<Article[]> {
  const reader = READERS[ENDING.exec(fileName)?.[1]?.toLowerCase() ?? ''];
  if (reader === undefined) throw new Error('files of this kind are not read');
  const articles = await reader(bytes, fileName);
  if (articles.length === 0) throw new Error('no text in it');
  return articles;
}

function fromText(toMarkdown: (text: string) => string): (bytes: Uint8Array, fileName: string) => Article[] {
  return (bytes, fileName) => fromMarkdown(toMarkdown(textOf(bytes)), fileName);
}

function fromMarkdown(markdown: string, fileName: string): Article[] {
  const article = parseArticle(markdown, fileName);
  return article === null ? [] : [article];
}

function textOf(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new Error('not a text file');
  return new TextDecoder('utf-8').decode(bytes); // drops a byte order mark
}
