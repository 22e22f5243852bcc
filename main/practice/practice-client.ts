import { randomBytes } from 'node:crypto';
import { failure, success } from '../../preload/contract/result.ts';
import { assertNever } from '../platform/assert-never.ts';
import type { Clock } from '../platform/clock.ts';
import { createEmitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { ProcessLauncher, ProcessLink } from '../platform/process-link.ts';
import type { PracticeFact, PracticeLine } from './practice-line.ts';
import { PracticeReport, type PracticeCommand } from './practice-messages.ts';

const START_LIMIT_MS = 10_000;
const STOP_LIMIT_MS = 2_000;
const REQUEST_LIMIT_MS = 5_000;

type Outcome = Extract<PracticeReport, { kind: 'call-requested' }>['outcome'] | 'gone';
type Started = Extract<PracticeReport, { kind: 'started' | 'start-failed' }>;

/**
 * main's side of the practice line.
 *
 * @param options.entry the built process, out/main/practice-process.js
 * @param options.callersDirectory the folder of callers.json and its recordings
 */
export function createPracticeLine(options: { launch: ProcessLauncher; entry: string; callersDirectory: string; log: Log; clock: Clock }): PracticeLine {
  const { launch, entry, callersDirectory, log, clock } = options;
  const password = randomBytes(18).toString('base64url');
  const facts = createEmitter<PracticeFact>();
  const waiting = new Map<number, (outcome: Outcome) => void>();
  let ready: Extract<PracticeFact, { kind: 'ready' }> | null = null;
  let link: ProcessLink | null = null;
  let onStarted: ((report: Started) => void) | null = null;
  let onStopped: (() => void) | null = null;
  let lastRequestId = 0;

  function noteGone(of: ProcessLink): void {
    if (link !== of) return;
    link = null;
    for (const settle of waiting.values()) settle('gone');
    waiting.clear();
    onStarted?.({ kind: 'start-failed', reason: 'the process ended' });
    onStopped?.();
    if (ready === null) return;
    ready = null;
    facts.emit({ kind: 'gone' });
  }

  function receive(message: unknown): void {
    const parsed = PracticeReport.safeParse(message);
    if (!parsed.success) return log.error('practice.bad-report', { reason: parsed.error.message });
    const report = parsed.data;
    switch (report.kind) {
      case 'started':
      case 'start-failed': return onStarted?.(report);
      case 'call-requested': return waiting.get(report.requestId)?.(report.outcome);
      case 'digit': return facts.emit({ kind: 'digit-heard', digit: report.digit });
      case 'stopped': return onStopped?.();
      case 'log': return log[report.level](report.event, report.fields);
      default: return assertNever(report);
    }
  }

  /** Kills the process; its exit is noted at once, for a killed process may not tell. */
  function drop(running: ProcessLink): void {
    running.kill();
    noteGone(running);
  }

  return {
    password,
    get ready() { return ready; },
    subscribe: (listener) => facts.subscribe(listener),
    async start(port) {
      if (ready !== null) return success({ address: ready.address, port: ready.port });
      if (link !== null) return failure('practice-line-failed', 'The practice line is being started already.');
      const running = launch(entry, { name: 'Sidetone practice line' });
      link = running;
      running.onMessage(receive);
      running.onExit(() => noteGone(running));
      const report = await new Promise<Started>((resolve) => {
        const limit = clock.startTimer(START_LIMIT_MS, () => resolve({ kind: 'start-failed', reason: 'it did not answer in time' }));
        onStarted = (told) => {
          limit.cancel();
          resolve(told);
        };
        running.send({ kind: 'start', port, password, callersDirectory } satisfies PracticeCommand);
      });
      onStarted = null;
      if (report.kind === 'start-failed') {
        drop(running);
        return failure('practice-line-failed', 'The practice line could not be started.', { detail: report.reason, action: 'retry' });
      }
      ready = { kind: 'ready', address: report.address, port: report.port, scripts: report.scripts };
      facts.emit(ready);
      return success({ address: report.address, port: report.port });
    },
    async requestCall(scriptId) {
      const running = link;
      if (running === null || ready === null) return failure('practice-line-off', 'The practice line is not running.');
      const requestId = (lastRequestId += 1);
      const outcome = await new Promise<Outcome>((resolve) => {
        const limit = clock.startTimer(REQUEST_LIMIT_MS, () => resolve('gone'));
        waiting.set(requestId, (told) => {
          limit.cancel();
          resolve(told);
        });
        running.send({ kind: 'request-call', requestId, scriptId } satisfies PracticeCommand);
      });
      waiting.delete(requestId);
      switch (outcome) {
        case 'ringing': return success();
        case 'unknown-script': return failure('unknown-script', 'The practice line has no such caller.');
        case 'not-registered': return failure('not-registered', 'The practice line can ring only while its account is registered.', { action: 'open-account' });
        case 'gone': return failure('practice-line-off', 'The practice line stopped.', { action: 'retry' });
        default: return assertNever(outcome);
      }
    },
    async stop() {
      const running = link;
      if (running === null) return;
      await new Promise<void>((resolve) => {
        const limit = clock.startTimer(STOP_LIMIT_MS, resolve);
        onStopped = () => {
          limit.cancel();
          resolve();
        };
        running.send({ kind: 'stop' } satisfies PracticeCommand);
      });
      onStopped = null;
      drop(running);
    },
  };
}
