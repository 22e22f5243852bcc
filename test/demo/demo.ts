import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CodecName, MediaMode, SipTransportName, SrtpPolicy } from '../../preload/contract/accounts.ts';
import { practiceFarEnd, trunkFarEnd, type FarEnd } from './far-end.ts';
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

/** `--trunk-transport`, `--codec`, `--srtp` or `--media` call over a trunk of real peers instead of the practice line, which speaks UDP and G.711. */
function farEndOf(scriptId: string, { transport, codec, srtp, media }: { transport: string | undefined; codec: string | undefined; srtp: string | undefined; media: string | undefined }): Promise<FarEnd> | FarEnd {
  if (transport === undefined && codec === undefined && srtp === undefined && media === undefined) return practiceFarEnd(scriptId);
  const mode = oneOf('--media', MediaMode.options, media ?? 'rtp');
  return trunkFarEnd(scriptId, { media: mode, transport: oneOf('--trunk-transport', SipTransportName.options, transport ?? (mode === 'webrtc' ? 'wss' : 'udp')), codec: oneOf('--codec', CodecName.options, codec ?? 'PCMU'), srtp: oneOf('--srtp', SrtpPolicy.options, srtp ?? 'off') });
}

function oneOf<Name extends string>(option: string, names: readonly Name[], given: string): Name {
  const name = names.find((candidate) => candidate.toLowerCase() === given.toLowerCase());
  if (name === undefined) throw new Error(`${option} ${given} is none of ${names.join(', ')}`);
  return name;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' }, screenshots: { type: 'string' }, caller: { type: 'string' }, 'trunk-transport': { type: 'string' }, codec: { type: 'string' }, srtp: { type: 'string' }, media: { type: 'string' } } });
  const scriptId = values.caller ?? 'refund';
  const farEnd = await farEndOf(scriptId, { transport: values['trunk-transport'], codec: values.codec, srtp: values.srtp, media: values.media });
  const report = await runPracticeCall({ scriptId, farEnd, say, screenshots: values.screenshots ?? null }).finally(() => farEnd.close());
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
