import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { launchWithNode } from '../../main/platform/node-launcher.ts';
import { createPracticeLine } from '../../main/practice/practice-client.ts';
import type { PracticeLine } from '../../main/practice/practice-line.ts';
import { buildProcess } from '../support/build-process.ts';
import { PRACTICE_DOMAIN } from '../support/loopback-phone.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

const CALLERS = join(process.cwd(), 'main', 'practice', 'callers');
let built: Awaited<ReturnType<typeof buildProcess>>;
let line: PracticeLine;
let port: number;
const phones: TestPhone[] = [];

beforeAll(async () => { built = await buildProcess('main/practice/process.ts'); });
afterAll(() => built.remove());
beforeEach(async () => {
  line = createPracticeLine({ launch: launchWithNode, entry: built.file, callersDirectory: CALLERS, log: silentLog, clock: systemClock });
  const started = await line.start(0);
  if (!started.ok) throw new Error(started.error.detail);
  port = started.value.port;
});
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.stop()));
  await line.stop();
});

function agentPhone(settings: { user?: string; password?: string } = {}): TestPhone {
  const phone = openTestPhone({ user: settings.user ?? 'agent', domain: PRACTICE_DOMAIN, outboundProxy: `127.0.0.1:${port}` }, settings.password ?? line.password);
  phones.push(phone);
  return phone;
}

describe('a phone on the practice line', () => {
  it('registers with the line\'s password', async () => {
    const phone = agentPhone();
    expect((await phone.start()).ok).toBe(true);
    const state = await phone.registration((candidate) => candidate.kind === 'registered');
    expect(state).toMatchObject({ kind: 'registered', grantedSec: 300 });
    expect(phone.sip.localAddress).toBe('127.0.0.1');
  });

  it('says that a password is wrong, and does not try again by itself', async () => {
    const phone = agentPhone({ password: 'not this one' });
    await phone.start();
    expect(await phone.registration((candidate) => candidate.kind === 'failed')).toMatchObject({ failure: { code: 'wrong-password', action: 'open-account' }, retryAtMs: null });
  });

  it('says that a user is unknown', async () => {
    const phone = agentPhone({ user: 'nobody' });
    await phone.start();
    expect(await phone.registration((candidate) => candidate.kind === 'failed')).toMatchObject({ failure: { code: 'unknown-user', sipStatus: 404 }, retryAtMs: null });
  });

  it('calls a number, hears that it rings and is answered, and hangs up', async () => {
    const phone = agentPhone();
    await phone.started();
    const call = phone.place('555 0100');
    expect(await call.fact('ringing')).toMatchObject({ hasEarlyMedia: false });
    await call.fact('answered');
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'local', failure: null } });
  });

  it('hears that a number is busy, and that one is unknown', async () => {
    const phone = agentPhone();
    await phone.started();
    expect(await phone.place('5550199').fact('ended')).toMatchObject({ end: { result: 'busy', sipStatus: 486, endedBy: 'remote' } });
    expect(await phone.place('5559999').fact('ended')).toMatchObject({ end: { result: 'failed', sipStatus: 404, failure: { code: 'not-found' } } });
  });

  it('gives a call up that nobody answers', async () => {
    const phone = agentPhone();
    await phone.started();
    const call = phone.place('5550198');
    await call.fact('ringing');
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'cancelled', endedBy: 'local' } });
  });

  it('is called, sees who calls, answers and hangs up', async () => {
    const phone = agentPhone();
    await phone.started();
    const [script] = line.ready!.scripts;
    expect((await line.requestCall(script!.scriptId)).ok).toBe(true);
    const call = await phone.incoming();
    expect(call.sip.remote.user).toBe(script!.number);
    expect(await call.sip.answer(phone.sdp())).toEqual({ ok: true, value: undefined });
    await call.fact('answered');
    call.sip.hangUp();
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'completed', endedBy: 'local' } });
  });

  it('rejects a call', async () => {
    const phone = agentPhone();
    await phone.started();
    await line.requestCall(line.ready!.scripts[0]!.scriptId);
    const call = await phone.incoming();
    call.sip.reject(603);
    expect(await call.fact('ended')).toMatchObject({ end: { result: 'rejected', endedBy: 'local', sipStatus: 603 } });
  });
});
