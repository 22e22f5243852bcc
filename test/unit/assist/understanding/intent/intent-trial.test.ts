import { describe, expect, it } from 'vitest';
import { tryIntents } from '../../../../../main/assist/understanding/intent/intent-trial.ts';
import type { IntentSet } from '../../../../../preload/contract/intents.ts';
import { fakeEncoder } from '../../../../support/fake-encoder.ts';

const intent = (intentId: string, examples: string[]) => ({ intentId, label: intentId, disposition: 'information' as const, articles: [], examples });
const refunds = ['I want my money back', 'when do I get my money back', 'give me my money back please', 'is my money on its way back', 'where is my money', 'the money is not back yet'];
const repairs = ['the pump leaks', 'my pump leaks water', 'why does the pump leak', 'the pump is leaking again', 'a leaking pump', 'this pump leaks at night'];
const current: IntentSet = { intents: [intent('refund', refunds), intent('repair', repairs)], otherUtterances: ['nice weather today', 'how are you doing', 'good morning to you', 'it is raining again'] };
const drips = ['the kettle drips everywhere', 'my kettle drips', 'why does the kettle drip so much', 'a kettle that drips'].map((text) => ({ intentId: 'repair', text }));
const heldOut = [{ intentId: 'repair', text: 'this kettle drips all day' }, { intentId: 'refund', text: 'I need my money back' }, { intentId: null, text: 'what a rainy morning today' }];

const regression = [...refunds.slice(0, 3).map((text) => ({ intentId: 'refund', text: `hello, ${text}` })), { intentId: 'repair', text: 'hello, the pump leaks' }];

describe('a candidate beside the intents in use', () => {
  it('answers the examination better once it has learned what the examination asks', async () => {
    const figures = await tryIntents({ current, lessons: drips, heldOut, regression }, fakeEncoder);
    expect(figures.heldOut).toMatchObject({ count: 3 });
    expect(figures.heldOut.after).toBeGreaterThan(figures.heldOut.before);
    expect(figures.regression).toEqual({ count: 4, before: 4, after: 4 });
  });

  it('that learned nothing answers as before', async () => {
    const { heldOut: examination, regression: known, confusions } = await tryIntents({ current, lessons: [], heldOut, regression }, fakeEncoder);
    expect(examination.after).toBe(examination.before);
    expect(known.after).toBe(known.before);
    expect(confusions.every(({ before, after }) => before === after)).toBe(true);
  });

  it('that learned what is wrong is seen to be worse, and which intents it confuses', async () => {
    const wrong = refunds.flatMap((text) => [text, `${text} now`, `please, ${text}`].map((said) => ({ intentId: 'repair', text: said })));
    const { regression: known, confusions } = await tryIntents({ current, lessons: wrong, heldOut, regression }, fakeEncoder);
    expect(known.after).toBeLessThan(known.before);
    expect(confusions).toContainEqual(expect.objectContaining({ truth: 'refund', before: 0, after: 3 }));
  });
});
