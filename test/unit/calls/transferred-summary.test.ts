import { describe, expect, it } from 'vitest';
import { noteTransfer } from '../../../main/calls/transferred-summary.ts';
import { EMPTY_SUMMARY } from '../../../preload/contract/assist.ts';

const passedOn = { transfer: { to: 'Sales', progress: 'done', sipStatus: 200 } } as const;

describe('the summary of a call that was passed on', () => {
  it('says so where it has no end (S07)', () => {
    expect(noteTransfer(EMPTY_SUMMARY, passedOn).saysLittleBecause).toBe('transferred');
  });

  it('stays as it is where something was settled, where another reason is known, or where nobody took the call', () => {
    const settled = { ...EMPTY_SUMMARY, outcome: { text: 'It is booked.', utteranceIds: [] } };
    const short = { ...EMPTY_SUMMARY, saysLittleBecause: 'call-too-short' } as const;
    expect(noteTransfer(settled, passedOn)).toBe(settled);
    expect(noteTransfer(short, passedOn)).toBe(short);
    expect(noteTransfer(EMPTY_SUMMARY, { transfer: { ...passedOn.transfer, progress: 'failed' } })).toBe(EMPTY_SUMMARY);
  });
});
