import { describe, expect, it } from 'vitest';
import { useApps } from '../support/app-session.ts';

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
