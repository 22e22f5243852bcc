import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { AccountSettings } from '../../preload/contract/accounts.ts';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { createSipPhone } from '../../main/sip/create-sip-phone.ts';
import { headersOf, parseSipMessage, serializeSipMessage } from '../../main/sip/wire/message.ts';

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

/** A registrar that grants everything, on one address of this machine. */
async function registrarAt(host: string, port = 0): Promise<{ readonly port: number; asked(): number; contacts(): readonly string[] }> {
  const socket = createSocket('udp4');
  let asked = 0;
  let contacts: readonly string[] = [];
  socket.on('message', (bytes, source) => {
    const message = parseSipMessage(bytes);
    if (message.kind !== 'request') return;
    asked += 1;
    contacts = headersOf(message, 'contact');
    const headers = message.headers.filter((header) => /^(via|from|to|call-id|cseq|contact|expires)$/i.test(header.name));
    socket.send(serializeSipMessage({ kind: 'response', statusCode: 200, reasonPhrase: 'OK', headers, body: new Uint8Array() }), source.port, source.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, host, resolve);
  });
  closing.push(() => socket.close());
  return { port: socket.address().port, asked: () => asked, contacts: () => contacts };
}

describe('a phone whose network changes', () => {
  it('registers from a new socket at the trunk\'s new address, also when it is told to register', async () => {
    let address: string | null = '127.0.0.1';
    const first = await registrarAt('127.0.0.1');
    const second = await registrarAt('127.0.0.2', first.port);
    const settings = AccountSettings.parse({ accountId: 'a', label: 'A', user: '1001', domain: 'trunk.example', outboundProxy: `proxy.example:${first.port}` });
    const lookUp = async (): Promise<string[]> => { if (address === null) throw new Error('ENOTFOUND'); return [address]; };
    const phone = createSipPhone({ settings, password: 'x' }, { clock: systemClock, log: silentLog, version: '0', lookUp, random: () => 0 });
    closing.push(() => phone.stop());
    const until = async (holds: () => boolean): Promise<void> => { while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10)); };

    await phone.start();
    await until(() => phone.registration.kind === 'registered');
    address = null;
    phone.register();
    await until(() => first.asked() === 2);
    expect(second.asked()).toBe(0);
    address = '127.0.0.2';
    phone.register();
    await until(() => second.asked() > 0 && phone.registration.kind === 'registered');
    // The registrar forgets where we were, and knows where we are (T02).
    expect(second.contacts()).toEqual([expect.stringMatching(/;expires=0$/), expect.stringMatching(/;expires=300$/)]);
    expect(second.contacts()[0]).not.toBe(second.contacts()[1]?.replace('expires=300', 'expires=0'));
  });

  it('tries again by itself while the trunk\'s name is not found', async () => {
    let isFound = false;
    const { port } = await registrarAt('127.0.0.1');
    const settings = AccountSettings.parse({ accountId: 'a', label: 'A', user: '1001', domain: 'trunk.example', outboundProxy: `proxy.example:${port}` });
    const lookUp = async (): Promise<string[]> => { if (!isFound) throw new Error('ENOTFOUND'); return ['127.0.0.1']; };
    const phone = createSipPhone({ settings, password: 'x' }, { clock: systemClock, log: silentLog, version: '0', lookUp, random: () => 0 });
    closing.push(() => phone.stop());
    expect(await phone.start()).toMatchObject({ ok: false, error: { code: 'unresolvable' } });
    expect(phone.registration).toMatchObject({ kind: 'failed', failure: { code: 'unresolvable' }, retryAtMs: expect.any(Number) });
    isFound = true;
    await new Promise<void>((resolve) => { phone.subscribe((fact) => { if (fact.kind === 'registration-changed' && fact.state.kind === 'registered') resolve(); }); });
  });
});
