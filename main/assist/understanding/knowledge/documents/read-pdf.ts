import type { getDocumentProxy as GetDocumentProxy } from 'unpdf';

const MOST_PAGES = 300;
/** Letters larger than the page's usual ones by this factor are a heading. */
const HEADING_RATIO = 1.15;
const LONGEST_HEADING = 100;
/** Lines farther apart than this many of their heights begin a paragraph. */
const PARAGRAPH_GAP = 1.6;

interface Line {
  readonly text: string;
  readonly height: number;
  readonly y: number;
}

/** The text of a PDF as Markdown, its headings known by the size of their letters. A scan has no text; that is said. */
export async function readPdf(bytes: Uint8Array): Promise<string> {
  const { getDocumentProxy } = await import('unpdf'); // large, and wanted by few
  const pages = await linesOf(getDocumentProxy, bytes);
  const lines = pages.flat();
  if (lines.length === 0) throw new Error('no text in it: a scan must go through text recognition first');
  const usual = median(lines.flatMap(({ text, height }) => Array<number>(Math.max(1, Math.round(text.length / 10))).fill(height)));
  return pages.map((page) => toMarkdown(page, usual)).join('\n');
}

async function linesOf(open: typeof GetDocumentProxy, bytes: Uint8Array): Promise<Line[][]> {
  try {
    const document = await open(Uint8Array.from(bytes)); // it keeps the buffer for itself
    const pages: Line[][] = [];
    for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES); number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      pages.push(joinLines(items.flatMap((item) => ('str' in item ? [{ text: item.str, height: Math.abs(Number(item.transform[3])), y: Number(item.transform[5]) }] : []))));
    }
    await document.cleanup();
    return pages;
  } catch {
    throw new Error('not a PDF, a damaged one, or one with a password');
  }
}

/** Pieces on the same height are one line. */
function joinLines(pieces: readonly Line[]): Line[] {
  const lines: Line[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && Math.abs(last.y - piece.y) < Math.max(1, last.height / 2)) lines[lines.length - 1] = { ...last, text: `${last.text}${piece.text}`, height: Math.max(last.height, piece.height) };
    else if (piece.text.trim() !== '') lines.push(piece);
  }
  return lines.map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() })).filter(({ text }) => text !== '');
}

function toMarkdown(lines: readonly Line[], usual: number): string {
  return lines.map((line, at) => {
    const above = lines[at - 1];
    if (line.height > usual * HEADING_RATIO && line.text.length <= LONGEST_HEADING) return `\n# ${line.text}\n`;
    const isParagraph = above !== undefined && above.y - line.y > PARAGRAPH_GAP * line.height;
    return `${isParagraph ? '\n' : ''}${line.text.replace(/[\\`*_<>#]/g, '\\$&')}`;
  }).join('\n');
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
