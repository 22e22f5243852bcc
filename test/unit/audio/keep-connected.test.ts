import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepConnected, type Connection } from '../../../renderer/audio/keep-connected.ts';

interface Attempt {
  readonly connection: Connection & { isClosed: boolean };
  onBroken(): void;
  /** What connect gives: the connection, a refusal, or a rejection. */
  settle(outcome: 'made' | 'refused' | 'failed'): Promise<void>;
}

function watch() {
  const attempts: Attempt[] = [];
  const ups: Connection[] = [];
  const kept = keepConnected<Connection>((onBroken) => new Promise((resolve, reject) => {
    const connection = { isClosed: false, close() { this.isClosed = true; } };
    attempts.push({
      connection, onBroken,
      async settle(outcome) {
        if (outcome === 'failed') reject(new Error('no'));
        else resolve(outcome === 'made' ? connection : null);
        await vi.advanceTimersByTimeAsync(0);
      },
    });
  }), (made) => ups.push(made));
  return { attempts, ups, kept };
}

describe('a connection that is kept up', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is tried at once and given on when it is made', async () => {
    const { attempts, ups, kept } = watch();
    expect(attempts).toHaveLength(1);
    await attempts[0]!.settle('made');
    expect(ups).toEqual([attempts[0]!.connection]);
    expect(kept.current()).toBe(attempts[0]!.connection);
  });

  it('is closed and made anew 300 ms after it broke', async () => {
    const { attempts, kept } = watch();
    await attempts[0]!.settle('made');
    attempts[0]!.onBroken();
    expect(attempts[0]!.connection.isClosed).toBe(true);
    expect(kept.current()).toBe(null);
    await vi.advanceTimersByTimeAsync(299);
    expect(attempts).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(attempts).toHaveLength(2);
  });

  it('is tried more and more seldom while it is refused, down to every 5 s, and soon again after a success', async () => {
    const { attempts } = watch();
    const pausesMs: number[] = [];
    for (let count = 1; count <= 7; count += 1) {
      await attempts.at(-1)!.settle(count % 2 === 0 ? 'refused' : 'failed');
      const beforeMs = Date.now();
      await vi.advanceTimersToNextTimerAsync();
      pausesMs.push(Date.now() - beforeMs);
    }
    expect(pausesMs).toEqual([300, 600, 1_200, 2_400, 4_800, 5_000, 5_000]);
    await attempts.at(-1)!.settle('made');
    attempts.at(-1)!.onBroken();
    const beforeMs = Date.now();
    await vi.advanceTimersToNextTimerAsync();
    expect(Date.now() - beforeMs).toBe(300);
  });

  it('hears a break once, and none from a connection that was replaced', async () => {
    const { attempts } = watch();
    await attempts[0]!.settle('made');
    attempts[0]!.onBroken();
    attempts[0]!.onBroken();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(attempts).toHaveLength(2);
    await attempts[1]!.settle('made');
    attempts[0]!.onBroken();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(attempts).toHaveLength(2);
  });

  it('closes a connection that breaks while it is still being made', async () => {
    const { attempts, ups } = watch();
    attempts[0]!.onBroken();
    await attempts[0]!.settle('made');
    expect(attempts[0]!.connection.isClosed).toBe(true);
    expect(ups).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    expect(attempts).toHaveLength(2);
  });

  it('stays away once closed, up, pausing or being made', async () => {
    const [up, pausing, being] = [watch(), watch(), watch()];
    await up.attempts[0]!.settle('made');
    await pausing.attempts[0]!.settle('refused');
    for (const { kept } of [up, pausing, being]) kept.close();
    await being.attempts[0]!.settle('made');
    await vi.advanceTimersByTimeAsync(60_000);
    expect([up, pausing, being].map(({ attempts }) => attempts.length)).toEqual([1, 1, 1]);
    expect(up.attempts[0]!.connection.isClosed).toBe(true);
    expect(being.attempts[0]!.connection.isClosed).toBe(true);
    expect(being.ups).toEqual([]);
  });
});
