/** An SDP as a WebRTC trunk writes it: line by line, so that a test may leave one out. */
export function webRtcSdp({ without = '', codecs = ['0 PCMU/8000', '101 telephone-event/8000'], direction = 'sendrecv', protocol = 'UDP/TLS/RTP/SAVPF', candidates = ['1 1 udp 2130706431 192.0.2.7 30000 typ host'] as readonly string[] } = {}): string {
  const lines = [
    'v=0', 'o=- 7 1 IN IP4 192.0.2.7', 's=-', 'c=IN IP4 192.0.2.7', 't=0 0',
    `m=audio 30000 ${protocol} ${codecs.map((codec) => codec.split(' ')[0]).join(' ')}`, 'a=mid:0', ...codecs.map((codec) => `a=rtpmap:${codec}`), `a=${direction}`, 'a=rtcp-mux',
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`, 'a=setup:actpass', 'a=ice-ufrag:abcd', 'a=ice-pwd:abcdefghijklmnopqrstuv', 'a=ice-options:trickle',
    ...candidates.map((candidate) => `a=candidate:${candidate}`),
  ];
  return `${lines.filter((line) => without === '' || !line.startsWith(without)).join('\r\n')}\r\n`;
}
