import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registered, useApps } from '../support/app-session.ts';

const COUNT = 10_000;

describe('the address book', () => {
  const { start, profile } = useApps();

  it('takes ten thousand contacts, answers every key while it is searched, survives a kill, and gives them all out again (T30, T44)', async () => {
    const kept = await profile();
    const source = join(kept, 'people.csv');
    const target = join(kept, 'out.vcf');
    const session = await start({ profile: kept, provisioning: { version: 1, practiceLine: true } });
    await writeFile(source, `Name,Company,Phone\n${Array.from({ length: COUNT }, (_unused, index) => `Person ${index},Company ${index % 100},+44 20 7${String(index).padStart(6, '0')}`).join('\n')}\nEcho,,5550100\n`);
    await registered(session);
    const { page, electron } = session.app;
    // The system's own picker cannot be driven: it answers with the file at once.
    await electron.evaluate(({ dialog }, files) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [files.source] });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: files.target });
    }, { source, target });

    await page.getByRole('button', { name: 'Contacts', exact: true }).click();
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByText(`${COUNT + 1} contacts added, 0 known already`).waitFor({ timeout: 30_000 });
    const search = page.getByRole('searchbox');
    for (const [typed, name] of [['person 98', 'Person 98'], ['person 9876', 'Person 9876'], ['7004321', 'Person 4321'], ['echo', 'Echo']] as const) {
      await search.fill(typed);
      await page.getByRole('listitem').filter({ hasText: name }).first().waitFor({ timeout: 2_000 });
    }
    expect(await page.getByRole('listitem').count()).toBe(1);

    await page.getByRole('button', { name: 'Call Echo, 5550100' }).click();
    await page.getByRole('button', { name: 'Hang up' }).first().click();
    await session.watch.until('the call is in the history by name', ({ records }) => records.rows[0]?.remote.displayName === 'Echo' && records.rows[0].end !== null, 20_000);
    await session.app.kill();

    const again = await start({ profile: kept });
    await again.app.electron.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = async () => ({ canceled: false, filePath }); }, target);
    await again.app.page.getByRole('button', { name: 'Contacts', exact: true }).click();
    await again.app.page.getByText(`50 of ${COUNT + 1}`).waitFor();
    await again.app.page.getByRole('button', { name: 'Export…' }).click();
    await again.app.page.getByText(`${COUNT + 1} contacts written`).waitFor();
    expect((await readFile(target, 'utf8')).match(/BEGIN:VCARD/g)).toHaveLength(COUNT + 1);
  });
});
