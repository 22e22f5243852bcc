import { access, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Renames a file or folder to `<name>.<because>-<time>`, under a name that is free, and gives that name.
 * Rejects where it cannot: then nothing may be begun in its place.
 */
export async function moveAside(path: string, because: 'corrupt' | 'newer', nowMs: number): Promise<string> {
  const stamp = new Date(nowMs).toISOString().replace(/[:.]/g, '-');
  for (let attempt = 0; ; attempt++) {
    const name = `${basename(path)}.${because}-${stamp}${attempt === 0 ? '' : `-${attempt}`}`;
    const target = join(dirname(path), name);
    if (await exists(target)) continue;
    await rename(path, target);
    return name;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
