import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A practice caller as the fixtures describe it. */
export interface PracticeCaller {
  readonly scriptId: string;
  readonly number: string;
  readonly lines: readonly { readonly file: string; readonly text: string }[];
}

export async function practiceCallers(): Promise<readonly PracticeCaller[]> {
  const file = join(process.cwd(), 'main', 'practice', 'callers', 'callers.json');
  return (JSON.parse(await readFile(file, 'utf8')) as { callers: PracticeCaller[] }).callers;
}

export async function practiceScriptIds(): Promise<string[]> {
  return (await practiceCallers()).map((caller) => caller.scriptId);
}
