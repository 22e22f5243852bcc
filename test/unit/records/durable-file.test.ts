import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeFileError, writeDurably } from '../../../main/records/durable-file.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'sidetone-file-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writeDurably', () => {
  it('replaces the content whole and leaves no temporary file', async () => {
    const file = join(folder, 'a.json');
    await writeDurably(file, Buffer.from('a longer first content'));
    await writeDurably(file, Buffer.from('second'));
    expect(await readFile(file, 'utf8')).toBe('second');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('writes over the temporary file of an earlier crash', async () => {
    await writeFile(join(folder, 'a.json.tmp'), 'half');
    await writeDurably(join(folder, 'a.json'), Buffer.from('whole'));
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('rejects, and cleans up, where the file cannot take its place', async () => {
    await mkdir(join(folder, 'a.json', 'in-the-way'), { recursive: true });
    await expect(writeDurably(join(folder, 'a.json'), Buffer.from('x'))).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['a.json']);
  });
});

describe('describeFileError', () => {
  it('says the system’s code in words, and keeps what it does not know', () => {
    expect(describeFileError(Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' }))).toBe('ENOSPC: the disk is full');
    expect(describeFileError(Object.assign(new Error('EXDEV: cross-device link'), { code: 'EXDEV' }))).toBe('EXDEV: cross-device link');
    expect(describeFileError('odd')).toBe('odd');
  });
});
