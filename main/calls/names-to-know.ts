import type { StoreData } from '../records/record-store.ts';

/** Whoever called longer ago is not likely to be named. */
const LAST_CALLS = 200;

/** The names that may be said in a call: the person's own list first, then colleagues and the parties of the last calls. Each once. */
export function namesToKnow({ settings, accounts, records }: Pick<StoreData, 'settings' | 'accounts' | 'records'>, remoteName: string | null): string[] {
  const colleagues = accounts.flatMap(({ watching }) => watching.colleagues.map(({ name }) => name));
  const parties = records.slice(-LAST_CALLS).map(({ remote }) => remote.displayName);
  return [...new Set([...settings.vocabulary, remoteName, ...colleagues, ...parties].filter((name) => name !== null && /\p{L}{3}/u.test(name)))] as string[];
}
