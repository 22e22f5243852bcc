import { describe, expect, it } from 'vitest';
import { createAssist } from '../../../main/assist/assist-client.ts';
import type { AssistFact } from '../../../main/assist/assist.ts';
import type { AssistReply } from '../../../main/assist/protocol.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { EMPTY_SUMMARY, type Utterance } from '../../../preload/contract/assist.ts';
import { MEASURE_FIRST, type SpeedMeasurement } from '../../../preload/contract/hearing.ts';
import { CallId, SuggestionId, UtteranceId } from '../../../preload/contract/primitives.ts';
import { DEFAULT_MASKING } from '../../../preload/contract/privacy.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeLauncher } from '../../support/fake-process.ts';

const callId = CallId.parse('call-1');
const said: Utterance = { utteranceId: UtteranceId.parse('call-1-caller-1'), speaker: 'caller', state: 'final', text: 'I would like a refund.', startMs: 500, endMs: 2_000, confidence: 0.9 };

function assistant() {
  const clock = createFakeClock();
  const launcher = fakeLauncher();
  const facts: AssistFact[] = [];
  const assist = createAssist({ launch: launcher.launch, entry: 'assist-process.js', modelsDirectory: '/models', addedModelsDirectory: '/profile/models', starterDirectory: '/starter', headFile: '/profile/head.json', log: silentLog, clock });
  assist.subscribe((fact) => facts.push(fact));
  const say = (reply: AssistReply): void => launcher.current().say(reply);
  return {
    assist, clock, facts, launcher, say,
    sent: (kind: string) => launcher.current().received.filter((order) => (order as { kind: string }).kind === kind) as { requestId: number }[],
    begin() {
      assist.start();
      say({ kind: 'status', status: { kind: 'ready', engine: 'moonshine-base-en' } });
      assist.beginCall(callId, clock.nowMs() - 3_000, []);
    },
  };
}

describe("main's side of the assist", () => {
  it('starts the process with its folders and tells its state', () => {
    const { assist, launcher, facts, say } = assistant();
    assist.start();
    expect(assist.status).toEqual({ kind: 'starting' });
    expect(launcher.current().received).toEqual([{ kind: 'use-masking', policy: DEFAULT_MASKING }, { kind: 'use-vocabulary', terms: [] }, { kind: 'use-hearing', hearing: MEASURE_FIRST }, { kind: 'use-intents', intents: null, headFile: '/profile/head.json' }, { kind: 'use-questions', questions: [] }, { kind: 'start', modelsDirectory: '/models', addedModelsDirectory: '/profile/models', starterDirectory: '/starter', knowledgeFolder: null }]);
    say({ kind: 'status', status: { kind: 'ready', engine: 'moonshine-base-en' } });
    expect(assist.status.kind).toBe('ready');
    expect(facts).toEqual([{ kind: 'status-changed', status: { kind: 'ready', engine: 'moonshine-base-en' } }]);
  });

  it('tells the measured speed of this machine, and starts the process again with it (S05)', () => {
    const { assist, clock, launcher, say } = assistant();
    const kept: SpeedMeasurement[] = [];
    assist.onMeasured((measured) => kept.push(measured));
    assist.useHearing({ pinnedModelId: 'moonshine-tiny-en', measured: null });
    assist.start();
    const measured: SpeedMeasurement = { machine: 'here', modelId: 'moonshine-base-en', realTimeFactor: 0.4, hasFallenBehind: false };
    say({ kind: 'measured', measured });
    expect(kept).toEqual([measured]);
    launcher.current().exit(1);
    clock.advance(1_000);
    expect(launcher.current().received).toContainEqual({ kind: 'use-hearing', hearing: { pinnedModelId: 'moonshine-tiny-en', measured } });
  });

  it("sends the call's own time and the taps' ports, and passes on what is heard", () => {
    const { assist, begin, sent, launcher, say, facts } = assistant();
    begin();
    expect(sent('begin-call')).toMatchObject([{ nowOnCallMs: 3_000, transcript: [] }]);
    const port = {} as Parameters<typeof assist.attachTap>[2];
    assist.attachTap(callId, 'caller', port);
    expect(launcher.current().ports).toEqual([port]);
    say({ kind: 'utterance', callId, utterance: said });
    say({ kind: 'behind', callId, behindMs: 1_500 });
    expect(facts.slice(1)).toEqual([{ kind: 'utterance', callId, utterance: said }, { kind: 'behind', callId, behindMs: 1_500 }]);
  });

  it('gives the summary that the process wrote', async () => {
    const { assist, begin, sent, say } = assistant();
    begin();
    const ended = assist.endCall(callId);
    const summary = EMPTY_SUMMARY;
    say({ kind: 'call-ended', requestId: sent('end-call')[0]?.requestId ?? 0, utterances: [said], intents: [], summary });
    expect(await ended).toEqual({ utterances: [said], intents: [], summary });
  });

  it('answers within 2 s with what was heard, where the process hangs', async () => {
    const { assist, begin, say, clock } = assistant();
    begin();
    say({ kind: 'utterance', callId, utterance: said });
    const ended = assist.endCall(callId);
    await clock.advanceAsync(2_000);
    expect(await ended).toMatchObject({ utterances: [said], summary: { reason: { text: said.text }, saysLittleBecause: 'assist-was-off' } });
  });

  it('answers at once where the process dies under the question, or is not there', async () => {
    const { assist, begin, say, launcher } = assistant();
    begin();
    say({ kind: 'utterance', callId, utterance: said });
    const ended = assist.endCall(callId);
    launcher.current().exit(139);
    expect(await ended).toMatchObject({ utterances: [said], summary: { saysLittleBecause: 'assist-restarted' } });
    expect(await assist.endCall(callId)).toMatchObject({ utterances: [], summary: { saysLittleBecause: 'assist-was-off' } });
  });

  it('starts a dead process anew, after longer and longer pauses where it keeps dying', async () => {
    const { assist, launcher, clock, facts } = assistant();
    assist.start();
    const pauses: number[] = [];
    for (let round = 0; round < 5; round++) {
      launcher.current().exit(1);
      const before = launcher.processes.length;
      let waitedMs = 0;
      while (launcher.processes.length === before) { clock.advance(100); waitedMs += 100; }
      pauses.push(waitedMs);
    }
    expect(pauses).toEqual([200, 1_000, 5_000, 30_000, 30_000]);
    expect(facts.every((fact) => fact.kind === 'status-changed' && fact.status.kind === 'starting')).toBe(true);
    clock.advance(61_000);
    launcher.current().exit(1);
    clock.advance(200);
    expect(launcher.processes).toHaveLength(7);
  });

  it('does not start it again once it was stopped', async () => {
    const { assist, begin, launcher, clock } = assistant();
    begin();
    await assist.stop();
    expect(launcher.current().isKilled).toBe(true);
    launcher.current().exit(9);
    clock.advance(120_000);
    expect(launcher.processes).toHaveLength(1);
  });

  it('is off for search and wrap-up, without a wait, where a model is missing', async () => {
    const { assist, say } = assistant();
    assist.start();
    say({ kind: 'status', status: { kind: 'off', failure: { code: 'model-missing', message: 'The model file silero-vad.onnx is missing.' } } });
    assist.beginCall(callId, 0, []);
    expect(await assist.search('refund')).toMatchObject({ ok: false, error: { code: 'assist-off' } });
    expect((await assist.endCall(callId)).summary.saysLittleBecause).toBe('assist-was-off');
  });

  it('asks for articles, and gives the chosen folder to the next process too', async () => {
    const { assist, begin, sent, say, launcher, clock } = assistant();
    begin();
    const read = assist.useKnowledgeFolder('/articles');
    say({ kind: 'knowledge', requestId: sent('use-knowledge')[0]?.requestId ?? 0, articles: 12, message: '' });
    expect(await read).toEqual({ ok: true, value: { articles: 12 } });
    const unreadable = assist.useKnowledgeFolder('/nowhere');
    say({ kind: 'knowledge', requestId: sent('use-knowledge')[1]?.requestId ?? 0, articles: null, message: 'no such folder' });
    expect(await unreadable).toMatchObject({ ok: false, error: { code: 'folder-unreadable', message: 'no such folder' } });
    launcher.current().exit(1);
    clock.advance(200);
    expect(sent('start')).toMatchObject([{ knowledgeFolder: '/nowhere' }]);
  });

  it("passes the agent's verdict on a card", () => {
    const { assist, begin, sent } = assistant();
    begin();
    assist.reportFeedback(callId, SuggestionId.parse('card-1'), 'used');
    expect(sent('feedback')).toEqual([{ kind: 'feedback', callId, suggestionId: 'card-1', verdict: 'used' }]);
  });
});
