import { describe, expect, it } from 'vitest';
import { createReception } from '../../../../main/media/rtp/reception.ts';
import { createReportExchange } from '../../../../main/media/rtp/report-exchange.ts';
import { writeReport } from '../../../../main/media/rtp/rtcp.ts';

const OWN_SSRC = 0x11223344;
const PEER = { address: '198.51.100.9', port: 30_000 };
const SENT = { packetCount: 1, octetCount: 160, timestamp: 160 };

function exchange() {
  const sent: string[] = [];
  return { sent, reports: createReportExchange((_bytes, { address, port }) => void sent.push(`${address}:${port}`)) };
}
const peerReport = (): Buffer => writeReport({ ssrc: 9, cname: 'peer', nowMs: Date.now(), sender: { rtpTimestamp: 1, packetCount: 1, octetCount: 1 }, reception: { ssrc: OWN_SSRC, report: createReception(OWN_SSRC).report(), lastSenderReport: null } });

describe('our reports', () => {
  it('go to the port above the peer\'s RTP (RFC 3550 s. 11)', () => {
    const { sent, reports } = exchange();
    reports.send(OWN_SSRC, PEER, SENT, null);
    reports.sendBye(OWN_SSRC, PEER);
    expect(sent).toEqual(['198.51.100.9:30001', '198.51.100.9:30001']);
  });

  it('go to where the peer\'s reports come from, if that is its machine', () => {
    const { sent, reports } = exchange();
    reports.receive(peerReport(), { address: PEER.address, port: 4_711 }, OWN_SSRC, PEER);
    reports.send(OWN_SSRC, PEER, SENT, null);
    reports.receive(peerReport(), { address: '203.0.113.66', port: 6_666 }, OWN_SSRC, PEER);
    reports.send(OWN_SSRC, PEER, SENT, null);
    expect(sent).toEqual(['198.51.100.9:4711', '198.51.100.9:4711']);
  });

  it('go to where the peer is now when it moved to another machine', () => {
    const { sent, reports } = exchange();
    reports.receive(peerReport(), { address: PEER.address, port: 4_711 }, OWN_SSRC, PEER);
    reports.send(OWN_SSRC, { address: '203.0.113.4', port: 40_000 }, SENT, null);
    expect(sent).toEqual(['203.0.113.4:40001']);
  });

  it.each([{ address: '0.0.0.0', port: 30_000 }, { address: '::', port: 30_000 }, { address: PEER.address, port: 65_535 }])('go nowhere for $address and RTP port $port', (peer) => {
    const { sent, reports } = exchange();
    reports.send(OWN_SSRC, peer, SENT, null);
    reports.sendBye(OWN_SSRC, peer);
    expect(sent).toEqual([]);
  });
});
