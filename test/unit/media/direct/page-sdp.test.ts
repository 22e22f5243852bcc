import { describe, expect, it } from 'vitest';
import { toPage, toTrunk } from '../../../../main/media/direct/page-sdp.ts';
import { webRtcSdp } from '../../../support/webrtc-sdp.ts';

const CANDIDATES = [
  '1 1 udp 2113937151 8f2c0d3e-5a3b-4b0e-9c1d-000000000000.local 50001 typ host', '2 1 udp 2113937150 192.0.2.20 50002 typ host', '3 1 udp 2113937149 127.0.0.1 50003 typ host',
  '4 1 tcp 1518280447 192.0.2.20 9 typ host tcptype active', '5 1 udp 1677729535 203.0.113.9 50005 typ srflx raddr 192.0.2.20 rport 50002', '6 1 udp 33562367 198.51.100.3 50006 typ relay raddr 203.0.113.9 rport 50005',
];
const OPUS = { fec: true, dtx: false };
const own = (localAddress: string, version = 1) => ({ localAddress, sessionId: 42, version, opus: OPUS });
const candidatesOf = (sdp: string) => [...sdp.matchAll(/^a=candidate:\S+ \d+ \S+ \d+ (\S+)/gm)].map(([, address]) => address);

describe('the page\'s SDP on its way to the trunk', () => {
  it('leaves out names of this network (mDNS), addresses of this machine and TCP', () => {
    expect(candidatesOf(toTrunk(webRtcSdp({ candidates: CANDIDATES }), own('192.0.2.20')))).toEqual(['192.0.2.20', '203.0.113.9', '198.51.100.3']);
  });

  it('keeps addresses of this machine for a trunk on it', () => {
    expect(candidatesOf(toTrunk(webRtcSdp({ candidates: CANDIDATES }), own('127.0.0.1')))).toContain('127.0.0.1');
  });

  it('names as its address what reaches furthest, and no name ever (RFC 8839 s. 4.2.1.2)', () => {
    expect(toTrunk(webRtcSdp({ candidates: CANDIDATES }), own('192.0.2.20'))).toMatch(/m=audio 50006 [^]*c=IN IP4 198\.51\.100\.3\r\n/);
    expect(toTrunk(webRtcSdp({ candidates: CANDIDATES.slice(0, 1) }), own('192.0.2.20'))).toMatch(/m=audio 9 [^]*c=IN IP4 0\.0\.0\.0\r\n/);
  });

  it('is complete: it promises no candidates after it (RFC 8838 s. 4.4)', () => {
    const sdp = toTrunk(webRtcSdp(), own('192.0.2.20'));
    expect(sdp).not.toContain('trickle');
    expect(sdp).toContain('a=end-of-candidates');
  });

  it('is one session with a rising version, whichever page wrote it (RFC 3264 s. 8)', () => {
    expect(toTrunk(webRtcSdp(), own('192.0.2.20', 3))).toContain('o=- 42 3 IN IP4 192.0.2.20');
  });

  it('keeps what it does not know of', () => {
    expect(toTrunk(webRtcSdp().replace('a=mid:0', 'a=mid:0\r\na=x-new:1'), own('192.0.2.20'))).toContain('a=x-new:1');
  });
});

describe('the trunk\'s SDP on its way to the page', () => {
  it('leads to no name and to no door of this machine', () => {
    expect(candidatesOf(toPage(webRtcSdp({ candidates: CANDIDATES }), '192.0.2.20', OPUS))).toEqual(['192.0.2.20', '203.0.113.9', '198.51.100.3']);
  });

  it('keeps every other line', () => {
    const linesOf = (sdp: string): string[] => sdp.split('\r\n').sort();
    expect(linesOf(toPage(webRtcSdp(), '192.0.2.20', OPUS))).toEqual(linesOf(webRtcSdp()));
  });
});

describe('Opus as the account wants it (RFC 7587 s. 6.1)', () => {
  const withOpus = (format: string): string => webRtcSdp().replace(/^m=audio (\d+) (\S+) .*\r\n/m, `m=audio $1 $2 111\r\na=rtpmap:111 opus/48000/2\r\n${format === '' ? '' : `a=fmtp:111 ${format}\r\n`}`);
  const formatOf = (sdp: string): string => /^a=fmtp:111 (.*)$/m.exec(sdp)?.[1]?.trim() ?? '';

  it.each([[true, false, 'minptime=10;useinbandfec=1'], [false, true, 'minptime=10;useinbandfec=0;usedtx=1']])('is asked of the trunk (FEC %j, DTX %j)', (fec, dtx, format) => {
    expect(formatOf(toTrunk(withOpus('minptime=10;useinbandfec=1'), { ...own('192.0.2.20'), opus: { fec, dtx } }))).toBe(format);
  });

  it.each([
    ['minptime=10;useinbandfec=1', true, false, 'minptime=10;useinbandfec=1'], ['minptime=10;useinbandfec=1;usedtx=1', true, false, 'minptime=10;useinbandfec=1'], ['useinbandfec=1; stereo=1', false, false, 'stereo=1'],
    ['useinbandfec=1', true, true, 'useinbandfec=1;usedtx=1'], ['usedtx=0', true, true, ''], ['', true, false, ''], ['', false, true, 'usedtx=1'],
  ])('is what the browser sends to a trunk that says "%s" (FEC %j, DTX %j)', (format, fec, dtx, limited) => {
    expect(formatOf(toPage(withOpus(format), '192.0.2.20', { fec, dtx }))).toBe(limited);
  });
});
