import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { AssistSnapshot, Suggestion, Summary, Utterance } from '../../preload/contract/assist.ts';
import { watchMemory } from '../support/child-memory.ts';
import { launchApp, newProfile, removeProfile, type LaunchedApp } from '../support/launch-app.ts';
import { watchApp, type AppWatch } from '../support/watch-app.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';
import { wordErrorRate } from '../support/wer.ts';
import { practiceFarEnd, type FarEnd } from './far-end.ts';
import { watchCards } from './watch-cards.ts';

/** What one practice call from start to finish left behind: the file of `npm run demo -- --json FILE`. Times in milliseconds. */
export interface PracticeCallReport {
  readonly registered: { readonly transport: string; readonly ms: number };
  readonly call: { readonly setupMs: number; readonly mediaMs: number; readonly endedBy: string; readonly durationMs: number };
  readonly media: { readonly codec: string; readonly packetsOut: number; readonly packetsIn: number; readonly lost: number };
  readonly transcript: readonly { readonly speaker: string; readonly text: string; readonly startMs: number; readonly endMs: number }[];
  /** Word error rate of the caller's side against the script, 0 to 1. */
  readonly wer: number;
  readonly intents: readonly { readonly intentId: string; readonly label: string; readonly confidence: number; readonly text: string }[];
  readonly suggestions: readonly { readonly title: string; readonly source: string; readonly latencyMs: number; readonly onScreenMs: number | null; readonly triggerText: string }[];
  readonly summary: Summary;
  readonly delivery: { readonly status: number; readonly attempts: number; readonly signatureValid: boolean };
  readonly timings: { readonly usableMs: number; readonly registeredAfterLaunchMs: number; readonly summaryAfterHangUpMs: number; readonly deliveredAfterConfirmMs: number };
  /** Resident memory at its highest, MB. */
  readonly assistPeakMb: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** A call of one practice caller. Without `farEnd` over the practice line. */
export interface PracticeCallOptions {
  readonly farEnd?: FarEnd;
  readonly scriptId: string;
  readonly say: (line: string) => void;
  readonly screenshots: string | null;
}

interface CallersFile {
  readonly callers: readonly { readonly scriptId: string; readonly lines: readonly { readonly text: string }[] }[];
}

const ROOT = process.cwd();
const AGENT_WAV = join(ROOT, 'test', 'fixtures', 'agent', 'agent-practice.wav');

/**
 * Registers to the far end's line, takes a call from the named caller in the built app, wraps it up and receives the webhook.
 *
 * @throws Error naming the step that did not happen
 */
export async function runPracticeCall(options: PracticeCallOptions): Promise<PracticeCallReport> {
  const { say } = options;
  const script = (JSON.parse(await readFile(join(ROOT, 'main', 'practice', 'callers', 'callers.json'), 'utf8')) as CallersFile).callers.find((caller) => caller.scriptId === options.scriptId);
  if (script === undefined) throw new Error(`there is no practice caller ${options.scriptId}`);

  const farEnd = options.farEnd ?? practiceFarEnd(options.scriptId);
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const receiver = await startWebhookReceiver({ secret });
  const profile = await newProfile();
  let app: LaunchedApp | null = null;
  try {
    const launchedAtMs = Date.now();
    app = await launchApp({
      profile,
      microphoneWav: AGENT_WAV,
      provisioning: { version: 1, ...farEnd.provisioning, crm: { endpoint: { url: receiver.url }, secret }, settings: { locale: 'en' } },
    });
    say(`window: usable after ${Math.round(app.usableMs)} ms`);
    const watch = await watchApp(app.page);
    const memory = watchMemory(app.electron, 'Sidetone assist');
    const shoot = screenshooter(app.page, options.screenshots);
    printProgress(watch, say);
    const cards = await watchCards(app.page);

    const registered = await watch.until('registration', ({ accounts }) => accounts.accounts.find((account) => account.registration.kind === 'registered')?.registration, 20_000);
    if (registered.kind !== 'registered') throw new Error('not registered');
    const registeredAfterLaunchMs = Date.now() - launchedAtMs;
    say(`registered: ${farEnd.line} over ${farEnd.transport} in ${Math.round(registered.tookMs)} ms`);
    await watch.until('assist ready', ({ assist }) => assist.status.kind === 'ready', 60_000);
    await shoot('1-phone');

    await farEnd.ring(app.page);
    await watch.until('ringing', () => watch.call()?.state.kind === 'ringing-in');
    await app.page.getByRole('button', { name: /^Answer/ }).first().waitFor();
    await shoot('2-ringing');
    await app.page.getByRole('button', { name: /^Answer/ }).first().click();
    await watch.until('media both ways', () => watch.call()?.media.mediaMs !== null);
    const firstCard = watch.until('a first card', ({ assist }) => assist.suggestions.length > 0, 90_000).then(() => shoot('3-in-call'), () => undefined);

    const ended = await watch.until('the caller to hang up', () => {
      const call = watch.call();
      return call?.state.kind === 'ended' ? { call, state: call.state } : null;
    }, 180_000);
    const hungUpAtMs = Date.now();
    const { callId } = ended.call;
    const record = await pollRecord(app.page, callId);
    const summaryAfterHangUpMs = Date.now() - hungUpAtMs;
    say(`summary: after ${summaryAfterHangUpMs} ms`);
    printSummary(record.summary, say);
    await app.page.getByRole('button', { name: /^Confirm/ }).waitFor();
    await shoot('4-wrap-up');
    await app.page.getByRole('button', { name: /^Confirm/ }).click();
    const confirmedAtMs = Date.now();

    const delivery = await receiver.waitFor((request) => request.type.startsWith('call.'), 20_000);
    const deliveredAfterConfirmMs = Date.now() - confirmedAtMs;
    say(`delivered: ${delivery.type} after ${deliveredAfterConfirmMs} ms, signature ${delivery.isSignatureValid ? 'verified' : 'WRONG'}`);
    const row = await watch.until('delivery in the history', ({ records }) => records.rows.find((candidate) => candidate.callId === callId && candidate.delivery.kind === 'delivered'));
    await shootOtherScreens(app.page, shoot);
    await firstCard;

    return {
      registered: { transport: farEnd.transport, ms: registered.tookMs },
      call: { setupMs: ended.call.setupMs ?? Number.NaN, mediaMs: ended.call.media.mediaMs ?? Number.NaN, endedBy: ended.state.end.endedBy, durationMs: ended.state.endedAtMs - (ended.state.answeredAtMs ?? 0) },
      media: { codec: ended.call.media.codec ?? 'none', packetsOut: ended.call.media.packetsOut, packetsIn: ended.call.media.packetsIn, lost: ended.call.media.packetsLost },
      transcript: record.transcript.map(({ speaker, text, startMs, endMs }) => ({ speaker, text, startMs, endMs })),
      wer: wordErrorRate(script.lines.map((line) => line.text).join(' '), saidBy(record.transcript, 'caller')),
      intents: record.intents.map((intent) => ({ ...intent, text: record.transcript.find((utterance) => utterance.utteranceId === intent.utteranceId)?.text ?? '' })),
      suggestions: record.suggestions.map((card) => ({ title: card.title, source: card.source, latencyMs: card.latencyMs, onScreenMs: onScreenMs(card, record.transcript, ended.state.answeredAtMs ?? 0, cards), triggerText: card.triggerText })),
      summary: record.summary,
      delivery: { status: row.delivery.kind === 'delivered' ? row.delivery.httpStatus : 0, attempts: row.delivery.kind === 'delivered' ? row.delivery.attempts : 0, signatureValid: delivery.isSignatureValid },
      timings: { usableMs: app.usableMs, registeredAfterLaunchMs, summaryAfterHangUpMs, deliveredAfterConfirmMs },
      assistPeakMb: memory.stop(),
      versions: watch.latest.app.versions,
    };
  } finally {
    await app?.close();
    await receiver.close();
    await removeProfile(profile);
  }
}

/** From the end of the caller's words, as the transcript dates them, to the card being painted; null for a card that never was. */
function onScreenMs(card: Suggestion, transcript: readonly Utterance[], answeredAtMs: number, shownAtMs: ReadonlyMap<string, number>): number | null {
  const utterance = transcript.find((candidate) => candidate.utteranceId === card.utteranceId);
  const shown = shownAtMs.get(card.suggestionId);
  return utterance === undefined || shown === undefined ? null : shown - (answeredAtMs + utterance.endMs);
}

function saidBy(transcript: readonly Utterance[], speaker: Utterance['speaker']): string {
  return transcript.filter((utterance) => utterance.speaker === speaker).map((utterance) => utterance.text).join(' ');
}

async function pollRecord(page: Page, callId: string): Promise<{ summary: Summary; transcript: Utterance[]; intents: AssistSnapshot['intents']; suggestions: Suggestion[] }> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await page.evaluate((id) => window.sidetone.request.records.get({ callId: id as never }), callId);
    if (answer.ok && answer.value.record.summary !== null) return { ...answer.value.record, summary: answer.value.record.summary };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no summary within 10 s of the hang-up');
}

function screenshooter(page: Page, directory: string | null): (name: string) => Promise<void> {
  return async (name) => {
    if (directory === null) return;
    await mkdir(directory, { recursive: true });
    await page.screenshot({ path: join(directory, `${name}.png`) });
  };
}

async function shootOtherScreens(page: Page, shoot: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: /^History/ }).or(page.getByRole('button', { name: /^History/ })).first().click();
  await shoot('5-history');
  await page.getByRole('link', { name: /^Settings/ }).or(page.getByRole('button', { name: /^Settings/ })).first().click();
  await shoot('6-settings');
}

function printProgress(watch: AppWatch, say: (line: string) => void): void {
  const printed = new Set<string>();
  const once = (key: string, line: () => string): void => {
    if (printed.has(key)) return;
    printed.add(key);
    say(line());
  };
  watch.onChange((name) => {
    const { assist } = watch.latest;
    const call = watch.call();
    if (name === 'calls' && call !== null) once(`call ${call.callId} ${call.state.kind}`, () => `call: ${call.state.kind}${call.media.codec === null ? '' : ` (${call.media.codec})`}`);
    if (name !== 'assist' || assist === undefined) return;
    once(`assist ${assist.status.kind}`, () => `assist: ${assist.status.kind}`);
    for (const utterance of assist.utterances) {
      if (utterance.state === 'final') once(`utterance ${utterance.utteranceId}`, () => `${(utterance.startMs / 1_000).toFixed(1).padStart(6)} s  ${utterance.speaker}: ${utterance.text}`);
    }
    for (const intent of assist.intents) once(`intent ${intent.utteranceId} ${intent.intentId}`, () => `          intent: ${intent.label} (${Math.round(intent.confidence * 100)} %)`);
    for (const card of assist.suggestions) once(`card ${card.suggestionId}`, () => `          card: ${card.title} › ${card.heading}, ${Math.round(card.latencyMs)} ms after "${card.triggerText}"`);
  });
}

function printSummary(summary: Summary, say: (line: string) => void): void {
  if (summary.reason !== null) say(`          reason: ${summary.reason.text}`);
  for (const line of summary.asked) say(`          asked: ${line.text}`);
  for (const line of summary.answered) say(`          answered: ${line.text}`);
  for (const action of summary.promisedActions) say(`          promised by the ${action.owner}: ${action.text}`);
  for (const entity of summary.entities) say(`          ${entity.kind}: ${entity.text}`);
  if (summary.dispositionSuggestion !== null) say(`          suggested disposition: ${summary.dispositionSuggestion.dispositionId}`);
}

