import type { SipHeader, SipRequest, SipResponse } from '../../../main/sip/wire/message.ts';

const headersOfLines = (lines: readonly string[]): SipHeader[] => lines.map((line) => ({ name: line.slice(0, line.indexOf(':')), value: line.slice(line.indexOf(':') + 1).trim() }));

/** A request with these header lines and nothing else. */
export function request(method: string, lines: readonly string[], requestUri = 'sip:bob@example.com'): SipRequest {
  return { kind: 'request', method, requestUri, headers: headersOfLines(lines), body: new Uint8Array() };
}

/** A response with these header lines and nothing else. */
export function response(statusCode: number, lines: readonly string[]): SipResponse {
  return { kind: 'response', statusCode, reasonPhrase: 'Test', headers: headersOfLines(lines), body: new Uint8Array() };
}
