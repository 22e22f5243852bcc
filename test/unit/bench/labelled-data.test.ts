import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draw, fewShot, nameOf, readLabelledData, withWordErrors } from '../../bench/understanding/labelled-data.ts';
import { seededRandom } from '../../support/hostile-datagrams.ts';

describe('labelled utterances of a bench', () => {
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'sidetone-bench-')); });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function read(data: object) {
    const file = join(folder, 'data.json');
    await writeFile(file, JSON.stringify(data));
    return readLabelledData(file);
  }
  const train = Array.from({ length: 40 }, (_unused, index) => [`utterance ${index}`, index % 2 === 0 ? 'get_refund' : 'pay-bill']);

  it('set thresholds on rows of their own where there is no validation set, never on the test', async () => {
    const data = await read({ train, test: [['where is my money', 'get_refund']] });
    expect([data.train.length, data.validation.length, data.test.length, data.outOfScope.length]).toEqual([36, 4, 1, 0]);
    expect((await read({ train, val: [['a', 'get_refund']], test: [] })).train).toHaveLength(40);
  });

  it('refuse another shape', async () => {
    await expect(read({ train: 'no rows' })).rejects.toThrow();
  });

  it('are drawn without repetition, with the intent\'s name beside them, the same by the same seed', async () => {
    const data = await read({ train, test: [] });
    const drawn = fewShot(data, 5, seededRandom(3));
    expect(drawn).toHaveLength(12);
    expect(new Set(drawn.map(({ text }) => text)).size).toBe(12);
    expect(drawn.map(({ text }) => text)).toContain(nameOf('get_refund'));
    expect(drawn).toEqual(fewShot(data, 5, seededRandom(3)));
    expect(draw([1, 2], 5, seededRandom(1)).sort()).toEqual([1, 2]);
  });

  it('get about as many word errors as asked, and never lose all their words', () => {
    const random = seededRandom(1);
    const text = Array.from({ length: 2_000 }, () => 'word').join(' ');
    const changed = withWordErrors(text, 0.1, ['other'], random).split(' ');
    const substituted = changed.filter((word) => word === 'other').length;
    expect(substituted).toBeGreaterThan(90);
    expect(substituted).toBeLessThan(180);
    expect(withWordErrors('one', 1, [''], () => 0.5)).toBe('one');
  });
});
