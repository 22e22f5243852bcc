import { describe, expect, it } from 'vitest';
import { advanceLatch, RELATCH_AFTER_MS, type LatchState } from '../../../../main/media/rtp/latch.ts';

const SIGNALLED = { address: '198.51.100.9', port: 30_000 };
const BEHIND_NAT = { address: '203.0.113.5', port: 41_000 };
const STRANGER = { address: '192.0.2.66', port: 5_555 };
const LATCHED: LatchState = { source: BEHIND_NAT, ssrc: 7, lastHeardMs: 1_000 };

describe('the latch on the far end\'s address', () => {
  it('closes on the first valid packet, wherever it is from: a peer behind a NAT names an address it cannot be reached at (RFC 4961)', () => {
    expect(advanceLatch(null, { from: BEHIND_NAT, ssrc: 7, atMs: 1_000 }, SIGNALLED)).toEqual({ kind: 'accepted', isNewSource: true, latch: LATCHED });
  });

  it('stays, and notes the time, while the same source speaks', () => {
    expect(advanceLatch(LATCHED, { from: BEHIND_NAT, ssrc: 7, atMs: 1_020 }, SIGNALLED)).toEqual({ kind: 'accepted', isNewSource: false, latch: { ...LATCHED, lastHeardMs: 1_020 } });
  });

  it('tells a new SSRC from the same address as a new source', () => {
    expect(advanceLatch(LATCHED, { from: BEHIND_NAT, ssrc: 8, atMs: 1_020 }, SIGNALLED)).toMatchObject({ kind: 'accepted', isNewSource: true, latch: { ssrc: 8 } });
  });

  it.each([
    ['another machine', STRANGER],
    ['another port of the same machine', { ...BEHIND_NAT, port: BEHIND_NAT.port + 2 }],
  ])('ignores a stranger from %s while the source speaks', (_what, from) => {
    expect(advanceLatch(LATCHED, { from, ssrc: 9, atMs: 1_000 + RELATCH_AFTER_MS - 1 }, SIGNALLED)).toEqual({ kind: 'ignored' });
  });

  it('follows the source\'s own SSRC to another port: a NAT bound it anew', () => {
    const from = { ...BEHIND_NAT, port: 52_000 };
    expect(advanceLatch(LATCHED, { from, ssrc: 7, atMs: 1_020 }, SIGNALLED)).toMatchObject({ kind: 'accepted', isNewSource: true, latch: { source: from } });
  });

  it('lets the address that the SDP named take over from whoever was first', () => {
    const verdict = advanceLatch({ ...LATCHED, source: STRANGER }, { from: SIGNALLED, ssrc: 3, atMs: 1_001 }, SIGNALLED);
    expect(verdict).toMatchObject({ kind: 'accepted', latch: { source: SIGNALLED, ssrc: 3 } });
    if (verdict.kind === 'accepted') expect(advanceLatch(verdict.latch, { from: STRANGER, ssrc: 7, atMs: 1_002 }, SIGNALLED)).toEqual({ kind: 'ignored' });
  });

  it('lets another source in once the latched one has been silent: trunks move streams without a word', () => {
    expect(advanceLatch(LATCHED, { from: STRANGER, ssrc: 9, atMs: 1_000 + RELATCH_AFTER_MS }, SIGNALLED)).toMatchObject({ kind: 'accepted', isNewSource: true, latch: { source: STRANGER, ssrc: 9 } });
  });
});
