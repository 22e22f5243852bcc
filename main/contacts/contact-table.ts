import { parse } from 'csv-parse/sync';
import type { ReadEntry } from './read-contacts.ts';

/** The columns of the tables that address books and spreadsheets write, by their headings. */
const NAME = /^(?:name|full name|display name|contact|contact name|姓名|名称)$/i;
const GIVEN = /^(?:first name|given name|firstname|vorname|名)$/i;
const FAMILY = /^(?:last name|family name|lastname|surname|nachname|姓)$/i;
const ORGANISATION = /^(?:company|organi[sz]ation|organi[sz]ation name|organization 1 - name|firma|公司|单位)$/i;
const NUMBER = /(?:phone|mobile|tel|fax|number|telefon|handy|电话|手机)/i;
/** Of "Phone 1 - Label" and "Phone 1 - Type" the values are no numbers. */
const NO_NUMBER = /(?:label|type|extension)$/i;
const EMAIL = /^(?:e-?mail.*(?:value|address|\d)?|邮箱|电子邮件)$/i;
const NOTE = /^(?:notes?|comments?|remarks?|备注)$/i;

/** The rows of a table with headings, one contact each; null where it has no column for names. */
export function readContactTable(text: string): ReadEntry[] | null {
  const rows = rowsOf(text);
  const [headings = []] = rows ?? [];
  const at = (form: RegExp): number => headings.findIndex((heading) => form.test(heading.trim()));
  const columns = { name: at(NAME), given: at(GIVEN), family: at(FAMILY), organisation: at(ORGANISATION), email: at(EMAIL), note: at(NOTE) };
  if (rows === null || (columns.name < 0 && columns.given < 0 && columns.family < 0)) return null;
  const numbers = headings.flatMap((heading, column) => (NUMBER.test(heading) && !NO_NUMBER.test(heading.trim()) ? [{ column, label: labelOf(heading) }] : []));
  return rows.slice(1).map((row, index): ReadEntry => {
    const cell = (column: number): string => row[column]?.trim() ?? '';
    const organisation = cell(columns.organisation);
    const name = cell(columns.name) || [cell(columns.given), cell(columns.family)].filter((part) => part !== '').join(' ') || organisation;
    const line = index + 2;
    if (name === '') return { kind: 'skipped', line, reason: 'no-name' };
    // Some tables write several numbers into one cell, with ::: between.
    const found = numbers.flatMap(({ column, label }) => cell(column).split(':::').map((number) => ({ label, number: number.trim() }))).filter(({ number }) => /\d/.test(number));
    return { kind: 'contact', line, contact: { name, organisation, numbers: found, email: cell(columns.email), note: cell(columns.note) } };
  });
}

function rowsOf(text: string): string[][] | null {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (mark: string): number => first.split(mark).length;
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  } catch {
    return null;
  }
}

function labelOf(heading: string): string {
  return heading.replace(/\s*(?:phone|number|value|tel|\d|-)\s*/gi, ' ').trim().toLowerCase().slice(0, 40);
}
