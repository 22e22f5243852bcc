import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type LaunchedApp } from '../support/launch-app.ts';
import { senseVoiceFiles } from '../support/sherpa-models.ts';

const NAME = 'sherpa-onnx-sense-voice-of-this-test';
let folder: string;
let app: LaunchedApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-model-'));
  await mkdir(join(folder, NAME));
  for (const [path, bytes] of Object.entries(senseVoiceFiles())) await writeFile(join(folder, NAME, path), bytes);
  app = await launchApp({ profile: join(folder, 'profile') });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a model of one’s own in the app', () => {
  it('is an unpacked release that is added by keyboard with its language, listens in its own process, and is removed again', async () => {
    const { page, electron } = app;
    await electron.evaluate(({ dialog }, path) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, join(folder, NAME));
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Audio', exact: true }).click();
    await page.getByRole('button', { name: 'Add from a folder…' }).press('Enter');
    const dialogue = page.getByRole('dialog', { name: 'Which language does it hear?' });
    await dialogue.getByRole('combobox', { name: 'Language' }).selectOption('ko');
    await dialogue.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await page.getByText(`${NAME} was added. Choose it above.`).waitFor();
    await page.getByText('Korean · Licence: see its release page').waitFor();

    await page.getByRole('combobox', { name: 'Model' }).selectOption({ label: NAME });
    await page.getByText(`In use: ${NAME}`).waitFor({ timeout: 30_000 });
    expect(await page.getByText('You chose it.').isVisible()).toBe(true);

    await page.getByRole('button', { name: `Remove ${NAME}` }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).press('Enter');
    await page.getByText(/^In use: Moonshine/).waitFor({ timeout: 30_000 });
    expect(await page.getByRole('button', { name: `Remove ${NAME}` }).count()).toBe(0);
  });
});
