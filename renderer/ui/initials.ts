/** One or two letters for a name; null for numbers and the nameless, who get a picture of a person. */
export function initialsOf(name: string | null): string | null {
  const words = (name ?? '').trim().split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  if (first === undefined) return null;
  if (/^\p{Script=Han}/u.test(first)) return [...first][0] ?? null;
  const last = words.length > 1 ? words.slice(1).findLast((word) => !/^\p{Script=Han}/u.test(word)) : undefined;
  return `${[...first][0] ?? ''}${last === undefined ? '' : [...last][0] ?? ''}`.toUpperCase();
}
