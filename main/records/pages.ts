/** A run of items in a file of its own, which is never written twice: a changed page gets a new name. */
export interface Page<Item> {
  readonly fileName: string;
  readonly items: readonly Item[];
}

export interface Pagination<Item> {
  readonly pages: readonly Page<Item>[];
  /** Items that are new or changed: what has to be validated. */
  readonly changed: readonly Item[];
}

/**
 * Spreads a list over pages with as little change as possible. An item keeps the page it has; new items fill the last page, then further ones.
 * Items are compared by identity, so a change must make a new object. Order is that of first storing, whatever order the list has.
 */
export function paginate<Item extends object>(
  previous: readonly Page<Item>[],
  items: readonly Item[],
  options: { readonly keyOf: (item: Item) => string; readonly capacity: number; readonly newFileName: () => string },
): Pagination<Item> {
  const { keyOf, capacity, newFileName } = options;
  const left = new Map(items.map((item) => [keyOf(item), item]));
  if (left.size !== items.length) throw new Error('two items of the store have the same key');
  const changed: Item[] = [];
  const kept = previous.map((page) => {
    const current = page.items.flatMap((item) => {
      const now = left.get(keyOf(item));
      left.delete(keyOf(item));
      if (now !== undefined && now !== item) changed.push(now);
      return now === undefined ? [] : [now];
    });
    return { page, current };
  });
  const added = [...left.values()];
  changed.push(...added);
  const last = kept.at(-1);
  if (last !== undefined) last.current.push(...added.splice(0, Math.max(0, capacity - last.current.length)));
  const pages = kept.filter(({ current }) => current.length > 0).map(({ page, current }) => (isSame(page.items, current) ? page : { fileName: newFileName(), items: current }));
  while (added.length > 0) pages.push({ fileName: newFileName(), items: added.splice(0, capacity) });
  return { pages, changed };
}

function isSame<Item>(before: readonly Item[], after: readonly Item[]): boolean {
  return before.length === after.length && before.every((item, index) => item === after[index]);
}
