import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The checkout's root folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
/** Where set-up keeps what it made for this machine; never committed. */
export const RUNTIME = join(ROOT, '.runtime');
