import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The last packets and reports of a call have left by then. */
const REST_MS = 500;

/**
 * Collects garbage while no call is there to hear it, so that the collector seldom runs during one and the process stays as small after a day of calls as after the first.
 *
 * @param isIdle whether no call is running
 * @returns to be called whenever one has ended
 */
export function createTidier(isIdle: () => boolean): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc'); // a context made from now on has it
  return () => {
    setTimeout(() => { if (isIdle() && typeof collect === 'function') collect(); }, REST_MS);
  };
}
