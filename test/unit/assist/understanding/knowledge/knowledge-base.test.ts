import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_VALUES } from '../../../../../preload/contract/audience.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../../../../../main/assist/understanding/knowledge/knowledge-base.ts';
import { silentLog } from '../../../../../main/platform/log.ts';
import type { KnowledgeState } from '../../../../../preload/contract/knowledge.ts';
import { fakeEncoder } from '../../../../support/fake-encoder.ts';

let folder: string;
let base: KnowledgeBase;
let states: KnowledgeState[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-knowledge-'));
  states = [];
  base = await createKnowledgeBase({ encoder: fakeEncoder, log: silentLog, onState: (state) => states.push(state), settleMs: 20 });
  await writeFile(join(folder, 'hours.md'), '# Opening hours\n\nWe open at nine.');
});
afterEach(async () => {
  await base.close();
  await rm(folder, { recursive: true, force: true });
});

async function until(condition: (state: KnowledgeState) => boolean): Promise<void> {
  const endMs = performance.now() + 10_000;
  while (!(states.at(-1) !== undefined && condition(states.at(-1)!)) && performance.now() < endMs) await new Promise((resolve) => { setTimeout(resolve, 10); });
  expect(states.at(-1)).toSatisfy(condition);
}
const titles = async (): Promise<string[]> => (await base.index.search('hours', 10)).map(({ article }) => article.title).sort();

describe('the knowledge folder', () => {
  it('takes in what is added, changed and removed, while it is in use', async () => {
    expect(await base.use(folder)).toEqual({ articles: 1, skipped: [], audience: NO_VALUES, reading: null });
    await writeFile(join(folder, 'refunds.txt'), 'We pay back within ten days.');
    await until(({ articles, reading }) => articles === 2 && reading === null);
    expect(await titles()).toEqual(['Opening hours', 'refunds']);
    await writeFile(join(folder, 'refunds.txt'), 'Refunds\n\nWe pay back within ten days, most of the time.');
    await expect.poll(titles, { timeout: 10_000 }).toEqual(['Opening hours', 'Refunds']);
    await rm(join(folder, 'hours.md'));
    await until(({ articles }) => articles === 1);
    expect(await titles()).toEqual(['Refunds']);
  });

  it('tells which files are no articles and why, and keeps the others', async () => {
    await base.use(folder);
    await writeFile(join(folder, 'scan.pdf'), 'no PDF at all');
    await until(({ skipped }) => skipped.length === 1);
    expect(states.at(-1)).toEqual({ articles: 1, skipped: [{ file: 'scan.pdf', reason: 'not a PDF, a damaged one, or one with a password' }], audience: NO_VALUES, reading: null });
  });

  it('that cannot be read leaves the articles as they are', async () => {
    await base.use(folder);
    await expect(base.use(join(folder, 'missing'))).rejects.toThrow('ENOENT');
    expect(base.index.articles).toBe(1);
    await writeFile(join(folder, 'more.md'), '# More\n\nStill watched.');
    await until(({ articles }) => articles === 2);
  });
});
