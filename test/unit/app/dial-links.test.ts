import { describe, expect, it } from 'vitest';
import { createDialLinks, type DialLinks } from '../../../main/app/dial-links.ts';
import { createMemoryStore } from '../../support/memory-store.ts';

function open(mayChange = true): { links: DialLinks; dialled: string[]; unreadable: string[]; registered: Set<string> } {
  const dialled: string[] = [];
  const unreadable: string[] = [];
  const registered = new Set<string>();
  const registry = {
    isDefault: (scheme: string) => registered.has(scheme),
    setDefault: (scheme: string, isDefault: boolean) => {
      if (mayChange) registered[isDefault ? 'add' : 'delete'](scheme);
      return mayChange;
    },
  };
  const links = createDialLinks({ store: createMemoryStore(), registry, dial: (text) => dialled.push(text), onUnreadable: (text) => unreadable.push(text), onChange: () => undefined });
  return { links, dialled, unreadable, registered };
}

describe('clicked links', () => {
  it('wait for the person’s word: no page places a call by itself', () => {
    const { links, dialled } = open();
    links.open('tel:0900-123');
    expect(dialled).toEqual([]);
    const { asked } = links.snapshot();
    expect(asked?.destination).toBe('0900-123');
    links.settle('another');
    expect(links.snapshot().asked).toEqual(asked);
    links.settle(asked?.linkId ?? '');
    expect(links.snapshot().asked).toBeNull();
  });

  it('are one question however many come, about the newest', () => {
    const { links } = open();
    for (let number = 0; number < 50; number++) links.open(`tel:${number}`);
    expect(links.snapshot().asked?.destination).toBe('49');
  });

  it('are dialled at once where the person has set that', async () => {
    const { links, dialled } = open();
    await links.setPolicy({ dialsAtOnce: true });
    links.open('callto:+4930%201');
    expect(dialled).toEqual(['+4930 1']);
    expect(links.snapshot().asked).toBeNull();
  });

  it('that name nobody are told, not asked about', () => {
    const { links, unreadable } = open();
    links.open('tel:?');
    expect(unreadable).toEqual(['tel:?']);
    expect(links.snapshot().asked).toBeNull();
  });

  it('belong to this program once the person says so, all four kinds of them', () => {
    const { links, registered } = open();
    expect(links.snapshot().isSystemDefault).toBe(false);
    expect(links.setSystemDefault(true).ok).toBe(true);
    expect([...registered]).toEqual(['tel', 'callto', 'sip', 'sips']);
    expect(links.snapshot().isSystemDefault).toBe(true);
  });

  it('stay where they were when the system refuses, and that is told', () => {
    const { links } = open(false);
    expect(links.setSystemDefault(true)).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    expect(links.snapshot().isSystemDefault).toBe(false);
  });
});
