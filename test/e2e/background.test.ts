import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { answeredPracticeCall, registered, startAgain, useApps, type AppSession } from '../support/app-session.ts';

const PRACTICE = { version: 1, practiceLine: true } as const;
const PACKETS_PER_SEC = 50;

const closeWindow = ({ app }: AppSession) => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const isVisible = ({ app }: AppSession): Promise<boolean> => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

describe('the app whose window was closed', () => {
  const { start, profile } = useApps();

  it('carries the call on at the same pace, and gives the same controls to whoever opens it again (T25, T52)', async () => {
    const kept = await profile();
    const session = await start({ profile: kept, provisioning: PRACTICE });
    await registered(session);
    const callId = await answeredPracticeCall(session);
    await closeWindow(session);
    expect(await isVisible(session)).toBe(false);
    await sleep(1_500); // statistics come once a second
    const before = session.watch.call()?.media;
    const fromMs = performance.now();
    await sleep(5_000);
    const after = session.watch.call()?.media;
    const expected = ((performance.now() - fromMs) / 1_000) * PACKETS_PER_SEC;
    for (const direction of ['packetsIn', 'packetsOut'] as const) expect(Math.abs((after?.[direction] ?? 0) - (before?.[direction] ?? 0) - expected)).toBeLessThan(1.5 * PACKETS_PER_SEC);
    expect(after?.packetsLost).toBe(0);

    await startAgain(kept);
    await expect.poll(() => isVisible(session)).toBe(true);
    await session.app.page.getByRole('button', { name: /^Mute/ }).first().click();
    await session.watch.until('muted', () => session.watch.call()?.isMuted === true);
    await session.app.page.getByRole('button', { name: /hang up/i }).first().click();
    await session.watch.until('the end', ({ records }) => records.rows.some((row) => row.callId === callId && row.end !== null));
  });

  it('shows itself for a call that rings', async () => {
    const session = await start({ provisioning: PRACTICE });
    await registered(session);
    await closeWindow(session);
    await session.app.page.evaluate(() => window.sidetone.request.app.requestPracticeCall({ scriptId: 'refund' }));
    await session.watch.until('ringing', () => session.watch.call()?.state.kind === 'ringing-in');
    await expect.poll(() => isVisible(session)).toBe(true);
  });

  it('ends with its window where the person wants that, but never a call with it', async () => {
    const session = await start({ provisioning: PRACTICE });
    await registered(session);
    expect((await session.app.page.evaluate(() => window.sidetone.request.app.setKeepsRunning({ isOn: false }))).ok).toBe(true);
    await answeredPracticeCall(session);
    await closeWindow(session);
    expect([await isVisible(session), session.watch.call()?.state.kind]).toEqual([false, 'active']);
    await session.app.page.evaluate((callId) => window.sidetone.request.calls.hangUp({ callId: callId as never }), session.watch.call()?.callId ?? '');
    await expect.poll(() => isVisible(session)).toBe(true); // with the wrap-up
    const gone = once(session.app.electron.process(), 'exit');
    await closeWindow(session).catch(() => undefined); // it may be gone before it can answer
    await gone;
  });
});
