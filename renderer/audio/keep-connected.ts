/** The first pause before a broken connection is tried again; it doubles with every failure in a row. */
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 5_000;

export interface Connection {
  close(): void;
}

/**
 * Keeps one connection up until closed.
 *
 *   connecting ──made──► up ──broken──► pausing ──► connecting …
 *       └──refused, failed──► pausing (twice as long each time)
 *
 * @param connect makes one, or null when it was refused; `onBroken` is for a connection that was made and is no more
 * @param onUp each new connection
 */
export function keepConnected<Made extends Connection>(connect: (onBroken: () => void) => Promise<Made | null>, onUp: (made: Made) => void): { current(): Made | null; close(): void } {
  let current: Made | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isClosed = false;
  /** Which attempt is the newest: what an older one still tells is void. */
  let attempt = 0;

  async function tryOnce(): Promise<void> {
    const own = (attempt += 1);
    const made = await connect(() => { if (own === attempt) retry(); }).catch(() => null);
    if (isClosed || own !== attempt) return made?.close();
    if (made === null) return retry();
    current = made;
    pauseMs = FIRST_PAUSE_MS;
    onUp(made);
  }

  function retry(): void {
    attempt += 1;
    current?.close();
    current = null;
    if (isClosed) return;
    timer = setTimeout(() => void tryOnce(), pauseMs);
    pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
  }

  void tryOnce();
  return {
    current: () => current,
    close() {
      isClosed = true;
      attempt += 1;
      if (timer !== null) clearTimeout(timer);
      current?.close();
      current = null;
    },
  };
}
