import { describe, expect, it } from 'vitest';
import { findEntities } from '../../../../main/assist/understanding/summary/entities.ts';
import { writeNumbers } from '../../../../main/assist/written-form/spoken-numbers.ts';
import { findPromises } from '../../../../main/assist/understanding/summary/promises.ts';
import { transcriptOf } from '../../../support/say.ts';

describe('spoken numbers', () => {
  it.each([
    ['my number is four seven two nine one', 'my number is 47291'],
    ['it is 4-7-2-9-1', 'it is 47291'],
    ['4 7 2 9 1', '47291'],
    ['four, seven, two, nine', '4729'],
    ['one hundred and twenty nine euros', '129 euros'],
    ['two hundred and fifty dollars', '250 dollars'],
    ['three thousand two hundred', '3200'],
    ['twenty-five people', '25 people'],
    ['five oh three one', '5031'],
    ['one moment please', 'one moment please'],
    ['two twenty', 'two twenty'],
    ['I have one or two questions', 'I have one or two questions'],
    ['ten in the morning', '10 in the morning'],
    ['', ''],
  ])('%j is written %j', (spoken, written) => {
    expect(writeNumbers(spoken)).toBe(written);
  });
});

describe('entities', () => {
  it.each([
    ['my order number is 47291', 'order-number 47291'],
    ['The order number is eight one five three zero.', 'order-number 81530'],
    ['it is order 6-0-2-1-8', 'order-number 60218'],
    ['the invoice number is INV-20391', 'order-number INV-20391'],
    ['repair number 5512', 'reference 5512'],
    ['I paid $49.90', 'amount $49.90'],
    ['It was two hundred and fifty dollars', 'amount $250'],
    ['on Tuesday, the fourteenth of May', 'date Tuesday, 14 May'],
    ['on March 3rd', 'date 3 March'],
    ['could you come tomorrow', 'date tomorrow'],
    ['the Friday before, the twenty seventh.', 'date 27th'],
    ['until the end of October', 'date end of October'],
    ['he comes tomorrow morning', 'date tomorrow morning'],
    ['around noon on Saturday', 'time noon'],
    ['it was twenty pounds', 'amount £20'],
    ['it costs five bucks', 'amount $5'],
    ["after two o'clock", "time two o'clock"],
    ['at 10:30', 'time 10:30'],
    ['at ten in the morning', 'time 10 in the morning'],
    ['write to info@shop.example', 'email info@shop.example'],
    ['call me on 555-0142-33', 'phone 555-0142-33'],
  ])('%s → %s', (text, entity) => {
    expect(findEntities(transcriptOf(`caller: ${text}`)).map((found) => `${found.kind} ${found.text}`)).toContain(entity);
  });

  it.each(['one moment please', 'I have two children', 'thank you very much', 'I may come back'])('finds nothing in %j', (text) => {
    expect(findEntities(transcriptOf(`caller: ${text}`))).toEqual([]);
  });

  it('takes for a name what answers the question for it', () => {
    expect(findEntities(transcriptOf('agent: What is your name, please?', 'caller: Tolbeck. That is T, O, L.'))).toMatchObject([{ kind: 'name', text: 'Tolbeck' }]);
    expect(findEntities(transcriptOf('agent: What is your name, please?', 'caller: Sorry. The line is bad.'))).toEqual([]);
    expect(findEntities(transcriptOf('caller: Good morning, my name is Anna Miller and I lost my key.'))).toMatchObject([{ kind: 'name', text: 'Anna Miller' }]);
  });

  it('names one that was said twice once, with both utterances', () => {
    expect(findEntities(transcriptOf('caller: order number 47291', 'agent: order number 4 7 2 9 1'))).toMatchObject([{ text: '47291', utteranceIds: ['u1', 'u2'] }]);
  });
});

describe('what was taken back', () => {
  const kept = (...lines: string[]): string[] => findEntities(transcriptOf(...lines)).map(({ kind, text }) => `${kind} ${text}`);

  it.each([
    ['a day that does not suit', ['caller: Could I come on Thursday?', 'agent: Thursday is free.', 'caller: No, wait, that is the day of the play. Friday is better.'], ['date Friday']],
    ['a number read from the wrong letter', ['caller: My order number is 551902.', 'caller: Oh, I am looking at the wrong letter. It is 721948.'], ['order-number 721948']],
    ['an old address', ['caller: It is a@b.example.', 'caller: Oh no. That is the old one. It is c@d.example.'], ['email c@d.example']],
  ])('%s is left out', (_what, lines, expected) => {
    expect(kept(...lines)).toEqual(expected);
  });

  it('stays where nothing takes its place, and where it is named again', () => {
    expect(kept('caller: I come on Thursday. Actually, do I need anything?')).toEqual(['date Thursday']);
    expect(kept('caller: On Thursday. No, wait, on Friday.', 'agent: Friday is full.', 'caller: Then on Thursday.')).toEqual(['date Thursday', 'date Friday']);
  });
});

describe('promises', () => {
  it.each([
    ["agent: I'll send you the invoice by e-mail today.", 'today'],
    ['agent: We will call you back within two working days.', 'within two working days'],
    ["agent: I'm going to book you in for Thursday afternoon.", 'for Thursday afternoon'],
    ['agent: You will receive a confirmation right away.', 'right away'],
    ['agent: A manager will call you tomorrow morning.', 'tomorrow morning'],
    ['caller: I will send you the photos tonight.', 'tonight'],
    ['agent: I can send you a new link at once.', 'at once'],
  ])('%s', (line, due) => {
    expect(findPromises(transcriptOf(line))).toMatchObject([{ owner: line.split(':')[0], due }]);
  });

  it.each(['agent: Let me check that for you.', "agent: I'll have a look.", "caller: I'll wait for it.", 'caller: Will you send me an e-mail?', 'agent: I will need your order number.', 'agent: We will see about that.'])('%s promises nothing', (line) => {
    expect(findPromises(transcriptOf(line))).toEqual([]);
  });
});
