import { describe, expect, it } from 'vitest';
import { createFlowWatch, type FlowWatch } from '../../../../main/media/rtp/flow-watch.ts';

/** An answered call; audio both ways until `lastHeardMs`. */
function watch(lastHeardMs: number | null = null): FlowWatch {
  const flow = createFlowWatch();
  flow.expect(true, 0);
  if (lastHeardMs !== null) flow.noteHeard('audio', lastHeardMs);
  return flow;
}

describe('the watch for one-way audio', () => {
  it('says within 3 s of the answer that nothing arrived (T08)', () => {
    expect([2_600, 2_950].map((atMs) => watch().judge(atMs))).toEqual([null, { direction: 'from-trunk', cause: 'never-arrived' }]);
  });

  it('says within 3 s that audio stopped, and takes it back with the next packet (T08)', () => {
    const flow = watch(60_000);
    expect([flow.judge(62_600), flow.judge(62_950)]).toEqual([null, { direction: 'from-trunk', cause: 'stopped' }]);
    flow.noteHeard('audio', 63_000);
    expect(flow.judge(63_001)).toBeNull();
  });

  it.each(['not-decrypted', 'other-format'] as const)('names packets that are %s as the cause', (cause) => {
    const flow = watch();
    flow.noteRefused(cause, 2_900);
    expect(flow.judge(2_950)).toEqual({ direction: 'from-trunk', cause });
  });

  it('does not take one forged packet long ago for the cause', () => {
    const flow = watch();
    flow.noteRefused('not-decrypted', 10);
    expect(flow.judge(9_000)).toEqual({ direction: 'from-trunk', cause: 'never-arrived' });
  });

  it('is quiet before the answer and on hold, and counts anew after it', () => {
    const flow = createFlowWatch();
    expect(flow.judge(50_000)).toBeNull();
    flow.expect(true, 50_000);
    flow.noteHeard('audio', 50_100);
    flow.expect(false, 51_000);
    expect(flow.judge(90_000)).toBeNull();
    flow.expect(true, 90_000);
    expect([flow.judge(92_000), flow.judge(92_800)?.cause]).toEqual([null, 'stopped']);
  });

  it('lets a peer rest that said so with comfort noise', () => {
    const flow = watch();
    flow.noteHeard('comfort-noise', 1_000);
    expect(flow.judge(30_000)).toBeNull();
    flow.noteHeard('audio', 30_100);
    expect(flow.judge(34_000)?.cause).toBe('stopped');
  });

  it('says that the peer hears nothing when its reports stand still while we send (T35)', () => {
    const flow = watch();
    flow.noteReport(500, 500);
    flow.noteReport(750, 750);
    flow.noteHeard('audio', 10_000);
    expect(flow.judge(10_001)).toBeNull();
    flow.noteReport(750, 1_000);
    expect(flow.judge(10_002)).toEqual({ direction: 'to-trunk', cause: 'not-received' });
    flow.noteReport(1_250, 1_250);
    expect(flow.judge(10_003)).toBeNull();
  });

  it('draws nothing from two reports close together', () => {
    const flow = watch(0);
    flow.noteReport(500, 500);
    flow.noteReport(500, 520);
    expect(flow.judge(1)).toBeNull();
  });
});
