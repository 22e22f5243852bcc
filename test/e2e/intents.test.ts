import { describe, expect, it } from 'vitest';
import { registered, useApps } from '../support/app-session.ts';

describe('the person\'s own intents', () => {
  const { start, profile } = useApps();

  it('are made, merged and kept in the settings, and learned in the background', async () => {
    const kept = await profile();
    const session = await start({ profile: kept, provisioning: { version: 1, practiceLine: true } });
    await registered(session);
    const { page } = session.app;
    await session.watch.until('the assist', ({ assist }) => assist.status.kind === 'ready', 60_000);
    await page.getByRole('button', { name: /^Settings$/ }).click();
    await page.getByRole('tab', { name: 'Knowledge', exact: true }).click();
    await page.getByText('Learned and in use.').waitFor();

    await page.getByRole('button', { name: 'New intent' }).click();
    await page.getByLabel('Name').fill('Refund');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Another intent has this name.').waitFor();
    await page.getByLabel('Name').fill('Gift wrapping');
    await page.getByLabel(/one example a line/).fill('can you wrap it as a gift\ndo you offer gift wrapping');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: /^Gift wrapping 2 examples/ }).waitFor();
    await page.getByText('Learned and in use.').waitFor({ timeout: 30_000 });

    await page.getByRole('button', { name: /^Jobs/ }).click();
    await page.getByLabel('Merge into').selectOption({ label: 'Gift wrapping' });
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByRole('button', { name: /^Gift wrapping \d\d examples/ }).waitFor();

    await page.getByRole('button', { name: /^Quote/ }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Remove the intent' }).click();
    await page.getByRole('button', { name: /^Quote/ }).waitFor({ state: 'detached' });
    await session.app.kill();

    const again = await start({ profile: kept });
    const { intents, isStarter } = await again.app.page.evaluate(async () => {
      const answer = await window.sidetone.request.intents.get({});
      if (!answer.ok) throw new Error('no intents');
      return answer.value;
    });
    expect(isStarter).toBe(false);
    expect(intents.at(-1)?.label).toBe('Gift wrapping');
    expect(intents.some(({ intentId }) => intentId === 'jobs' || intentId === 'quote')).toBe(false);
  });
});
