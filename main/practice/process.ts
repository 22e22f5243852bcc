import { assertNever } from '../platform/assert-never.ts';
import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { connectToParent } from '../platform/parent-link.ts';
import { createTidier } from '../platform/tidy.ts';
import { loadCallers } from './callers/load-callers.ts';
import { PracticeCommand, type PracticeReport } from './practice-messages.ts';
import { startPracticeServer, type PracticeServer } from './practice-server.ts';

/** Entry of the practice line's process: a thin shell around the server, driven by main's commands. */
const link = connectToParent();
const tell = (report: PracticeReport): void => link.send(report);
// createLog has redacted the fields by now; JSON makes of them what any link can carry.
const log = createLog(({ level, event, fields }) => tell({ kind: 'log', level, event, fields: JSON.parse(JSON.stringify(fields)) as Record<string, unknown> }));
let server: PracticeServer | null = null;
const tidy = createTidier(() => server?.isIdle() ?? true);

async function start({ port, password, callersDirectory }: Extract<PracticeCommand, { kind: 'start' }>): Promise<void> {
  try {
    const callers = await loadCallers(callersDirectory);
    server = await startPracticeServer({ port, password, callers, clock: systemClock, log, onDigit: (digit) => tell({ kind: 'digit', digit }), onEnded: tidy });
    tell({ kind: 'started', ...server.address, scripts: callers.map(({ script }) => script) });
  } catch (cause) {
    tell({ kind: 'start-failed', reason: cause instanceof Error ? cause.message : String(cause) });
  }
}

async function requestCall({ requestId, scriptId }: Extract<PracticeCommand, { kind: 'request-call' }>): Promise<void> {
  tell({ kind: 'call-requested', requestId, outcome: server === null ? 'not-registered' : await server.requestCall(scriptId) });
}

async function stop(): Promise<void> {
  await server?.close();
  server = null;
  tell({ kind: 'stopped' });
}

link.onMessage((message) => {
  const command = PracticeCommand.parse(message);
  switch (command.kind) {
    case 'start': return void start(command);
    case 'request-call': return void requestCall(command);
    case 'stop': return void stop();
    default: return assertNever(command);
  }
});
