import { runPracticeCall, type PracticeCallReport } from '../demo/practice-call.ts';
import { practiceScriptIds } from '../support/practice-scripts.ts';
import type { BenchOptions } from './groups.ts';
import { median, quantile, row, type BenchRow } from './row.ts';

/** Every practice caller once, in the built app: accuracy, card latency, summary, start-up. */
export async function measurePractice({ say }: BenchOptions): Promise<BenchRow[]> {
  const reports: PracticeCallReport[] = [];
  for (const scriptId of await practiceScriptIds()) {
    const report = await runPracticeCall({ scriptId, say: () => undefined, screenshots: null });
    say(`${scriptId}: word error rate ${(report.wer * 100).toFixed(1)} %, ${report.suggestions.length} cards`);
    reports.push(report);
  }
  const n = reports.length;
  const cards = reports.flatMap((report) => report.suggestions.map((card) => card.onScreenMs)).filter((value) => value !== null);
  const of = (pick: (report: PracticeCallReport) => number): number[] => reports.map(pick);
  return [
    row('practice-wer', of((report) => report.wer).reduce((sum, value) => sum + value, 0) / n, 'ratio', n, { direction: 'at-most', floor: 0.12, aim: 0.06 }),
    row('card-on-screen-median', median(cards), 'ms', cards.length, { direction: 'at-most', floor: 900, aim: 500 }),
    row('card-on-screen-p95', quantile(cards, 0.95), 'ms', cards.length, { direction: 'at-most', floor: 1_800, aim: 1_000 }),
    row('summary-after-hang-up', median(of((report) => report.timings.summaryAfterHangUpMs)), 'ms', n, { direction: 'at-most', floor: 2_000, aim: 500 }),
    row('media-after-200', median(of((report) => report.call.mediaMs)), 'ms', n, { direction: 'at-most', floor: 100, aim: null }),
    row('rtp-lost', of((report) => report.media.lost).reduce((sum, value) => sum + value, 0), 'packets', n, { direction: 'at-most', floor: 0, aim: 0 }),
    row('assist-peak-memory', Math.max(...of((report) => report.assistPeakMb)), 'MB', n, { direction: 'at-most', floor: 900, aim: 500 }),
    row('launch-to-usable', median(of((report) => report.timings.usableMs)), 'ms', n, { direction: 'at-most', floor: 3_000, aim: 1_500 }),
    row('launch-to-registered', median(of((report) => report.timings.registeredAfterLaunchMs)), 'ms', n, { direction: 'at-most', floor: 5_000, aim: 2_500 }),
  ];
}
