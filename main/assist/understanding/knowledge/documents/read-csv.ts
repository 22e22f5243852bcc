import { parse } from 'csv-parse/sync';
import type { Article } from '../article.ts';

const QUESTION = /^(?:questions?|q|frage|pregunta|title|titel|问题)$/i;
const ANSWER = /^(?:answers?|a|antwort|respuesta|text|body|答案|回答)$/i;
const MOST_ROWS = 5_000;

/**
 * A table of questions and answers, one article for each row; rows with the same answer are one article with several questions.
 * The columns are found by their names, else the first two are taken.
 */
export function readCsv(text: string, fileName: string): Article[] {
  const rows = cells(text);
  const [first = []] = rows;
  const named = [first.findIndex((cell) => QUESTION.test(cell)), first.findIndex((cell) => ANSWER.test(cell))];
  const hasHeader = named.every((column) => column >= 0);
  const [questionColumn = 0, answerColumn = 1] = hasHeader ? named : [0, 1];
  if (first.length < 2) throw new Error('it needs two columns: question and answer');
  const byAnswer = new Map<string, string[]>();
  for (const row of rows.slice(hasHeader ? 1 : 0, MOST_ROWS)) {
    const [question = '', answer = ''] = [row[questionColumn], row[answerColumn]];
    if (question !== '' && answer !== '') byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), question]);
  }
  return [...byAnswer].map(([answer, questions]) => {
    const [title = ''] = questions;
    return { articleId: `${fileName}#${title}`, title, source: fileName, questions, passages: [{ heading: title, text: answer }], steps: [] };
  });
}

function cells(text: string): string[][] {
  try {
    const rows: unknown = parse(text, { delimiter: [',', ';', '\t'], trim: true, relax_column_count: true, skip_empty_lines: true, bom: true });
    return Array.isArray(rows) ? rows.map((row: unknown) => (Array.isArray(row) ? row.map(String) : [])) : [];
  } catch (error) {
    throw new Error(`not a table: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
