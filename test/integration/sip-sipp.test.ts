import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, requireProgram, startPeer, type PeerProcess } from '../support/peer-process.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let peer: PeerProcess;
let phone: TestPhone;
beforeEach(async () => {
  const port = await freePort();
  const scenario = join(process.cwd(), 'test', 'fixtures', 'peers', 'sipp-reliable-uas.xml');
  // Two calls: our OPTIONS, which this scenario takes for one that fails, and the INVITE.
  peer = startPeer(requireProgram('sipp', ['sip-tester']), ['-sf', scenario, '-i', '127.0.0.1', '-p', String(port), '-m', '2', '-nostdin', '-timeout', '20s', '127.0.0.1'], { cwd: tmpdir() });
  phone = openTestPhone({ user: '1001', domain: 'sipp.example', outboundProxy: `127.0.0.1:${port}`, registers: false }, null);
});
afterEach(async () => {
  await phone.stop();
  await peer.stop();
});

describe('a call to sipp', () => {
  it('rings reliably, is answered with a session timer, refreshed by UPDATE and ended, as sipp wants it (RFC 3262, RFC 4028, RFC 3311)', async () => {
    await phone.start();
    const call = phone.place('5550100');
    expect(await call.fact('ringing', 10_000)).toMatchObject({ hasEarlyMedia: true });
    await call.fact('answered', 5_000);
    await new Promise((resolve) => setTimeout(resolve, 2_600));
    call.sip.hangUp();
    expect((await call.fact('ended')).end).toMatchObject({ result: 'completed', endedBy: 'local' });
    await expect.poll(() => peer.output(), { timeout: 5_000 }).toMatch(/Successful call\s*\|\s*\d+\s*\|\s*1\s/);
  });
});
