import { measureHearing } from './hearing.ts';
import { measureLongCall } from './long-call.ts';
import { measureMedia } from './media.ts';
import { measureOutage } from './outage.ts';
import { measurePeers } from './peers.ts';
import { measurePractice } from './practice.ts';
import { measureRobustness } from './robustness.ts';
import { measureSoak } from './soak.ts';
import { measureLatency } from './understanding/latency.ts';
import { measureRetrieval } from './understanding/retrieval.ts';
import { measureSummary } from './understanding/summary.ts';
import { measureIntent } from './understanding/intent.ts';
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
  /** For --help: what it measures, how long it takes, which options it reads. */
  readonly about?: string;
  run(options: BenchOptions): Promise<BenchRow[]>;
}

/** Every group by name. */
export const groups: Readonly<Record<string, BenchGroup>> = {
  asr: { isDefault: true, about: 'speech recognition, about 9 minutes; with --manifest only its rows {wav, ref, kind}, each kind apart, in about a quarter of their length', run: measureHearing },
  media: { isDefault: true, run: measureMedia },
  practice: { isDefault: true, run: measurePractice },
  robustness: { isDefault: true, run: measureRobustness },
  intent: { isDefault: false, about: 'naming intents, on --data FILE.json {train, val, test, oos_*: [[utterance, intent]]}', run: measureIntent },
  retrieval: { isDefault: false, about: 'finding the article, on --data FILE.json {articles, queries} or labelled utterances', run: measureRetrieval },
  summary: { isDefault: true, about: 'summaries of the call scripts, or of --data FILE.jsonl {turns, reference}', run: measureSummary },
  latency: { isDefault: true, about: 'encode, name the intent, search 500 articles', run: measureLatency },
  'long-call': { isDefault: false, about: 'one call of ten minutes and what it leaves behind, about 12 minutes', run: measureLongCall },
  outage: { isDefault: false, about: 'registered again after four minutes without a network, about 9 minutes', run: measureOutage },
  peers: { isDefault: false, about: 'registration, call set-up, first audio, delay and processor time beside a baresip on the same machine, about 5 minutes', run: measurePeers },
  soak: { isDefault: false, about: '260 calls and what the last 200 leave behind, about 16 minutes', run: measureSoak },
};
