import { measureHearing } from './hearing.ts';
import { measureMedia } from './media.ts';
import { measurePractice } from './practice.ts';
import { measureRobustness } from './robustness.ts';
import type { BenchRow } from './row.ts';

export interface BenchOptions {
  /** --manifest FILE.jsonl */
  readonly manifest: string | null;
  /** --data FILE */
  readonly data: string | null;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface BenchGroup {
  /** Runs when no --only is given. */
  readonly isDefault: boolean;
  run(options: BenchOptions): Promise<BenchRow[]>;
}

/** Every group by name. */
export const groups: Readonly<Record<string, BenchGroup>> = {
  asr: { isDefault: true, run: measureHearing },
  media: { isDefault: true, run: measureMedia },
  practice: { isDefault: true, run: measurePractice },
  robustness: { isDefault: true, run: measureRobustness },
};
