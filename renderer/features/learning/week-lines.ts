import type { WeekFigures } from '../../../preload/contract/learning.ts';

/** The share of each week that a line shows, 0 to 1; null where nothing was counted. */
export interface WeekLine {
  readonly name: 'accuracy' | 'rejection' | 'cards';
  readonly shares: readonly (number | null)[];
}

export function weekLines(weeks: readonly WeekFigures[]): WeekLine[] {
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return [
    { name: 'accuracy', shares: weeks.map(({ sampleRight, sampleLabelled }) => share(sampleRight, sampleLabelled)) },
    { name: 'rejection', shares: weeks.map(({ named, utterances }) => share(utterances - named, utterances)) },
    { name: 'cards', shares: weeks.map(({ cardsUsed, cards }) => share(cardsUsed, cards)) },
  ];
}

/** An SVG path through the weeks that have a share; a week without one breaks the line. */
export function linePath(shares: readonly (number | null)[], width: number, height: number): string {
  return shares.map((share, index) => {
    if (share === null) return '';
    const [x, y] = placeOf(index, share, shares.length, width, height);
    const isJoined = index > 0 && shares[index - 1] !== null;
    return `${isJoined ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
  }).join('');
}

/** Where a week's share stands in the chart. */
export function placeOf(index: number, share: number, count: number, width: number, height: number): readonly [number, number] {
  return [count < 2 ? width / 2 : (index / (count - 1)) * width, height * (1 - share)];
}
