import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Lesson } from '../../preload/contract/learning.ts';

/**
 * Utterances with the intent of the starter set that they are about; no head learns them.
 *
 * @throws Error when the file is missing or not of this shape
 */
export async function readRegression(starterDirectory: string): Promise<Lesson[]> {
  return z.array(Lesson).parse(JSON.parse(await readFile(join(starterDirectory, 'regression.json'), 'utf8')));
}
