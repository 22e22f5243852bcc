import type { CodecName } from '../../../preload/contract/accounts.ts';
import type { MediaEncryption } from '../../../preload/contract/calls.ts';
import type { TrunkReport } from '../../../preload/contract/page-orders.ts';
import type { Clock } from '../../platform/clock.ts';
import type { MediaLegFact } from '../media-gateway.ts';
import { createQualityMeter } from '../quality/quality-meter.ts';
import { createFlowWatch, type OneWayAudio } from '../rtp/flow-watch.ts';

const STATS_EVERY_MS = 1_000;

/** Makes of the page's reports what the gateway tells of a leg: first packets, statistics, encryption, one-way audio. */
export interface TrunkWatch {
  note(report: TrunkReport): void;
  /** What comes now is of another connection, which counts from 0. */
  beginConnection(): void;
  useCodec(codec: CodecName): void;
  /** Whether audio of the peer is due. */
  expect(isDue: boolean): void;
}

export function createTrunkWatch({ clock, isSignallingPrivate, tell }: { clock: Clock; isSignallingPrivate: boolean; tell: (fact: MediaLegFact) => void }): TrunkWatch {
  const flow = createFlowWatch();
  const meter = createQualityMeter();
  const seen = new Set<'to-trunk' | 'from-trunk'>();
  let codec: CodecName | null = null;
  let before = { packetsOut: 0, packetsIn: 0, packetsLost: 0 };
  let now = before;
  let statsAtMs = -Infinity;
  let problem: OneWayAudio | null = null;
  let encryption: MediaEncryption = { kind: 'none' };

  function noteFirst(direction: 'to-trunk' | 'from-trunk', packets: number): void {
    if (packets === 0 || seen.has(direction)) return;
    seen.add(direction);
    tell({ kind: 'first-packet', direction, atMs: clock.nowMs() });
  }

  function secure(next: MediaEncryption): void {
    if (JSON.stringify(next) === JSON.stringify(encryption)) return;
    encryption = next;
    tell({ kind: 'encryption-chosen', encryption });
  }

  function judge(): void {
    const judged = flow.judge(clock.monotonicMs());
    if (judged?.cause === problem?.cause) return;
    problem = judged;
    tell({ kind: 'one-way-audio', problem });
  }

  return {
    note({ srtpCipher, packetsOut, packetsIn, packetsLost, jitterMs, roundTripMs }) {
      const atMs = clock.monotonicMs();
      const sum = { packetsOut: before.packetsOut + packetsOut, packetsIn: before.packetsIn + packetsIn, packetsLost: before.packetsLost + packetsLost };
      if (sum.packetsIn > now.packetsIn) flow.noteHeard('audio', atMs);
      now = sum;
      noteFirst('to-trunk', packetsOut);
      noteFirst('from-trunk', packetsIn);
      secure(srtpCipher === null ? { kind: 'none' } : { kind: 'dtls', suite: srtpCipher, isPeerProven: isSignallingPrivate });
      judge();
      if (atMs - statsAtMs < STATS_EVERY_MS) return;
      statsAtMs = atMs;
      const stats = { codec, ...sum, jitterMs, roundTripMs };
      tell({ kind: 'stats', stats: { ...stats, mos: meter(stats) } });
    },
    beginConnection() {
      before = now;
      secure({ kind: 'none' });
    },
    useCodec: (next) => { codec = next; },
    expect: (isDue) => flow.expect(isDue, clock.monotonicMs()),
  };
}
