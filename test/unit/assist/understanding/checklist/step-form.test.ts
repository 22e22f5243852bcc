import { describe, expect, it } from 'vitest';
import { asksForThing, kindOf, mattersOfStep, mayMeanDone, spokenForm } from '../../../../../main/assist/understanding/checklist/step-form.ts';

describe('a step of a checklist', () => {
  it.each([
    ['Ask for the order number', 'asking'], ['Confirm the last four digits', 'asking'], ['Find out whether it is under warranty', 'asking'],
    ['Say that we are sorry', 'telling'], ['Offer a replacement', 'telling'], ['Remind the caller to bring the card', 'telling'],
    ['Send the reset link', 'doing'], ['Book the technician', 'doing'], ['Asking price into the form', 'doing'],
  ])('"%s" is %s', (step, kind) => {
    expect(kindOf(step)).toBe(kind);
  });

  it.each([
    ['Ask for the order number', 'What is the order number'], ['Ask the caller for the date of birth', 'What is the date of birth'],
    ['Ask whether the e-mail has arrived', 'the e-mail has arrived'], ['Tell the caller to turn the water off', 'turn the water off'], ['Send the link', 'Send the link'], ['Thank', 'Thank'],
  ])('"%s" sounds like "%s"', (step, spoken) => {
    expect(spokenForm(step)).toBe(spoken);
  });

  it('that asks for a thing is about that thing and not about what it belongs to', () => {
    expect(asksForThing('Ask for the name on the booking')).toBe(true);
    expect(asksForThing('Ask whether the e-mail has arrived')).toBe(false);
    expect(mattersOfStep('Ask for the name on the booking')).toEqual(['nam']);
    expect(mattersOfStep('Send the confirmation of the booking')).toEqual(['send', 'confirm', 'book']);
  });
});

describe('a sentence of the agent', () => {
  it.each([
    'I have sent the link.', "I've just sent you the link", 'The link is on its way to you.', 'Your contract has been cancelled.', "I'm sending it now.", 'We booked the technician for Tuesday.', 'All done, it is changed.',
  ])('"%s" may tell of a deed that is done', (sentence) => {
    expect(mayMeanDone('doing', sentence)).toBe(true);
  });

  it.each([
    'I will send the link.', "I'll send it", 'I am going to send the link.', 'Shall I send the link?', 'Have you sent the link?', "I haven't sent it yet.", 'I cannot send it.',
    'If it was sent, you will see it.', 'I would have sent it.', 'The link is valid for an hour.', 'Let me check whether it was sent.', 'It has to be sent by post.', 'I’ll send it',
  ])('"%s" tells of none', (sentence) => {
    expect(mayMeanDone('doing', sentence)).toBe(false);
  });

  it.each([['What is the order number?', true], ['Could you give me the number', true], ['Please tell me the number.', true], ['The number is on the box.', false], ['I cannot see the number, please.', false]])('"%s" asks: %s', (sentence, asks) => {
    expect(mayMeanDone('asking', sentence)).toBe(asks);
  });

  it.each([['We can offer you a new one.', true], ['Would you like a new one?', true], ['I am not allowed to offer that.', false]])('"%s" announces: %s', (sentence, tells) => {
    expect(mayMeanDone('telling', sentence)).toBe(tells);
  });
});
