import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A message of RFC 4475 or RFC 5118, byte for byte. */
export interface TortureMessage {
  /** For instance `RFC 4475 s. 3.1.1.1`. */
  readonly clause: string;
  /** The RFC's own name of it, for instance `wsinv`. */
  readonly name: string;
  readonly bytes: Buffer;
}

export function readTortureMessages(rfc: 4475 | 5118): readonly TortureMessage[] {
  const text = readFileSync(join(process.cwd(), 'test', 'fixtures', 'torture', `rfc${rfc}.txt`), 'utf8');
  return text.split(/^=== /m).slice(1).map((part) => {
    const [title = '', ...lines] = part.split('\n');
    const [clause = '', name = ''] = title.split(' ');
    return { clause: `RFC ${rfc} s. ${clause}`, name, bytes: toBytes(lines.slice(0, -1)) };
  });
}

/** The notation of RFC 4475 s. 2 and our `<sdp>`; lines end in CRLF. */
function toBytes(lines: readonly string[]): Buffer {
  const text = lines.map((line) => `${line}\r\n`).join('')
    .replace(/<sdp (\S+?)(?: (\S+?))?(?: (\d+))?>/g, (_whole, origin: string, connection = origin, start = '0') => sharedBody(origin, connection, start))
    .replace(/<repeat count=(\d+)>(.*?)<\/repeat>/g, (_whole, count: string, what: string) => what.repeat(Number(count)));
  const pieces = text.split(/<hex>([0-9A-F\r\n]*)<\/hex>/);
  return Buffer.concat(pieces.map((piece, index) => (index % 2 === 0 ? Buffer.from(piece, 'utf8') : Buffer.from(piece.replace(/\r\n/g, ''), 'hex'))));
}

function sharedBody(origin: string, connection: string, start: string): string {
  return ['v=0', `o=mhandley 29739 7272939 IN IP4 ${origin}`, 's=-', `c=IN IP4 ${connection}`, `t=${start} 0`,
    'm=audio 49217 RTP/AVP 0 12', 'm=video 3227 RTP/AVP 31', 'a=rtpmap:31 LPC'].join('\r\n');
}
