import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKnowledgeFolder } from '../../../../../main/assist/understanding/knowledge/read-folder.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'sidetone-knowledge-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a knowledge folder', () => {
  it('gives its documents by name, those of its subfolders too, and leaves other files alone', async () => {
    await writeFile(join(folder, 'b.md'), '# B\n\ntext');
    await writeFile(join(folder, 'A.Markdown'), '# A\n\ntext');
    await writeFile(join(folder, 'c.png'), 'no article');
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'sub', 'd.txt'), 'Some text.');
    const { articles, skipped } = await readKnowledgeFolder(folder);
    expect(articles.map(({ title }) => title)).toEqual(['A', 'B', 'd']);
    expect(skipped).toEqual([]);
  });

  it('skips what is no article, each with its reason', async () => {
    await writeFile(join(folder, 'binary.md'), Buffer.from([0x50, 0x4b, 0, 3, 0xff]));
    await writeFile(join(folder, 'empty.md'), '');
    await writeFile(join(folder, 'huge.md'), `# Huge\n\n${'x'.repeat(1_000_001)}`);
    await writeFile(join(folder, 'one.md'), '---\nid: same\n---\ntext');
    await writeFile(join(folder, 'two.md'), '---\nid: same\n---\ntext');
    const { articles, skipped } = await readKnowledgeFolder(folder);
    expect(articles.map(({ source }) => source)).toEqual(['one.md']);
    expect(skipped).toMatchObject([
      { file: 'binary.md', reason: 'not a text file' },
      { file: 'empty.md', reason: 'no text in it' },
      { file: 'huge.md', reason: 'larger than 1 MB' },
      { file: 'two.md', reason: 'another article has the id same' },
    ]);
  });

  it('reads a file with a byte order mark', async () => {
    await writeFile(join(folder, 'bom.md'), '\ufeff---\ntitle: Marked\n---\ntext');
    expect((await readKnowledgeFolder(folder)).articles).toMatchObject([{ title: 'Marked' }]);
  });

  it('that was read before is read again only where something changed', async () => {
    await writeFile(join(folder, 'a.md'), '# A\n\ntext');
    await writeFile(join(folder, 'b.md'), '# B\n\ntext');
    const first = await readKnowledgeFolder(folder);
    await writeFile(join(folder, 'b.md'), '# B\n\nanother text');
    const progress: string[] = [];
    const second = await readKnowledgeFolder(folder, first.files, (done, total) => progress.push(`${done}/${total}`));
    expect(second.articles[0]).toBe(first.articles[0]);
    expect(second.articles[1]?.passages[0]?.text).toBe('another text');
    expect(progress).toEqual(['1/2', '2/2']);
  });

  it('that is not there is an error', async () => {
    await expect(readKnowledgeFolder(join(folder, 'missing'))).rejects.toThrow('ENOENT');
  });
});
