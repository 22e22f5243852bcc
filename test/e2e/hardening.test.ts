import { describe, expect, it } from 'vitest';
import { useApps } from '../support/app-session.ts';

describe('the window', () => {
  const { start } = useApps();

  it('gives a hostile page nothing: no node, no foreign network, no new windows, no other permission, no secret', async () => {
    const { app, watch } = await start({
      provisioning: { version: 1, accounts: [{ accountId: 'office', label: 'Office', user: '1001', domain: '127.0.0.1', outboundProxy: '127.0.0.1:9', password: 'tell-nobody' }] },
    });
    await watch.until('the account', ({ accounts }) => accounts.accounts.length === 1);
    const { page } = app;

    expect(await page.evaluate(() => ['require', 'process', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in globalThis))).toEqual([]);
    expect(await page.evaluate(() => Object.keys(window.sidetone).sort())).toEqual(['on', 'request']);

    // The page's own script may not make script: the policy is asked, not Playwright's privileged evaluate.
    const evalOutcome = await page.evaluate(() => new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), { once: true });
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
    }));
    expect(evalOutcome).toMatch(/^script-src/);
    expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);

    expect(await page.evaluate(() => fetch('http://127.0.0.1:9/').then(() => 'went out', () => 'refused'))).toBe('refused');
    expect(await page.evaluate(() => window.open('https://sidetone.example/') === null)).toBe(true);
    await page.evaluate(() => { window.location.href = 'https://sidetone.example/'; });
    expect(page.url()).toBe('sidetone://app/index.html');
    expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe('denied');
    // No device is had before the person chose a headset, and none by another way.
    expect(await page.evaluate(async () => (await (navigator as unknown as { hid: { getDevices(): Promise<unknown[]> } }).hid.getDevices()).length)).toBe(0);
    expect(await page.evaluate(() => (navigator as unknown as { usb: { getDevices(): Promise<unknown[]> } }).usb.getDevices().then((devices) => devices.length, () => 0))).toBe(0);
    expect(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'camera', (error: Error) => error.name))).not.toBe('camera');
    expect(await page.evaluate(async () => JSON.stringify(await Promise.all([window.sidetone.request.accounts.get({}), window.sidetone.request.app.get({}), window.sidetone.request.crm.get({})])))).not.toContain('tell-nobody');
  });

  it('refuses junk on a channel and goes on', async () => {
    const { app } = await start();
    const refused = await app.page.evaluate(() => window.sidetone.request.calls.place({ accountId: null, destination: '1', extra: true } as never).then(() => 'accepted', (error: Error) => error.message));
    expect(refused).toContain('refused');
    expect((await app.page.evaluate(() => window.sidetone.request.app.get({}))).ok).toBe(true);
  });
});
