import { createHash } from 'node:crypto';
import { Core } from 'sip.js';
import { headersOf, type SipHeader, type SipRequest, type SipResponse } from '../wire/message.ts';
import { tagOf } from '../wire/sip-fields.ts';
import type { RequestFault } from './request-fault.ts';

const logger = silentLogger();
const COPIED = ['via', 'from', 'to', 'call-id', 'cseq'] as const;
const REASONS: Readonly<Record<number, string>> = { 400: 'Bad Request', 406: 'Not Acceptable', 416: 'Unsupported URI Scheme', 420: 'Bad Extension', 505: 'Version Not Supported' };

/**
 * The 400 for a request that sip.js' parser would drop without a word, for instance by its Refer-To (RFC 3261 s. 8.2, 21.4.1): a peer that hears nothing asks for half a minute.
 * Null where sip.js reads it.
 */
export function refusalOfUnreadable(request: SipRequest, text: string): SipResponse | null {
  return canRead(text) ? null : refuse(request, { statusCode: 400, headers: [] });
}

/** A response that no transaction stands behind (s. 8.2.7); null where none is due (ACK) and where nothing says whereto. What the request lacks, it lacks as well. */
export function refuse(request: SipRequest, { statusCode, headers }: Omit<RequestFault, 'statusCode'> & { readonly statusCode: number }): SipResponse | null {
  if (request.method === 'ACK' || headersOf(request, 'via').length === 0) return null;
  // The same tag for each repetition.
  const tag = createHash('sha256').update(headersOf(request, 'via').join()).digest('hex').slice(0, 10);
  const copied = COPIED.flatMap((name): SipHeader[] => {
    const values = headersOf(request, name);
    return (name === 'via' ? values : values.slice(0, 1)).map((value) => ({ name, value: name === 'to' && tagOf(request, 'to') === null ? `${value};tag=${tag}` : value }));
  });
  return { kind: 'response', statusCode, reasonPhrase: REASONS[statusCode] ?? '', headers: [...copied, ...headers], body: new Uint8Array() };
}

function canRead(text: string): boolean {
  try {
    return Core.Parser.parseMessage(text, logger) !== undefined;
  } catch (error) {
    if (error instanceof Error) return false; // its grammar throws on some fields
    throw error;
  }
}

function silentLogger(): Core.Logger {
  const factory = new Core.LoggerFactory();
  factory.builtinEnabled = false;
  return factory.getLogger('sip.unreadable');
}
