import { app } from 'electron';

/** How long a quit may take: calls get their BYE, accounts unregister, the store closes. */
const STOP_MS = 3_000;

/** Holds the first quit until every step is through, in order, or the time is up. */
export function stopOnQuit(steps: readonly (() => Promise<void>)[]): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    isStopped = true;
    const timeUp = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS));
    void Promise.race([runInOrder(steps), timeUp]).finally(() => app.quit());
  });
}

async function runInOrder(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) {
    await step().catch(() => undefined); // one part that cannot stop must not keep the others from stopping
  }
}
