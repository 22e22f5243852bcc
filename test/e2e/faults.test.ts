import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answeredPracticeCall, killChild, registered, useApps } from '../support/app-session.ts';
import { electronExecutable } from '../support/launch-app.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';

const PRACTICE = { version: 1, practiceLine: true } as const;

describe('a running call', () => {
  const { start } = useApps();

  it('outlives a reload of its page: the same call, audio both ways again', async () => {
    const session = await start({ provisioning: PRACTICE });
    await registered(session);
    const callId = await answeredPracticeCall(session);
    const before = session.watch.call()!.media;
    await session.app.page.reload();
    await session.watch.resume();
    await session.watch.until('audio after the reload', () => {
      const call = session.watch.call();
      return call?.callId === callId && call.state.kind === 'active' && call.media.packetsIn > before.packetsIn + 100 && call.media.packetsOut > before.packetsOut + 100;
    });
    await session.app.page.getByRole('button', { name: /hang up/i }).first().waitFor();
    expect(session.watch.call()!.media.packetsLost).toBe(0);
  });

  it('waits for no model: with the assist halted while it loads, the app can dial and has audio both ways (T32)', async () => {
    const session = await start({ provisioning: PRACTICE });
    await killChild(session, 'Sidetone assist', 'SIGSTOP');
    await registered(session);
    expect(session.watch.latest.assist.status.kind).toBe('starting');
    await session.app.page.getByRole('textbox', { name: 'Name a number or SIP address' }).fill('5550100');
    await session.app.page.keyboard.press('Enter');
    await session.watch.until('audio both ways', () => (session.watch.call()?.media.packetsIn ?? 0) > 50 && (session.watch.call()?.media.packetsOut ?? 0) > 50);
    await killChild(session, 'Sidetone assist', 'SIGCONT');
    await session.watch.until('the assist', ({ assist }) => assist.status.kind === 'ready', 60_000);
    expect(session.watch.call()?.media.packetsLost).toBe(0);
  });

  it('outlives the assist process, which comes back and hears the rest', async () => {
    const session = await start({ provisioning: PRACTICE });
    await registered(session);
    await session.watch.until('assist', ({ assist }) => assist.status.kind === 'ready', 60_000);
    await answeredPracticeCall(session);
    const before = session.watch.call()!.media.packetsIn;
    await killChild(session, 'Sidetone assist');
    await session.watch.until('the assist to be missed', ({ assist }) => assist.status.kind !== 'ready');
    await session.watch.until('the assist to come back', ({ assist }) => assist.status.kind === 'ready', 30_000);
    await session.watch.until('words after the restart', ({ assist }) => assist.utterances.length > 0, 60_000);
    expect(session.watch.call()!.state.kind).toBe('active');
    expect(session.watch.call()!.media.packetsIn).toBeGreaterThan(before);
    expect(session.watch.call()!.media.packetsLost).toBe(0);
  });

  it('goes on without a microphone and says so', async () => {
    const session = await start({ provisioning: PRACTICE, microphoneWav: null });
    await registered(session);
    await answeredPracticeCall(session);
    await session.watch.until('the notice', ({ app }) => app.microphone !== 'unknown' && app.microphone !== 'live');
    expect(session.watch.call()!.state.kind).toBe('active');
  });
});

describe('nothing is lost', () => {
  const { start, profile } = useApps();

  it('delivers after a kill -9 what the CRM had refused before', async () => {
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const receiver = await startWebhookReceiver({ secret, answers: [{ status: 500 }] });
    const kept = await profile();
    const settings = { allowUnprotectedSecrets: true };
    const session = await start({ profile: kept, provisioning: { ...PRACTICE, crm: { endpoint: { url: receiver.url }, secret }, settings } });
    await registered(session);
    await session.app.page.evaluate(() => window.sidetone.request.app.requestPracticeCall({ scriptId: 'refund' }));
    await session.watch.until('ringing', () => session.watch.call()?.state.kind === 'ringing-in');
    await session.app.page.evaluate((callId) => window.sidetone.request.calls.reject({ callId: callId as never }), session.watch.call()!.callId);
    const first = await receiver.waitFor((request) => request.type === 'call.completed' || request.type === 'call.missed', 20_000);
    await session.app.kill();

    const again = await start({ profile: kept });
    const delivered = await again.watch.until('the delivery', ({ records }) => records.rows.find((row) => row.delivery.kind === 'delivered'), 60_000);
    expect(delivered.delivery).toMatchObject({ kind: 'delivered', httpStatus: 200 });
    expect(receiver.received.at(-1)).toMatchObject({ entryId: first.entryId, isSignatureValid: true });
    await receiver.close();
  });

  it('completes a call that a kill -9 cut off', async () => {
    const kept = await profile();
    const session = await start({ profile: kept, provisioning: PRACTICE });
    await registered(session);
    const callId = await answeredPracticeCall(session);
    await session.watch.until('the record', ({ records }) => records.rows.some((row) => row.callId === callId));
    await session.app.kill();
    const again = await start({ profile: kept });
    expect(again.watch.latest.records.rows.find((row) => row.callId === callId)?.end).toMatchObject({ result: 'interrupted' });
  });

  it('moves an unreadable store aside, says so and starts clean', async () => {
    const kept = await profile();
    await writeFile(join(kept, 'sidetone.json'), '{"version": 1, "accounts": [');
    const { watch } = await start({ profile: kept });
    expect(watch.latest.app.notices.map((notice) => notice.noticeId)).toContain('store-moved-aside');
    const aside = (await readdir(kept)).find((name) => name.startsWith('sidetone.json.corrupt-'));
    expect(await readFile(join(kept, aside ?? 'missing'), 'utf8')).toBe('{"version": 1, "accounts": [');
  });

  it('refuses a provisioning file with an unknown key, names it and changes nothing', async () => {
    const kept = await profile();
    const file = join(kept, 'provisioning.json');
    await writeFile(file, JSON.stringify({ version: 1, accounts: [{ accountId: 'a', label: 'A', user: 'u', domain: 'd', pasword: 'x' }] }));
    const args = [process.cwd(), '--profile', kept, '--provision', file, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
    const run = spawnSync(electronExecutable(), args, { encoding: 'utf8', env: { ...process.env, CI: '1' }, timeout: 30_000 });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('accounts[0].pasword');
    const { watch } = await start({ profile: kept });
    expect(watch.latest.accounts.accounts).toEqual([]);
  });
});

describe('an account that does not register says why', () => {
  const { start } = useApps();

  it.each([
    ['registrar-unreachable', { domain: 'trunk.test', outboundProxy: '127.0.0.1:9' }],
    ['unresolvable', { domain: 'no-such-trunk.invalid' }],
  ])('%s', async (code, account) => {
    const { watch } = await start({ provisioning: { version: 1, accounts: [{ accountId: 'a', label: 'Office', user: '1001', password: 'p', ...account }] } });
    const failed = await watch.until('the failure', ({ accounts }) => {
      const registration = accounts.accounts[0]?.registration;
      return registration?.kind === 'failed' && registration;
    }, 60_000);
    expect(failed.kind === 'failed' && failed.failure).toMatchObject({ code, action: expect.stringMatching(/retry|open-account/) });
  });
});
