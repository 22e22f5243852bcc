import { describe, expect, it } from 'vitest';
import { registered, startAgain, useApps } from '../support/app-session.ts';

describe('the command line', () => {
  const { start } = useApps();

  it('dials what --call names once the line is registered', async () => {
    const { watch } = await start({ provisioning: { version: 1, practiceLine: true }, arguments: ['--call', '5550100'] });
    const call = await watch.until('the call', () => {
      const placed = watch.call();
      return placed?.state.kind === 'active' && placed;
    });
    expect(call).toMatchObject({ direction: 'outgoing', remote: { user: '5550100' } });
  });

  it('shows why a --call was not possible', async () => {
    const { watch } = await start({ provisioning: { version: 1, practiceLine: true }, arguments: ['--call', 'sip:'] });
    const notice = await watch.until('the notice', ({ app }) => app.notices.find((raised) => raised.noticeId === 'dial'), 20_000);
    expect(notice.failure.code).toBe('bad-destination');
  });
});

describe('an order from another command line', () => {
  const { start, profile } = useApps();

  it('answers in the running app and shows its live controls, and ends the call the same way (T47)', async () => {
    const kept = await profile();
    const session = await start({ profile: kept, provisioning: { version: 1, practiceLine: true } });
    await registered(session);
    await session.app.page.evaluate(() => window.sidetone.request.app.requestPracticeCall({ scriptId: 'refund' }));
    await session.watch.until('ringing', () => session.watch.call()?.state.kind === 'ringing-in');
    await session.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await startAgain(kept, '--answer');
    await session.watch.until('the answer', () => session.watch.call()?.state.kind === 'active');
    expect(await session.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
    await session.app.page.getByRole('button', { name: /^Mute/ }).first().click();
    await session.watch.until('muted', () => session.watch.call()?.isMuted === true);
    await startAgain(kept, '--hang-up');
    await session.watch.until('the end', ({ records }) => records.rows.some(({ end }) => end?.endedBy === 'local'));
  });
});

describe('a clicked telephone link (T38)', () => {
  const { start } = useApps();

  it('asks before it dials, cold and warm, and dials what was confirmed', async () => {
    const { app, watch } = await start({ provisioning: { version: 1, practiceLine: true }, arguments: ['tel:+49%20(0)30-901'] });
    const { page } = app;
    await page.getByText('A link asks to call +49 (0)30-901').waitFor();
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByText('A link asks to call').waitFor({ state: 'detached' });
    // as a second start hands it over
    await app.electron.evaluate(({ app: electronApp }) => electronApp.emit('second-instance', {}, ['sidetone', '--', 'callto:5550100'], '/', null));
    await page.getByText('A link asks to call 5550100').waitFor();
    expect(watch.call()).toBeNull();
    await page.getByRole('button', { name: 'Call', exact: true }).first().click();
    await watch.until('the call', () => watch.call()?.remote.user === '5550100');
  });
});
