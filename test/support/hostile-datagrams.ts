/** A small generator of repeatable randomness (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value ^= value + Math.imul(value ^ (value >>> 7), 61 | value);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n';

function invite(index: number): string {
  return [
    'INVITE sip:agent@127.0.0.1:5060 SIP/2.0', `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-hostile-${index}`, `From: "Nobody" <sip:nobody@127.0.0.1>;tag=h${index}`,
    'To: <sip:agent@127.0.0.1>', `Call-ID: hostile-${index}@127.0.0.1`, `CSeq: ${index + 1} INVITE`, 'Contact: <sip:nobody@127.0.0.1:9>', 'Max-Forwards: 70',
    'Content-Type: application/sdp', `Content-Length: ${SDP.length}`, '', SDP,
  ].join('\r\n');
}

/** Bytes that are no SIP at all, and honest beginnings cut or filled with rubbish. */
export function malformedDatagram(index: number, random: () => number): Buffer {
  const length = 1 + Math.floor(random() * 1_200);
  const noise = Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  if (index % 2 === 0) return noise;
  const honest = Buffer.from(invite(index));
  return Buffer.concat([honest.subarray(0, Math.floor(random() * honest.length)), noise]);
}

/** An INVITE with a few bytes changed, taken out or doubled. */
export function mutatedInvite(index: number, random: () => number): Buffer {
  let bytes = Buffer.from(invite(index));
  for (let change = 0; change < 1 + Math.floor(random() * 8); change += 1) {
    const at = Math.floor(random() * bytes.length);
    const kind = random();
    if (kind < 0.5) bytes[at] = Math.floor(random() * 256);
    else if (kind < 0.75) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(random() * 20))]);
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + 40), bytes.subarray(at)]);
  }
  return bytes;
}
