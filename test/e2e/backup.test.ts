import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, describe, it } from 'vitest';
import { registered, useApps } from '../support/app-session.ts';

describe('a backup of the profile', () => {
  const { start, profile } = useApps();

  it('brings a contact back that was removed, keeps what it replaced, and starts the app anew (T44)', async () => {
    const kept = await profile();
    const file = join(kept, 'mine.sidetone-backup');
    const session = await start({ profile: kept, provisioning: { version: 1, practiceLine: true } });
    await registered(session);
    const { page, electron } = session.app;
    // The system's own pickers cannot be driven; a new start would leave the test's hands.
    await electron.evaluate(({ app, dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
      app.relaunch = () => undefined;
    }, file);
    const saved = await page.evaluate(() => window.sidetone.request.contacts.save({ contactId: null, name: 'Emma Brown', organisation: '', numbers: [{ label: '', number: '5550101' }], email: '', note: '' }));
    expect(saved.ok).toBe(true);

    await page.getByRole('button', { name: /^Settings$/ }).click();
    await page.getByRole('tab', { name: 'General', exact: true }).click();
    await page.getByRole('button', { name: 'Back up…' }).click();
    await page.getByText('The backup is written.').waitFor();
    await page.evaluate(async (contactId) => window.sidetone.request.contacts.remove({ contactId }), saved.ok ? saved.value.contactId : '');

    const closed = electron.waitForEvent('close');
    await page.getByRole('button', { name: 'Restore…' }).click();
    await page.getByRole('button', { name: 'Choose the backup' }).click();
    await closed;

    const again = await start({ profile: kept });
    await registered(again);
    const found = await again.app.page.evaluate(() => window.sidetone.request.contacts.find({ query: 'emma' }));
    expect(found.ok && found.value.contacts.map(({ name }) => name)).toEqual(['Emma Brown']);
    expect((await readdir(kept)).filter((name) => name.startsWith('before-restore-'))).toHaveLength(1);
  });
});
