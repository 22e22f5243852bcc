import { marked, type Token, type Tokens } from 'marked';
import { parse as parseYaml } from 'yaml';
import { readConditions, type ArticleConditions } from './conditions.ts';

/** One piece of an article: what stands under one heading, as plain text that can be read out. */
export interface Passage {
  readonly heading: string;
  readonly text: string;
}

export interface Article {
  readonly articleId: string;
  readonly title: string;
  /** The file's name. */
  readonly source: string;
  /** Questions that it answers, in callers' words. */
  readonly questions: readonly string[];
  readonly passages: readonly Passage[];
  /** Its checklist: the items of its task lists (`- [ ] step`), in order. They are the agent's to do, so no passage holds them. */
  readonly steps: readonly string[];
  /** For whom and when it holds; absent: for everybody, always. */
  readonly conditions?: ArticleConditions | undefined;
}

/** More is no list that somebody follows while talking. */
const MOST_STEPS = 20;
const MOST_STEP_CHARACTERS = 300;

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/;

/**
 * Reads a Markdown article: front matter (`id`, `title`, `questions`, and what conditions.ts reads) where there is any, passages by headings, task lists as its checklist.
 * The title falls back to the first heading, then to the file's name. null for a file without text. Never throws.
 */
export function parseArticle(markdown: string, fileName: string): Article | null {
  const matter = FRONT_MATTER.exec(markdown);
  const front = readFrontMatter(matter?.[1] ?? '');
  const tokens = marked.lexer(matter === null ? markdown : markdown.slice(matter[0].length));
  const name = fileName.replace(/\.(md|markdown)$/i, '');
  const plainName = name.replace(/\.[a-z]+$/i, '').replace(/^.*\//, '');
  const firstHeading = tokens.find((token): token is Tokens.Heading => token.type === 'heading');
  const title = front.title ?? (firstHeading === undefined ? plainName : plainText(firstHeading.tokens));
  const steps = stepsIn(tokens).slice(0, MOST_STEPS);
  const told = cutByHeadings(tokens, title);
  const passages = told.length > 0 || steps.length === 0 ? told : [{ heading: title, text: steps.join(' ') }];
  if (passages.length === 0) return null;
  return { articleId: front.id ?? name, title, source: fileName, questions: front.questions, passages, steps, ...(front.conditions === undefined ? {} : { conditions: front.conditions }) };
}

function readFrontMatter(text: string): { id: string | null; title: string | null; questions: string[]; conditions: ArticleConditions | undefined } {
  const nothing = { id: null, title: null, questions: [], conditions: undefined };
  let value: unknown;
  try {
    value = parseYaml(text, { logLevel: 'error' });
  } catch {
    return nothing; // the person's typo costs the extras, not the article
  }
  if (typeof value !== 'object' || value === null) return nothing;
  const fields = value as Record<string, unknown>;
  const textOf = (field: unknown): string | null => (typeof field === 'string' || typeof field === 'number') && String(field).trim() !== '' ? String(field).trim() : null;
  const questions = Array.isArray(fields['questions']) ? fields['questions'].map(textOf).filter((question) => question !== null) : [];
  return { id: textOf(fields['id']), title: textOf(fields['title']), questions, conditions: readConditions(fields) };
}

function cutByHeadings(tokens: readonly Token[], title: string): Passage[] {
  const passages: { heading: string; parts: string[] }[] = [{ heading: title, parts: [] }];
  for (const token of tokens) {
    if (token.type === 'heading') passages.push({ heading: plainText((token as Tokens.Heading).tokens), parts: [] });
    else passages.at(-1)?.parts.push(blockText(token));
  }
  return passages
    .map(({ heading, parts }) => ({ heading, text: parts.filter((part) => part !== '').join(' ') }))
    .filter((passage) => passage.text !== '');
}

/** The items of all task lists, those within items too. */
function stepsIn(tokens: readonly Token[]): string[] {
  return tokens.filter((token): token is Tokens.List => token.type === 'list').flatMap(({ items }) => items.flatMap((item) => {
    const text = item.tokens.filter(({ type }) => type !== 'list' && type !== 'checkbox').map(blockText).join(' ').slice(0, MOST_STEP_CHARACTERS);
    return [...(item.task && text !== '' ? [text] : []), ...stepsIn(item.tokens)];
  }));
}

function blockText(token: Token): string {
  if (token.type === 'list') return (token as Tokens.List).items.filter(({ task }) => !task).map((item) => item.tokens.map(blockText).join(' ')).join(' ');
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return rows.map((row) => row.map((cell, column) => `${plainText(header[column]?.tokens ?? [])}: ${plainText(cell.tokens)}`).join(', ')).join('. ');
  }
  if (token.type === 'space' || token.type === 'hr' || token.type === 'html' || token.type === 'def') return '';
  return 'tokens' in token && token.tokens !== undefined ? plainText(token.tokens) : String('text' in token ? token.text : '').trim();
}

function plainText(tokens: readonly Token[]): string {
  const text = tokens.map((token) => ('tokens' in token && token.tokens !== undefined ? plainText(token.tokens) : token.type === 'br' ? ' ' : String('text' in token ? token.text : ''))).join('');
  return unescapeEntities(text).replace(/\s+/g, ' ').trim();
}

/** marked's lexer leaves these escaped in text tokens. */
function unescapeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_entity, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '');
}
