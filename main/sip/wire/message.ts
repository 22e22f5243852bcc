/** One header line as it stood, name in the sender's spelling. Folded lines are joined (RFC 3261 s. 7.3.1). */
export interface SipHeader {
  readonly name: string;
  readonly value: string;
}

interface SipMessageParts {
  readonly headers: readonly SipHeader[];
  readonly body: Uint8Array;
}
export interface SipRequest extends SipMessageParts {
  readonly kind: 'request';
  readonly method: string;
  readonly requestUri: string;
}
export interface SipResponse extends SipMessageParts {
  readonly kind: 'response';
  readonly statusCode: number;
  readonly reasonPhrase: string;
}
export type SipMessage = SipRequest | SipResponse;
/** What is no message; a request that can still be told what is wrong with it comes along. */
export interface MalformedSip {
  readonly kind: 'malformed';
  readonly reason: string;
  readonly refusable?: { readonly request: SipRequest; readonly statusCode: 400 | 505 };
}
export type ParsedSip = SipMessage | MalformedSip;

/** RFC 3261 s. 7.3.3 and its successors: the compact forms. */
const COMPACT: Readonly<Record<string, string>> = {
  i: 'call-id', m: 'contact', e: 'content-encoding', l: 'content-length', c: 'content-type', f: 'from', s: 'subject',
  k: 'supported', t: 'to', v: 'via', o: 'event', r: 'refer-to', b: 'referred-by', x: 'session-expires', u: 'allow-events',
};
const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;
const REQUEST_LINE = /^([A-Za-z0-9\-.!%*_+`'~]+) (\S+) SIP\/2\.0$/i;
/** What was meant as a request line, with spaces where none belong, or of another version (RFC 4475 s. 3.1.2.8-10, 3.1.2.16). */
const LIKE_A_REQUEST_LINE = /^([A-Za-z0-9\-.!%*_+`'~]+)\s+(\S.*?)\s+SIP\/(\d+\.\d+)\s*$/i;
const STATUS_LINE = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i;

/** The long form of a header name in lower case, by which headers are compared. */
export function canonicalName(name: string): string {
  const lower = name.toLowerCase();
  return COMPACT[lower] ?? lower;
}

/**
 * Parses one SIP message of a datagram or of a framed stream (RFC 3261 s. 7). Never throws.
 * A body longer than Content-Length is cut (s. 18.3), a shorter one makes the message malformed.
 */
export function parseSipMessage(bytes: Uint8Array): ParsedSip {
  const headEnd = findHeadEnd(bytes);
  if (headEnd === null) return malformed('no empty line after the headers');
  const [startLine = '', ...lines] = unfold(Buffer.from(bytes.subarray(0, headEnd.at)).toString('utf8'));
  const headers: SipHeader[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = colon < 0 ? '' : line.slice(0, colon).trimEnd();
    if (!TOKEN.test(name)) return malformed('a header line without a name');
    headers.push({ name, value: line.slice(colon + 1).trim() });
  }
  const rest = bytes.subarray(headEnd.at + headEnd.length);
  const body = takeBody(rest, headers);
  if (body === null) return malformed('Content-Length does not fit the body', startLine, headers);

  const status = STATUS_LINE.exec(startLine);
  if (status !== null) return { kind: 'response', statusCode: Number(status[1]), reasonPhrase: status[2] ?? '', headers, body };
  const request = REQUEST_LINE.exec(startLine);
  if (request === null) return malformed('neither a request line nor a status line', startLine, headers);
  return { kind: 'request', method: request[1] ?? '', requestUri: request[2] ?? '', headers, body };
}

/** Writes a message; Content-Length is always that of the body. */
export function serializeSipMessage(message: SipMessage): Buffer {
  const startLine = message.kind === 'request' ? `${message.method} ${message.requestUri} SIP/2.0` : `SIP/2.0 ${message.statusCode} ${message.reasonPhrase}`;
  const headers = message.headers.filter((header) => canonicalName(header.name) !== 'content-length').map((header) => `${header.name}: ${header.value}`);
  const head = [startLine, ...headers, `Content-Length: ${message.body.length}`].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'utf8'), message.body]);
}

/** The first header of this name, compact form or long. */
export function headerOf(message: SipMessage, name: string): string | undefined {
  return headersOf(message, name)[0];
}

/** All headers of this name in order, one entry per line (comma-folded values are not split). */
export function headersOf(message: SipMessage, name: string): readonly string[] {
  const wanted = canonicalName(name);
  return message.headers.filter((header) => canonicalName(header.name) === wanted).map((header) => header.value);
}

function malformed(reason: string, startLine = '', headers: readonly SipHeader[] = []): MalformedSip {
  const [, method, requestUri, version] = LIKE_A_REQUEST_LINE.exec(startLine) ?? [];
  if (method === undefined || requestUri === undefined) return { kind: 'malformed', reason };
  const request: SipRequest = { kind: 'request', method, requestUri, headers, body: new Uint8Array() };
  return { kind: 'malformed', reason, refusable: { request, statusCode: version === '2.0' ? 400 : 505 } };
}

function findHeadEnd(bytes: Uint8Array): { at: number; length: number } | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = buffer.indexOf('\r\n\r\n');
  return at < 0 ? null : { at, length: 4 };
}

function unfold(head: string): string[] {
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
}

function takeBody(rest: Uint8Array, headers: readonly SipHeader[]): Uint8Array | null {
  const declared = headers.find((header) => canonicalName(header.name) === 'content-length')?.value;
  if (declared === undefined) return rest;
  if (!/^\d{1,9}$/.test(declared) || Number(declared) > rest.length) return null;
  return rest.subarray(0, Number(declared));
}
