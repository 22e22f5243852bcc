import { describe, expect, it } from 'vitest';
import { createIntentDesk } from '../../../main/calls/intent-desk.ts';
import { createLearningDesk } from '../../../main/learning/learning-desk.ts';
import type { IntentSet } from '../../../preload/contract/intents.ts';
import type { TrialFigures } from '../../../preload/contract/learning.ts';
import { CallId } from '../../../preload/contract/primitives.ts';
import { failure, success } from '../../../preload/contract/result.ts';
import { fakeAssist } from '../../support/fake-assist.ts';
import { createMemoryStore } from '../../support/memory-store.ts';
import { endedCall, idOf, meant, NOW } from './sample-calls.ts';

const intent = (intentId: string, examples: string[]) => ({ intentId, label: intentId, disposition: 'information' as const, articles: [], examples });
const starter: IntentSet = { intents: [intent('refund', ['I want my money back']), intent('repair', ['the pump leaks'])], otherUtterances: ['hello there'] };
const figures = (heldOut: readonly [number, number], regression: readonly [number, number]): TrialFigures => ({
  heldOut: { count: 10, before: heldOut[0], after: heldOut[1] }, regression: { count: 50, before: regression[0], after: regression[1] }, confusions: [],
});
const BETTER = figures([5, 8], [40, 40]);
const callId = CallId.parse('c');

async function desk() {
  const store = createMemoryStore();
  await store.update((data) => ({ ...data, records: [endedCall('c', [{ text: 'the machine drips on the floor', heard: ['refund', 0.5] }, { text: 'good morning to you', speaker: 'agent' }])] }));
  const assist = fakeAssist();
  const state = { isOnCall: false, changes: 0 };
  const intents = createIntentDesk({ store, starter, assist, onChange: () => undefined });
  const learning = createLearningDesk({ store, intents, regression: [{ intentId: 'refund', text: 'my money please' }, { intentId: 'gone', text: 'no such intent' }, { intentId: null, text: 'a fine day' }], assist, isOnCall: () => state.isOnCall, clock: { nowMs: () => NOW }, onChange: () => { state.changes += 1; } });
  return { store, assist, state, intents, learning };
}

describe('the desk of learning', () => {
  it('keeps a verdict in the record of the call, and takes it back', async () => {
    const { store, learning } = await desk();
    expect(await learning.label(callId, idOf('c', 0), meant('repair'))).toEqual(success());
    expect(store.read().records[0]!.labels).toEqual([{ utteranceId: idOf('c', 0), verdict: meant('repair'), labelledAtMs: NOW }]);
    expect(await learning.queue()).toEqual([]);
    await learning.label(callId, idOf('c', 0), null);
    expect(store.read().records[0]!.labels).toEqual([]);
    expect(await learning.queue()).toMatchObject([{ text: 'the machine drips on the floor' }]);
  });

  it('refuses a verdict on what is gone', async () => {
    const { learning } = await desk();
    expect(await learning.label(callId, idOf('c', 0), meant('merged-away'))).toMatchObject({ ok: false, error: { code: 'unknown-intent' } });
    for (const [call, index] of [['other', 0], ['c', 1], ['c', 7]] as const) expect(await learning.label(CallId.parse(call), idOf('c', index), { kind: 'none' })).toMatchObject({ ok: false, error: { code: 'unknown-utterance' } });
  });

  it('asks the assist in small pieces, and shows what is certain where it is off', async () => {
    const { store, assist, learning } = await desk();
    await store.update((data) => ({ ...data, records: [...data.records, ...Array.from({ length: 100 }, (_unused, index) => endedCall(`m-${index}`, [{ text: `nobody knows what number ${index} meant` }]))] }));
    const asked: number[] = [];
    assist.guessIntents = async (texts) => { asked.push(texts.length); return success(texts.map(() => [{ intentId: 'repair', confidence: 0.4 }])); };
    expect(await learning.queue()).toHaveLength(50);
    expect(asked).toEqual([40, 40, 21]);
    assist.guessIntents = async () => failure('assist-off', 'off');
    expect((await learning.queue()).filter(({ reason }) => reason.kind === 'unsure')).toHaveLength(1);
  });

  /** Verdicts enough that some are learned, whatever the hash says. */
  async function judged() {
    const parts = await desk();
    await parts.store.update((data) => ({ ...data, records: Array.from({ length: 12 }, (_unused, index) => endedCall(`j-${index}`, [{ text: `machine ${index} drips on the floor`, verdict: meant('repair') }])) }));
    return parts;
  }

  it('adopts a candidate that is not worse, teaches it, and remembers what it learned', async () => {
    const { store, assist, learning } = await judged();
    const { toLearn, heldOut } = learning.snapshot();
    expect(toLearn + heldOut).toBe(12);
    const seen: string[] = [];
    assist.tryIntents = async (trial) => {
      seen.push(learning.snapshot().trial.kind);
      expect(trial.current).toEqual(starter);
      expect([trial.lessons.length, trial.heldOut.length]).toEqual([toLearn, heldOut]);
      expect(trial.regression.map(({ text }) => text)).toEqual(['my money please', 'a fine day']);
      return success(BETTER);
    };
    expect(await learning.learn()).toEqual(success());
    expect(seen).toEqual(['running']);
    expect(learning.snapshot()).toMatchObject({ trial: { kind: 'adopted', learned: toLearn, figures: BETTER }, toLearn: 0, heldOut, adoptions: [{ learned: toLearn, figures: BETTER }] });
    expect(store.read().settings.intents!.intents[1]!.examples).toHaveLength(1 + toLearn);
    expect(assist.orders).toEqual(['learn refund, repair']);
  });

  it.each([['on the examination', figures([5, 4], [40, 48])], ['on what works, beyond chance', figures([5, 9], [40, 38])], ['in all', figures([5, 5], [40, 39])]])('changes nothing when a candidate is worse %s', async (_where, worse) => {
    const { store, assist, learning } = await judged();
    assist.tryIntents = async () => success(worse);
    const { toLearn } = learning.snapshot();
    expect(await learning.learn()).toEqual(success());
    expect(learning.snapshot()).toMatchObject({ trial: { kind: 'refused', figures: worse }, toLearn, adoptions: [] });
    expect(store.read().settings.intents).toBeNull();
    expect(assist.orders).toEqual([]);
  });

  it('adopts one that gains more than the one answer in fifty that it loses', async () => {
    const { assist, learning } = await judged();
    assist.tryIntents = async () => success(figures([5, 6], [40, 39]));
    await learning.learn();
    expect(learning.snapshot().trial.kind).toBe('adopted');
  });

  it('takes back what it learned: the set before, and the verdicts wait again', async () => {
    const { store, assist, learning } = await judged();
    assist.tryIntents = async () => success(BETTER);
    const before = learning.snapshot().toLearn;
    await learning.learn();
    const [adoption] = learning.snapshot().adoptions;
    expect(await learning.rollBack(adoption!.adoptionId)).toEqual(success());
    expect(store.read().settings.intents).toEqual(starter);
    expect(learning.snapshot()).toMatchObject({ trial: { kind: 'idle' }, toLearn: before, adoptions: [] });
    expect(await learning.rollBack(adoption!.adoptionId)).toMatchObject({ ok: false, error: { code: 'unknown-adoption' } });
  });

  it('learns nothing in a call, from no verdict, from intents that change meanwhile, or without the assist', async () => {
    const fresh = await desk();
    expect(await fresh.learning.learn()).toMatchObject({ ok: false, error: { code: 'nothing-to-learn' } });
    const { assist, state, intents, learning, store } = await judged();
    state.isOnCall = true;
    expect(await learning.learn()).toMatchObject({ ok: false, error: { code: 'call-in-progress' } });
    state.isOnCall = false;
    assist.tryIntents = async () => failure('assist-off', 'gone');
    expect(await learning.learn()).toMatchObject({ ok: false, error: { code: 'assist-off' } });
    assist.tryIntents = async () => {
      await intents.save({ intentId: 'repair', label: 'Repairs', disposition: 'information', examples: ['the pump leaks'] });
      return success(BETTER);
    };
    expect(await learning.learn()).toMatchObject({ ok: false, error: { code: 'intents-changed' } });
    expect(learning.snapshot().trial).toEqual({ kind: 'idle' });
    expect(store.read().settings.adoptions).toEqual([]);
  });
});
