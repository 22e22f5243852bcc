import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paginate, type Page } from '../../../main/records/pages.ts';

interface Item { readonly key: string; readonly value: number }
const item = (key: string, value = 0): Item => ({ key, value });

function plan(previous: readonly Page<Item>[], items: readonly Item[], capacity = 3) {
  let next = previous.length + 100;
  return paginate(previous, items, { keyOf: ({ key }) => key, capacity, newFileName: () => `page-${next++}` });
}

describe('paginate', () => {
  const [a, b, c, d] = [item('a'), item('b'), item('c'), item('d')] as const;
  const full: Page<Item> = { fileName: 'page-1', items: [a, b, c] };
  const half: Page<Item> = { fileName: 'page-2', items: [d] };

  it('fills the last page and then begins another', () => {
    const { pages, changed } = plan([full, half], [a, b, c, d, item('e'), item('f'), item('g')]);
    expect(pages.map((page) => page.items.map(({ key }) => key).join(''))).toEqual(['abc', 'def', 'g']);
    expect(changed.map(({ key }) => key)).toEqual(['e', 'f', 'g']);
  });

  it('gives a changed page a new name and leaves the others as they are', () => {
    const { pages, changed } = plan([full, half], [a, item('b', 1), c, d]);
    expect(pages[0]?.fileName).not.toBe(full.fileName);
    expect(pages[1]).toBe(half);
    expect(changed).toEqual([item('b', 1)]);
  });

  it('drops a page whose last item went', () => {
    expect(plan([full, half], [a, b, c]).pages).toEqual([full]);
  });

  it('refuses two items of one key, which is our bug', () => {
    expect(() => plan([], [a, item('a', 2)])).toThrow(/same key/);
  });

  it('holds exactly the items it was given, for any history of changes', () => {
    const lists = fc.array(fc.uniqueArray(fc.record({ key: fc.constantFrom(...'abcdefghijklmnop'), value: fc.nat(2) }), { selector: ({ key }) => key, maxLength: 16 }), { maxLength: 12 });
    fc.assert(fc.property(lists, (history) => {
      let pages: readonly Page<Item>[] = [];
      for (const items of history) {
        pages = plan(pages, items).pages;
        const held = pages.flatMap((page) => page.items);
        expect(new Set(held)).toEqual(new Set(items));
        expect(held).toHaveLength(items.length);
        expect(pages.every((page) => page.items.length > 0 && page.items.length <= 3)).toBe(true);
      }
    }));
  });
});
