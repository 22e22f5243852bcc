import { describe, expect, it } from 'vitest';
import { runPracticeCall } from '../demo/practice-call.ts';

describe('a practice call in the built app', () => {
  it('registers, rings, is heard both ways, shows the answer, writes the summary and reaches the CRM (T13)', async () => {
    const report = await runPracticeCall({ scriptId: 'refund', say: () => undefined, screenshots: null });
    expect(report.media).toMatchObject({ codec: 'PCMU', lost: 0 });
    expect(report.media.packetsIn).toBeGreaterThan(500);
    expect(report.media.packetsOut).toBeGreaterThan(500);
    expect(report.call.endedBy).toBe('remote');
    expect(report.wer).toBeLessThan(0.25);
    expect(report.transcript.find((utterance) => utterance.speaker === 'caller')?.text).toMatch(/good morning/i); // nothing is lost at the beginning (T13)
    expect(report.transcript.some((utterance) => utterance.speaker === 'agent')).toBe(true);
    expect(report.intents.map((intent) => intent.intentId)).toContain('refund');
    expect(report.suggestions.map((card) => card.source)).toContain('refund.md');
    expect(report.suggestions.every((card) => card.triggerText !== '')).toBe(true);
    expect(report.summary.reason?.text).toMatch(/refund/i);
    expect(report.summary.entities).toContainEqual(expect.objectContaining({ kind: 'order-number', text: '47291' }));
    expect(report.delivery).toEqual({ status: 200, attempts: 1, signatureValid: true });
  }, 240_000);
});
