import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackPackage } from '../../../../models/added/unpack-package.ts';
import { contentOf, filesOfTar, tarGzOf, zipOf, zipOfLinks } from './packages.ts';

let folder: string;
let target: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  target = join(folder, 'in', 'target');
  await mkdir(target, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpack(packed: Buffer, limits?: { mostFiles: number; mostBytes: number }) {
  const file = join(folder, 'a-package');
  await writeFile(file, packed);
  return unpackPackage(file, target, limits);
}
/** Everything below the test's folder but the package: what leaked out of the target would show. */
const found = async (): Promise<string[]> => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => !entry.isDirectory() && entry.name !== 'a-package').map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
const inside = Buffer.from('content');

describe('a package of a model', () => {
  it.each([
    ['zip', () => Promise.resolve(zipOf({ 'top/a.onnx': inside, 'top/b.txt': inside }))],
    ['tar.gz', () => tarGzOf([{ name: './top', type: 'directory' }, ...filesOfTar({ './top/a.onnx': inside, './top/b.txt': inside })])],
  ])('is unpacked from a .%s, whatever the file is called', async (_, make) => {
    expect(await unpack(await make())).toEqual({ ok: true });
    expect((await found()).toSorted()).toEqual(['in/target/top/a.onnx', 'in/target/top/b.txt']);
    expect(await readFile(join(target, 'top', 'a.onnx'))).toEqual(inside);
  });

  it.each(['../../leak', '/tmp/leak-of-sidetone', 'a/../../leak', 'a//b', '..\\leak', 'C:\\leak', 'C:leak', 'a/./b', '..'])('is refused for the path %s, and nothing is written outside of its folder', async (path) => {
    for (const packed of [zipOf({ [path]: inside }), await tarGzOf([{ name: path, content: inside }])]) {
      expect(await unpack(packed)).toMatchObject({ ok: false, error: { code: 'model-package-bad' } });
      expect(await found()).toEqual([]);
    }
  });

  it.each([['a symbolic link', 'symlink'], ['a hard link', 'link'], ['a pipe', 'fifo']] as const)('is refused for %s, also where a file goes through it afterwards', async (_, type) => {
    const packed = await tarGzOf([{ name: 'way', type, linkname: '../..' }, { name: 'way/leak', content: inside }]);
    expect(await unpack(packed)).toMatchObject({ ok: false, error: { code: 'model-package-bad', detail: 'way is a link or a device' } });
    expect(await found()).toEqual([]);
  });

  it('is refused for a symbolic link in a zip', async () => {
    expect(await unpack(zipOfLinks({ way: Buffer.from('../../leak') }))).toMatchObject({ ok: false, error: { code: 'model-package-bad', detail: 'way is a link or a device' } });
    expect(await found()).toEqual([]);
  });

  it('does not let a second file of a name write over the first', async () => {
    expect(await unpack(await tarGzOf([{ name: 'a', content: inside }, { name: 'a', content: Buffer.from('other') }]))).toMatchObject({ ok: false, error: { code: 'model-package-bad' } });
    expect(await readFile(join(target, 'a'))).toEqual(inside);
  });

  it.each([
    ['bytes', { mostFiles: 9, mostBytes: 1_000_000 }, { big: Buffer.alloc(3_000_000) }],
    ['files', { mostFiles: 2, mostBytes: 1_000_000 }, { a: inside, b: inside, c: inside }],
  ])('is refused for too many %s, counted as they come and not as the package claims', async (_, limits, content) => {
    expect(await unpack(zipOf(content), limits)).toMatchObject({ ok: false, error: { code: 'model-too-large' } });
    await rm(target, { recursive: true });
    await mkdir(target);
    expect(await unpack(await tarGzOf(filesOfTar(content)), limits)).toMatchObject({ ok: false, error: { code: 'model-too-large' } });
  });

  it('is refused where it is something else, is cut off or is damaged', async () => {
    const whole = [zipOf(contentOf()), await tarGzOf(filesOfTar(contentOf()))];
    const damaged = whole.map((packed) => { const copy = Buffer.from(packed); copy.fill(0x55, 60, 90); return copy; });
    for (const packed of [Buffer.alloc(0), Buffer.from('hello'), ...whole.map((packed) => packed.subarray(0, packed.length - 40)), ...damaged]) {
      expect(await unpack(packed)).toMatchObject({ ok: false, error: { code: 'model-package-bad' } });
      await rm(target, { recursive: true });
      await mkdir(target);
    }
  });
});
