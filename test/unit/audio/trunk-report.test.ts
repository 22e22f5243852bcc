import { describe, expect, it } from 'vitest';
import { TrunkReport } from '../../../preload/contract/page-orders.ts';
import { reportOf } from '../../../renderer/audio/trunk-report.ts';

describe('the report of a connection to a trunk', () => {
  it('is empty of numbers before there are any', () => {
    expect(reportOf('new', [])).toEqual({ connection: 'new', srtpCipher: null, packetsOut: 0, packetsIn: 0, packetsLost: 0, jitterMs: null, roundTripMs: null });
  });

  it('counts on over streams that began anew, in milliseconds where the browser has seconds', () => {
    const report = reportOf('connected', [
      { type: 'inbound-rtp', packetsReceived: 100, packetsLost: 2, jitter: 0.001 }, { type: 'inbound-rtp', packetsReceived: 50, packetsLost: 1, jitter: 0.004 },
      { type: 'outbound-rtp', packetsSent: 149 }, { type: 'remote-inbound-rtp', roundTripTime: 0.03 }, { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.01 },
      { type: 'transport', dtlsState: 'connected', srtpCipher: 'AEAD_AES_128_GCM' },
    ]);
    expect(report).toEqual({ connection: 'connected', srtpCipher: 'AEAD_AES_128_GCM', packetsOut: 149, packetsIn: 150, packetsLost: 3, jitterMs: 4, roundTripMs: 30 });
    expect(TrunkReport.safeParse(report).success).toBe(true);
  });

  it('takes the round trip of the way itself until the peer has reported', () => {
    expect(reportOf('connected', [{ type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 }, { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.01 }]).roundTripMs).toBe(10);
  });

  it('names no cipher while DTLS is not through', () => {
    expect(reportOf('connecting', [{ type: 'transport', dtlsState: 'connecting', srtpCipher: 'AEAD_AES_128_GCM' }]).srtpCipher).toBeNull();
  });
});
