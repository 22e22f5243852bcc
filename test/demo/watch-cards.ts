import type { Page } from 'playwright';

/** Notes the moment (epoch ms) at which each suggestion card is first in the document and painted. */
export async function watchCards(page: Page): Promise<ReadonlyMap<string, number>> {
  const shownAtMs = new Map<string, number>();
  await page.exposeFunction('noteCard', (suggestionId: string, atMs: number) => {
    if (!shownAtMs.has(suggestionId)) shownAtMs.set(suggestionId, atMs);
  });
  await page.evaluate(() => {
    const note = (window as unknown as { noteCard: (suggestionId: string, atMs: number) => void }).noteCard;
    const seen = new Set<string>();
    const look = (): void => {
      for (const card of document.querySelectorAll<HTMLElement>('[data-suggestion-id]')) {
        const id = card.dataset['suggestionId'] ?? '';
        if (seen.has(id)) continue;
        seen.add(id);
        requestAnimationFrame(() => note(id, Date.now()));
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    look();
  });
  return shownAtMs;
}
