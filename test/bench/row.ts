/** One figure of the bench: `met` is against the floor; null where no floor is set. */
export interface BenchRow {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** How many measurements the value stands on. */
  readonly n: number;
  readonly floor: number | null;
  readonly aim: number | null;
  readonly met: boolean | null;
}

/** Which side of its floor a figure must be on. */
export type Direction = 'at-most' | 'at-least';

export function row(id: string, value: number, unit: string, n: number, bound?: { readonly direction: Direction; readonly floor: number; readonly aim: number | null }): BenchRow {
  if (bound === undefined) return { id, value, unit, n, floor: null, aim: null, met: null };
  const met = bound.direction === 'at-most' ? value <= bound.floor : value >= bound.floor;
  return { id, value, unit, n, floor: bound.floor, aim: bound.aim, met: Number.isFinite(value) && met };
}

/** The q-th quantile (0..1) by the nearest rank; NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** A table with the same rows, for people. */
export function formatTable(rows: readonly BenchRow[]): string {
  const cells = rows.map((figure) => [
    figure.id, formatNumber(figure.value), figure.unit, `n=${figure.n}`,
    figure.floor === null ? '' : `floor ${formatNumber(figure.floor)}`, figure.aim === null ? '' : `aim ${formatNumber(figure.aim)}`,
    figure.met === null ? '' : figure.met ? 'met' : 'MISSED',
  ]);
  const widths = (cells[0] ?? []).map((_cell, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
}
