import type { Result } from '../../preload/contract/result.ts';

export type Unsubscribe = () => void;

/**
 * Gives `listener` the present snapshot and every newer one. The answer to `get` and the events may cross on their way:
 * whatever is not newer than the last is dropped.
 */
export function watchNewest<Snapshot extends { readonly revision: number }>(
  get: () => Promise<Result<Snapshot>>,
  subscribe: (listener: (snapshot: Snapshot) => void) => Unsubscribe,
  listener: (snapshot: Snapshot) => void,
): Unsubscribe {
  let newest = -1;
  let isWatching = true;
  const accept = (snapshot: Snapshot): void => {
    if (!isWatching || snapshot.revision <= newest) return;
    newest = snapshot.revision;
    listener(snapshot);
  };
  const unsubscribe = subscribe(accept);
  void get().then((answer) => { if (answer.ok) accept(answer.value); });
  return () => {
    isWatching = false;
    unsubscribe();
  };
}
