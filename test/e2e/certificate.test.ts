import { afterEach, describe, expect, it } from 'vitest';
import { createAuthority } from '../support/certificates.ts';
import { startKamailio, type KamailioOptions } from '../support/kamailio.ts';
import { useApps, type AppSession } from '../support/app-session.ts';

let closing: (() => unknown)[] = [];
const apps = useApps();
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function trunkWith(options: KamailioOptions) {
  const trunk = await startKamailio(options);
  closing.push(() => trunk.stop());
  return trunk;
}

const failedWith = ({ watch }: AppSession, code: string) => watch.until(code, ({ accounts }) => accounts.accounts.some(({ registration }) => registration.kind === 'failed' && registration.failure.code === code), 15_000);
const registered = ({ watch }: AppSession) => watch.until('registered', ({ accounts }) => accounts.accounts.some(({ registration }) => registration.kind === 'registered'), 15_000);

describe('a trunk over TLS with a certificate of its own (T41)', () => {
  it('is asked about, trusted by its fingerprint, remembered, and asked about again when it changed', async () => {
    const authority = await createAuthority('Office');
    closing.push(() => authority.remove());
    const [first, second] = [await authority.issue(['DNS:trunk.test']), await authority.issue(['DNS:trunk.test'])];
    const trunk = await trunkWith({ tls: first });
    const profile = await apps.profile();
    const account = { accountId: 'office', label: 'Office', user: '1001', domain: 'trunk.test', outboundProxy: trunk.addressOver('tls'), transport: 'tls' as const, password: 'secret1001' };
    const session = await apps.start({ profile, provisioning: { version: 1, accounts: [account], settings: { locale: 'en', allowUnprotectedSecrets: true } } });
    const { page } = session.app;

    await failedWith(session, 'certificate-unknown-authority');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('tab', { name: 'Lines', exact: true }).click();
    expect(await page.locator('code').textContent()).toBe(first.sha256);
    await page.getByRole('button', { name: 'Trust this certificate' }).click();
    await registered(session);
    await session.app.close();

    const again = await apps.start({ profile });
    await registered(again);
    await trunk.stop();
    await trunkWith({ tls: second, ports: trunk.ports });
    await failedWith(again, 'certificate-changed');
    await again.app.page.getByText('The trunk shows another certificate than the one you trusted.').first().waitFor();
  });
});
