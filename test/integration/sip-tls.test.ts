import { readFile } from 'node:fs/promises';
import { createServer as createTcpServer } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/platform/clock.ts';
import { openFlow, type FlowSettings } from '../../main/sip/transport/open-flow.ts';
import type { Flow } from '../../main/sip/transport/flow.ts';
import { createTrunkServers } from '../../main/sip/transport/trunk-servers.ts';
import { createAuthority, type CertificateFiles, type TestAuthority } from '../support/certificates.ts';
import { startKamailio, type KamailioOptions } from '../support/kamailio.ts';
import { until } from '../support/peer-process.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let authority: TestAuthority;
let stranger: TestAuthority;
let good: CertificateFiles;
let strange: CertificateFiles;
beforeAll(async () => {
  [authority, stranger] = await Promise.all([createAuthority(), createAuthority('Somebody else')]);
  [good, strange] = await Promise.all([authority.issue(['DNS:trunk.test']), stranger.issue(['DNS:trunk.test'])]);
});
afterAll(() => Promise.all([authority.remove(), stranger.remove()]));

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

interface TlsListener {
  readonly port: number;
  /** What clients sent inside TLS. */
  heard(): string;
}

async function tlsListener({ certificate, key }: CertificateFiles, options: TlsOptions = {}): Promise<TlsListener> {
  let heard = '';
  const server = createServer({ cert: await readFile(certificate), key: await readFile(key), ...options }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => { heard += chunk.toString(); });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { port: (server.address() as { port: number }).port, heard: () => heard };
}

async function flowTo(port: number, more: { name?: string; transport?: 'tls' | 'wss'; pinned?: string; domain?: string } = {}): Promise<Flow> {
  const settings: FlowSettings = { transport: more.transport ?? 'tls', domain: more.domain ?? 'trunk.test', localPort: 0, outboundProxy: '', pinnedCertificate: more.pinned ?? '' };
  const trunk = createTrunkServers({ name: more.name ?? '127.0.0.1', servers: [{ host: '127.0.0.1', port }], hosts: ['127.0.0.1'] });
  const opened = await openFlow(settings, trunk, { clock: systemClock, trustedRoots: async () => [authority.pem] });
  if (!opened.ok) throw new Error(opened.error.detail);
  closing.push(() => opened.value.close());
  return opened.value;
}

describe('a connection over TLS (T41, T42)', () => {
  it.each([
    ['the account\'s domain, although the proxy is an address', ['DNS:trunk.test'], {}],
    ['the proxy\'s name', ['DNS:proxy.example'], { name: 'proxy.example', domain: 'other.example' }],
    ['the proxy\'s address', ['IP:127.0.0.1'], { domain: 'other.example' }],
    ['all names of the domain', ['DNS:*.example.com'], { domain: 'sip.example.com' }],
  ])('is made where an authority that is trusted vouches for %s', async (_what, names, more) => {
    const { port, heard } = await tlsListener(await authority.issue(names));
    const flow = await flowTo(port, more);
    expect(await flow.connect()).toEqual({ ok: true, value: undefined });
    flow.send(Buffer.from('hello'), { host: '127.0.0.1', port });
    await until(() => heard() === 'hello', 'the bytes arrive');
  });

  it.each<[string, () => Promise<CertificateFiles>, string]>([
    ['an authority that nobody trusts', async () => strange, 'certificate-unknown-authority'],
    ['another name', () => authority.issue(['DNS:else.example']), 'certificate-wrong-name'],
    ['an earlier time', () => authority.issue(['DNS:trunk.test'], { validity: 'past' }), 'certificate-out-of-date'],
    ['a later time', () => authority.issue(['DNS:trunk.test'], { validity: 'future' }), 'certificate-out-of-date'],
  ])('is refused for a certificate of %s, shows its fingerprint and sends nothing', async (_what, issue, code) => {
    const certificate = await issue();
    const { port, heard } = await tlsListener(certificate);
    for (const transport of ['tls', 'wss'] as const) {
      const flow = await flowTo(port, { transport });
      expect(await flow.connect()).toMatchObject({ ok: false, error: { code, certificateSha256: certificate.sha256, action: 'trust-certificate', detail: expect.stringMatching(/^CN=.*, issued by CN=.*, valid until /) } });
      flow.send(Buffer.from('secret'), { host: '127.0.0.1', port });
      expect(flow.isConnected).toBe(false);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard()).toBe('');
  });

  it('is made with the one certificate that is pinned, whoever signed it and for whatever name', async () => {
    const pinned = await stranger.issue(['DNS:else.example'], { validity: 'past' });
    const { port } = await tlsListener(pinned);
    expect(await (await flowTo(port, { pinned: pinned.sha256 })).connect()).toMatchObject({ ok: true });
  });

  it('is refused for another certificate than the pinned one, also for a good one', async () => {
    const { port, heard } = await tlsListener(good);
    expect(await (await flowTo(port, { pinned: strange.sha256 })).connect()).toMatchObject({ ok: false, error: { code: 'certificate-changed', certificateSha256: good.sha256 } });
    expect(heard()).toBe('');
  });

  it('is refused below TLS 1.2', async () => {
    const { port } = await tlsListener(good, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    expect(await (await flowTo(port)).connect()).toMatchObject({ ok: false, error: { code: 'tls-failed', action: 'open-account', detail: expect.any(String) } });
  });

  it.each(['tls', 'wss'] as const)('is refused by a server that resets it at once, over %s', async (transport) => {
    const server = createTcpServer((socket) => void socket.resetAndDestroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    for (let turn = 0; turn < 20; turn += 1) expect(await (await flowTo((server.address() as { port: number }).port, { transport })).connect()).toMatchObject({ ok: false });
  });

  it('is refused where the server speaks no TLS', async () => {
    const server = createTcpServer((socket) => { socket.on('error', () => undefined); socket.end('SIP/2.0 400 Bad Request\r\n\r\n'); });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    expect(await (await flowTo((server.address() as { port: number }).port)).connect()).toMatchObject({ ok: false, error: { code: 'tls-failed' } });
  });
});

describe.each(['tls', 'wss'] as const)('a phone over %s', (transport) => {
  const kamailioWith = async (options: KamailioOptions) => {
    const kamailio = await startKamailio(options);
    closing.push(() => kamailio.stop());
    return kamailio;
  };
  const phoneOn = (address: string, pinnedCertificate = ''): TestPhone => {
    const phone = openTestPhone({ user: '1001', domain: 'trunk.test', outboundProxy: address, transport, pinnedCertificate }, 'secret1001', { random: () => 0, trustedRoots: async () => [authority.pem] });
    closing.push(() => phone.stop());
    return phone;
  };

  it('asks about a certificate that it cannot verify, and registers once that one is trusted', async () => {
    const kamailio = await kamailioWith({ tls: strange });
    const phone = phoneOn(kamailio.addressOver(transport));
    await phone.start();
    const failed = await phone.registration((state) => state.kind === 'failed');
    expect(failed).toMatchObject({ failure: { code: 'certificate-unknown-authority', certificateSha256: strange.sha256 }, retryAtMs: null });
    await phoneOn(kamailio.addressOver(transport), strange.sha256).started();
  });

  it('stops and asks when the certificate was changed under a pin', async () => {
    const first = await kamailioWith({ tls: strange });
    const phone = phoneOn(first.addressOver(transport), strange.sha256);
    await phone.started();
    await first.stop();
    const other = await stranger.issue(['DNS:trunk.test']);
    await kamailioWith({ tls: other, ports: first.ports });
    phone.sip.register();
    const failed = await phone.registration((state) => state.kind === 'failed' && state.failure.code.startsWith('certificate'));
    expect(failed).toMatchObject({ failure: { code: 'certificate-changed', certificateSha256: other.sha256 }, retryAtMs: null });
  });
});
