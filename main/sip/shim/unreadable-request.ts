import { createHash } from 'node:crypto';
import { Core } from 'sip.js';
import { headersOf, type SipRequest, type SipResponse } from '../wire/message.ts';
import { tagOf } from '../wire/sip-fields.ts';

const logger = silentLogger();
const COPIED = ['via', 'from', 'to', 'call-id', 'cseq'] as const;

/**
 * The 400 for a request that sip.js' parser would drop without a word, for instance by its Refer-To (RFC 3261 s. 8.2, 21.4.1): a peer that hears nothing asks for half a minute.
 * Null where sip.js reads it, where none is due (ACK), and where the request lacks what a response needs.
 */
export function refusalOfUnreadable(request: SipRequest, text: string): SipResponse | null {
  if (request.method === 'ACK' || canRead(text)) return null;
  if (COPIED.some((name) => headersOf(request, name).length === 0)) return null;
  // Stateless, and the same for each repetition (s. 8.2.7).
  const tag = createHash('sha256').update(headersOf(request, 'via').join()).digest('hex').slice(0, 10);
  const headers = COPIED.flatMap((name) => headersOf(request, name).map((value) => ({ name, value: name === 'to' && tagOf(request, 'to') === null ? `${value};tag=${tag}` : value })));
  return { kind: 'response', statusCode: 400, reasonPhrase: 'Bad Request', headers, body: new Uint8Array() };
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
