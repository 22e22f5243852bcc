import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../main/platform/log.ts';
import { createPracticeLine } from '../../../main/practice/practice-client.ts';
import type { PracticeFact } from '../../../main/practice/practice-line.ts';
import type { PracticeCommand, PracticeReport } from '../../../main/practice/practice-messages.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

/** A practice line whose process the test plays. */
function setUp() {
  const clock = createFakeClock();
  const commands: PracticeCommand[] = [];
  const launched = { count: 0, kills: 0 };
  let tell: (message: unknown) => void = () => undefined;
  let exit: () => void = () => undefined;
  const line = createPracticeLine({
    entry: 'practice-process.js', callersDirectory: '/callers', log: silentLog, clock,
    launch: () => {
      launched.count += 1;
      return {
        pid: 1,
        send: (message) => void commands.push(message as PracticeCommand),
        onMessage: (listener) => { tell = listener; },
        onExit: (listener) => { exit = () => listener(1); },
        kill: () => { launched.kills += 1; },
      };
    },
  });
  const facts: PracticeFact[] = [];
  line.subscribe((fact) => facts.push(fact));
  const report = (message: PracticeReport): void => tell(message);
  const start = async (): Promise<unknown> => {
    const starting = line.start(5080);
    report({ kind: 'started', address: '127.0.0.1', port: 5080, scripts: [] });
    return starting;
  };
  return { clock, commands, facts, launched, line, report, start, tell: (message: unknown) => tell(message), exit: () => exit() };
}

describe('the practice line as main sees it', () => {
  it('starts its process with a password that no one else has and tells when it is ready', async () => {
    const { commands, facts, line, start } = setUp();
    expect(await start()).toEqual({ ok: true, value: { address: '127.0.0.1', port: 5080 } });
    expect(commands).toEqual([{ kind: 'start', port: 5080, password: line.password, callersDirectory: '/callers' }]);
    expect(line.password.length).toBeGreaterThanOrEqual(24);
    expect(setUp().line.password).not.toBe(line.password);
    expect(facts.map((fact) => fact.kind)).toEqual(['ready']);
  });

  it('is started once only', async () => {
    const { launched, line, start } = setUp();
    await start();
    expect(await line.start(0)).toEqual({ ok: true, value: { address: '127.0.0.1', port: 5080 } });
    expect(launched.count).toBe(1);
  });

  it('says why it could not start, and can be tried again', async () => {
    const { launched, line, report, start } = setUp();
    const starting = line.start(5080);
    report({ kind: 'start-failed', reason: 'bind EADDRINUSE' });
    expect(await starting).toMatchObject({ ok: false, error: { code: 'practice-line-failed', detail: 'bind EADDRINUSE' } });
    expect(launched.kills).toBe(1);
    expect(await start()).toMatchObject({ ok: true });
  });

  it('gives up on a process that says nothing for ten seconds, or ends', async () => {
    const silent = setUp();
    const starting = silent.line.start(0);
    silent.clock.advance(10_000);
    expect(await starting).toMatchObject({ ok: false, error: { code: 'practice-line-failed' } });
    const dying = setUp();
    const ending = dying.line.start(0);
    dying.exit();
    expect(await ending).toMatchObject({ ok: false, error: { detail: 'the process ended' } });
  });

  it.each([['ringing', { ok: true }], ['unknown-script', { ok: false, error: { code: 'unknown-script' } }], ['not-registered', { ok: false, error: { code: 'not-registered' } }]] as const)('passes on that a wanted call is %s', async (outcome, expected) => {
    const { line, report, start } = setUp();
    await start();
    const requested = line.requestCall('refund');
    report({ kind: 'call-requested', requestId: 1, outcome });
    expect(await requested).toMatchObject(expected);
  });

  it('is off before the start and after its process is gone, also for a call under way', async () => {
    const { exit, facts, line, start } = setUp();
    expect(await line.requestCall('refund')).toMatchObject({ error: { code: 'practice-line-off' } });
    await start();
    const requested = line.requestCall('refund');
    exit();
    expect(await requested).toMatchObject({ error: { code: 'practice-line-off' } });
    expect([line.ready, facts.map((fact) => fact.kind)]).toEqual([null, ['ready', 'gone']]);
  });

  it('lets the process say goodbye before it ends it, but not for long', async () => {
    const { clock, commands, launched, line, start } = setUp();
    await start();
    const stopping = line.stop();
    expect([commands.at(-1)?.kind, launched.kills]).toEqual(['stop', 0]);
    clock.advance(2_000);
    await stopping;
    expect([launched.kills, line.ready, clock.pendingTimers()]).toEqual([1, null, 0]);
  });

  it('passes on digits and ignores what it does not understand', async () => {
    const { facts, report, start, tell } = setUp();
    await start();
    tell({ kind: 'surprise' });
    report({ kind: 'digit', digit: '#' });
    expect(facts.at(-1)).toEqual({ kind: 'digit-heard', digit: '#' });
  });
});
