import type { WeekFigures } from '../../preload/contract/learning.ts';
import type { CallRecord } from '../../preload/contract/records.ts';
import { askingUtterances, isSampled } from './asking-utterances.ts';
import { isRight } from './is-right.ts';

const WEEKS = 12;

/** The last weeks, each from Monday's midnight of this machine's time; the oldest first. */
export function weekFigures(records: readonly CallRecord[], nowMs: number): WeekFigures[] {
  const starts = Array.from({ length: WEEKS }, (_unused, index) => mondayBefore(nowMs, WEEKS - 1 - index));
  return starts.map((startMs, index) => {
    const endMs = starts[index + 1] ?? Infinity;
    return figuresOf(startMs, records.filter((record) => record.answeredAtMs !== null && record.startedAtMs >= startMs && record.startedAtMs < endMs));
  });
}

function figuresOf(startMs: number, records: readonly CallRecord[]): WeekFigures {
  const asking = askingUtterances(records);
  const judged = asking.filter((utterance) => utterance.verdict !== null && utterance.verdict.kind !== 'unusable' && isSampled(utterance));
  const cards = records.flatMap(({ suggestions }) => suggestions);
  return {
    startMs,
    calls: records.length,
    utterances: asking.length,
    named: asking.filter(({ finding }) => finding !== null).length,
    sampleLabelled: judged.length,
    sampleRight: judged.filter(isRight).length,
    cards: cards.length,
    cardsUsed: cards.filter(({ state }) => state === 'used').length,
  };
}

/** By the calendar: a week in which the clocks change is an hour longer or shorter. */
function mondayBefore(nowMs: number, weeksAgo: number): number {
  const now = new Date(nowMs);
  const sinceMonday = (now.getDay() + 6) % 7;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - sinceMonday - 7 * weeksAgo).getTime();
}
