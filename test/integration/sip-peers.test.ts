import { existsSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBaresip, type Baresip } from '../support/baresip.ts';
import { startKamailio, type Kamailio } from '../support/kamailio.ts';
import { requireProgram } from '../support/peer-process.ts';

describe('the real peers of the tests', () => {
  let kamailio: Kamailio;
  let caller: Baresip;
  let callee: Baresip;

  beforeAll(async () => {
    kamailio = await startKamailio();
    [caller, callee] = await Promise.all([
      startBaresip({ registrar: kamailio, user: '1001', password: 'secret1001' }),
      startBaresip({ registrar: kamailio, user: '1002', password: 'secret1002' }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([caller?.stop(), callee?.stop()]);
    await kamailio?.stop();
  });

  it('call each other through the registrar and record both directions', async () => {
    await caller.dial(callee.uri);
    await callee.waitFor('CALL_ESTABLISHED');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await caller.hangUp();
    await callee.waitFor('CALL_CLOSED');
    const { sent, heard } = await callee.recordings();
    expect(existsSync(sent)).toBe(true);
    expect(statSync(heard).size).toBeGreaterThan(1_000);
  });

  it('name the Debian packages when a program is missing', () => {
    expect(() => requireProgram('no-such-peer', ['its-package'])).toThrow('apt-get install --no-install-recommends its-package');
  });
});
