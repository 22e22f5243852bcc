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
    expect(summary.entities.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['order-number 47291', 'amount €129', 'date 3 March', 'date Friday']);
  });

  it('suggests the disposition of the main intent', () => {
    expect(summary.dispositionSuggestion?.dispositionId).toBe('refund');
  });

  it('says nothing that nobody said: every line stands in the utterances it names', () => {
    const textOf = new Map(REFUND.map((utterance) => [utterance.utteranceId as string, utterance.text]));
    const lines = [summary.reason!, ...summary.asked, ...summary.details, ...summary.answered, ...summary.promisedActions, summary.outcome!, ...summary.followUp];
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

describe('the sections of a summary', () => {
  const summary = summaryOf(transcriptOf(
    'agent: Florist, good morning.',
    'caller: I am really annoyed. I want somebody to hear about it.',
    'agent: I am very sorry. What happened?',
    'caller: You brought my mother roses on Sunday and half of them were brown. It was her eightieth birthday.',
    'agent: That should never have left our shop. I will refund the fifty nine dollars today. Please send us a photo of the roses.',
    'caller: And when will the new bouquet be there?',
    'agent: I have to ask the driver.',
    'caller: All right. That is decent of you, and I appreciate it.',
    'agent: Good. The refund is booked.',
  ));

  it('tell what happened, what was settled and what is still to do', () => {
    expect(summary.details.map(({ text }) => text)).toEqual(['You brought my mother roses on Sunday and half of them were brown.', 'It was her eightieth birthday.', 'That is decent of you, and I appreciate it.']);
    expect(summary.outcome?.text).toBe('The refund is booked.');
    expect(summary.followUp.map(({ text }) => text)).toEqual(['Please send us a photo of the roses.', 'And when will the new bouquet be there?']);
  });

  it('tell the mood at the start and at the end, with the words that show it', () => {
    expect(summary.mood).toEqual({ start: { value: 'negative', utteranceIds: ['u2'] }, end: { value: 'positive', utteranceIds: ['u8'] } });
  });
});

describe('moods', () => {
  it.each([
    ['turned by a not', 'caller: I am not happy with it at all, and this is not good for me. It is broken again.', 'negative'],
    ['nothing by a no', 'caller: No complaints so far, I only want to know when you open on Saturday.', 'neutral'],
    ['plain', 'caller: I would like to know when my order comes, it is the grey suit with the trousers.', 'neutral'],
  ])('%s', (_what, line, expected) => {
    expect(summaryOf(transcriptOf(line)).mood.start?.value).toBe(expected);
  });

  it('are not guessed from a few words', () => {
    expect(summaryOf(transcriptOf('caller: This is ridiculous.')).mood).toEqual({ start: null, end: null });
  });
});

describe('a call of an hour and a half', () => {
  const lines = Array.from({ length: 540 }, (_unused, index) => (index % 2 === 0 ? `caller: And then there is the matter of part ${index}, does that one cost ${index} dollars as well?` : `agent: Part ${index} costs ${index} dollars and takes ${index} days.`));
  const utterances = transcriptOf('caller: I would like an offer for a machine with all its parts.', ...lines).map((utterance, index) => ({ ...utterance, startMs: index * 10_000, endMs: index * 10_000 + 9_000 }));

  it('is summed up in lines that a person reads, well within the time of a hang-up (S07)', () => {
    const startedMs = performance.now();
    const summary = summaryOf(utterances);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect([summary.asked.length, summary.answered.length]).toEqual([8, 8]);
    expect(summary.saysLittleBecause).toBeNull();
  });
});
