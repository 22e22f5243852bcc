import { describe, expect, it } from 'vitest';
import { failure, success } from '../../../../preload/contract/result.ts';
import { HandOverModel } from '../../../../renderer/features/call/hand-over-model.svelte.ts';
import { handOverText } from '../../../../renderer/features/call/hand-over-text.ts';
import { en } from '../../../../renderer/locales/en.ts';
import { callId, handOver } from '../../../support/fake-sidetone-data.ts';

describe('the hand-over card', () => {
  it('says who, why, what was told, what is open and the best article, and leaves out what is not known', () => {
    const text = handOverText({ ...handOver, details: [], promisedActions: [] }, 'Emma', en);
    expect(text).toContain('What to say about Emma');
    expect(text).toContain('Reason for the call: Emma waits for the refund');
    expect(text).toContain('Told so far: Refunds by card take five to ten working days');
    expect(text).toContain('Next steps, Tracking a return: ✓ Ask for the order number ✓ Look the parcel up under Returns ☐ Start the refund');
    expect(text).toContain('Best article: Refund times (refunds.md)');
    expect(text).not.toContain(en.wrapUp.promised);
  });

  it('is of the call that was asked about last, and says when it cannot be written', async () => {
    const answers = [success(handOver), failure('assist-off', 'no assist')];
    const model = new HandOverModel({ handOver: async () => answers.shift() ?? success(handOver) });
    const first = model.write(callId('c1'));
    expect(model.state).toEqual({ kind: 'writing' });
    const second = model.write(callId('c2'));
    await Promise.all([first, second]);
    expect(model.state).toMatchObject({ kind: 'failed', failure: { code: 'assist-off' } });
    await model.write(callId('c2'));
    expect(model.state).toEqual({ kind: 'ready', handOver });
  });
});
