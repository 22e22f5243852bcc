export const TOO_LONG_FROM = 60;
const MOST_TERMS = 500;

/** One name or product a line; empty lines and repetitions fall away. `tooLong`: the first line that is no name any more. */
export function termsOfLines(lines: string): { readonly terms: string[]; readonly tooLong: string | null } {
  const terms = [...new Set(lines.split('\n').map((line) => line.trim().replace(/\s+/g, ' ')).filter((line) => line !== ''))];
  return { terms: terms.slice(0, MOST_TERMS), tooLong: terms.find((term) => term.length > TOO_LONG_FROM) ?? null };
}
