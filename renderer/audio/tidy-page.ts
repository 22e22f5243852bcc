/** The connections of a call have closed by then. */
const REST_MS = 1_000;

/**
 * Collects garbage while no call is there to hear it (the app exposes the collector): a call leaves a connection, a canceller of echoes and much else
 * outside the script's own heap, which the collector knows little of and would leave for dozens of calls.
 *
 * @param isIdle whether no call has audio
 * @returns to be called when one has ended
 */
export function createPageTidier(isIdle: () => boolean): () => void {
  const { gc } = globalThis as { readonly gc?: () => void };
  return () => void setTimeout(() => { if (isIdle()) gc?.(); }, REST_MS);
}
