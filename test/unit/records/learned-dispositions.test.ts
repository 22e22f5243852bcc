import { describe, expect, it } from 'vitest';
import { withLearnedDisposition } from '../../../main/records/learned-dispositions.ts';
import type { DispositionId, IntentFinding } from '../../../preload/contract/assist.ts';
import { UtteranceId } from '../../../preload/contract/primitives.ts';
import type { CallRecord } from '../../../preload/contract/records.ts';
import { runningRecord, sampleSummary } from './sample-record.ts';

const refund: IntentFinding[] = [{ utteranceId: UtteranceId.parse('u-1'), intentId: 'refund', label: 'Refund', confidence: 0.9 }];
const past = (disposition: DispositionId, wrapUp: CallRecord['wrapUp'] = 'confirmed', intents = refund): CallRecord => runningRecord(`c-${disposition}`, { disposition, wrapUp, intents });

describe('the suggested disposition', () => {
  it('becomes what the agent chose for most calls of the same intent', () => {
    const learned = withLearnedDisposition(sampleSummary, refund, [past('follow-up'), past('refund'), past('follow-up'), past('follow-up')]);
    expect(learned.dispositionSuggestion).toEqual({ dispositionId: 'follow-up', confidence: 0.6 });
  });

  it.each([
    ['after two calls', [past('refund'), past('refund')]],
    ['when the choices differ', [past('refund'), past('follow-up'), past('complaint'), past('refund')]],
    ['from calls that nobody confirmed', [past('refund', 'automatic'), past('refund', 'automatic'), past('refund', 'automatic')]],
    ['from calls of another intent', [past('refund', 'confirmed', []), past('refund', 'confirmed', []), past('refund', 'confirmed', [])]],
  ])('stays what the assist wrote: %s', (_what, records) => {
    expect(withLearnedDisposition(sampleSummary, refund, records)).toBe(sampleSummary);
  });
});
