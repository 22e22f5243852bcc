import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runPracticeCall, type PracticeCallReport } from './practice-call.ts';

/** `npm run demo`: one practice call from start to finish, told as it happens; exit status 0 only if every step happened. */
const startedMs = performance.now();
const say = (line: string): void => void process.stdout.write(`${((performance.now() - startedMs) / 1_000).toFixed(2).padStart(7)}  ${line}\n`);

/** What must be true of a report for the demo to have shown what it is for. */
function missingSteps(report: PracticeCallReport): string[] {
  const steps: readonly [string, boolean][] = [
    ['audio both ways', report.media.packetsIn > 0 && report.media.packetsOut > 0],
    ['the caller in the transcript', report.transcript.some((utterance) => utterance.speaker === 'caller')],
    ['the agent in the transcript', report.transcript.some((utterance) => utterance.speaker === 'agent')],
    ['an intent', report.intents.length > 0],
    ['a suggestion', report.suggestions.length > 0],
    ['a reason in the summary', report.summary.reason !== null],
    ['a delivered webhook', report.delivery.status >= 200 && report.delivery.status < 300],
    ['a valid signature', report.delivery.signatureValid],
  ];
  return steps.filter(([, happened]) => !happened).map(([name]) => name);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' }, screenshots: { type: 'string' }, caller: { type: 'string' } } });
  const report = await runPracticeCall({ scriptId: values.caller ?? 'refund', say, screenshots: values.screenshots ?? null });
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  say(`word error rate of the caller's side: ${(report.wer * 100).toFixed(1)} %`);
  const missing = missingSteps(report);
  if (missing.length > 0) throw new Error(`these steps did not happen: ${missing.join(', ')}`);
  say('demo: every step happened');
}

main().catch((error: unknown) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
