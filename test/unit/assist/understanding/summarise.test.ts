import { describe, expect, it } from 'vitest';
import { summarise } from '../../../../main/assist/understanding/summary/summarise.ts';
import { Summary, type IntentFinding, type Utterance } from '../../../../preload/contract/assist.ts';
import { transcriptOf } from '../../../support/say.ts';

const dispositionOf = new Map([['refund', 'refund'], ['delivery-status', 'follow-up'], ['complaint', 'complaint'], ['booking', 'appointment']] as const);
const intent = (utterance: Utterance, intentId: string): IntentFinding => ({ utteranceId: utterance.utteranceId, intentId, label: intentId, confidence: 0.9 });
const summaryOf = (utterances: Utterance[], intents: IntentFinding[] = []) => Summary.parse(summarise({ utterances, intents, suggestions: [], dispositionOf }));

const REFUND = transcriptOf(
  'agent: Good morning, how can I help you?',
  'caller: Hello. I would like a refund for a coffee machine.',
  'agent: Of course. Let me check that for you.',
  'caller: My order number is four seven two nine one. How long does it take?',
  'agent: The money is on its way within three working days.',
  'caller: I paid one hundred and twenty nine euros on the third of March.',
  'agent: I will send you an e-mail by Friday. Is there anything else?',
  'caller: No, thank you. Goodbye.',
);

describe('the summary of a call', () => {
  const summary = summaryOf(REFUND, [intent(REFUND[1]!, 'refund')]);

  it('says why the caller called, what was asked, answered and promised', () => {
    expect(summary.reason?.text).toBe('I would like a refund for a coffee machine.');
    expect(summary.asked.map((line) => line.text)).toEqual(['How long does it take?']);
    expect(summary.answered.map((line) => line.text)).toEqual(['The money is on its way within three working days.']);
    expect(summary.promisedActions).toMatchObject([{ text: 'I will send you an e-mail by Friday.', owner: 'agent', due: 'by Friday' }]);
    expect(summary.saysLittleBecause).toBeNull();
  });

  it('finds numbers, amounts and dates as they were spoken', () => {
    expect(summary.entities.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['order-number 47291', 'amount 129 euros', 'date the third of March', 'date Friday']);
  });

  it('suggests the disposition of the main intent', () => {
    expect(summary.dispositionSuggestion?.dispositionId).toBe('refund');
  });

  it('says nothing that nobody said: every line stands in the utterances it names', () => {
    const textOf = new Map(REFUND.map((utterance) => [utterance.utteranceId as string, utterance.text]));
    const lines = [summary.reason!, ...summary.asked, ...summary.answered, ...summary.promisedActions];
    for (const line of lines) {
      expect(line.utteranceIds.length).toBeGreaterThan(0);
      for (const id of line.utteranceIds) expect(textOf.get(id)).toContain(line.text);
    }
  });
});

describe('a call that says little says why', () => {
  it.each([
    ['nobody spoke', [], 'call-too-short', null],
    ['five seconds', ['caller: Sorry, wrong number.'], 'call-too-short', 'wrong-number'],
    ['the caller alone', ['caller: Hello?', 'caller: Is anybody there? I need a technician for my boiler.', 'caller: I will call again.'], 'agent-said-nothing', undefined],
    ['the agent alone', ['agent: Hello?', 'agent: Hello, can you hear me?', 'agent: I hang up now.'], 'caller-said-nothing', undefined],
    ['greetings alone', ['agent: Hello.', 'caller: Hello.', 'agent: Goodbye.', 'caller: Bye.'], null, 'no-conversation'],
  ] as const)('%s', (_what, lines, because, disposition) => {
    const summary = summaryOf(transcriptOf(...lines));
    expect(summary.saysLittleBecause).toBe(because);
    if (disposition !== undefined && disposition !== null) expect(summary.dispositionSuggestion?.dispositionId).toBe(disposition);
  });
});

describe('reasons', () => {
  it.each([
    ['a question without its mark', ['caller: Hi', 'caller: where is my order'], 'where is my order'],
    ['a request in the second turn', ['caller: Good morning.', 'agent: Good morning.', 'caller: I am calling about the boiler you installed.'], 'I am calling about the boiler you installed.'],
    ['a statement when nothing is asked', ['caller: The lamp you sent flickers all evening.'], 'The lamp you sent flickers all evening.'],
    ['small talk first', ['caller: Hello, good morning.', 'caller: Thank you very much.', 'caller: I need a copy of my invoice please.'], 'I need a copy of my invoice please.'],
  ])('%s', (_what, lines, reason) => {
    expect(summaryOf(transcriptOf(...lines)).reason?.text).toBe(reason);
  });
});
