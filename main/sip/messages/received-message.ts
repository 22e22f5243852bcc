import type { RemoteParty } from '../../../preload/contract/calls.ts';
import { MOST_MESSAGE_BYTES } from '../../../preload/contract/messages.ts';
import { remotePartyOf } from '../call/remote-party.ts';
import { telShown } from '../shim/tel-uri.ts';
import { parseSipUri } from '../wire/sip-fields.ts';

/** What of a MESSAGE is looked at; sip.js' IncomingRequestMessage has it. */
export interface MessageRequest {
  readonly callId: string;
  readonly cseq: number;
  readonly body: string;
  getHeader(name: string): string | undefined;
  getHeaders(name: string): string[];
}

export type ReadMessage =
  /** `messageKey` is the same for a repetition by the sender (RFC 3261 s. 8.1.1.4, 8.1.1.5). */
  | { readonly kind: 'text'; readonly party: RemoteParty; readonly text: string; readonly messageKey: string }
  | { readonly kind: 'refused'; readonly sipStatus: 413 | 415; readonly extraHeaders: readonly string[] };

/** Reads a MESSAGE (RFC 3428): plain text alone, and no more of it than a person writes. */
export function readMessage(request: MessageRequest): ReadMessage {
  const type = (request.getHeader('Content-Type') ?? 'text/plain').toLowerCase();
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/.exec(type)?.[1] ?? 'utf-8';
  const isEncoded = !/^(?:identity)?$/i.test((request.getHeader('Content-Encoding') ?? '').trim());
  if (!/^text\/plain\s*(?:;|$)/.test(type) || !/^(?:utf-?8|us-ascii)$/.test(charset) || isEncoded) return { kind: 'refused', sipStatus: 415, extraHeaders: ['Accept: text/plain', 'Accept-Encoding: identity'] };
  if (Buffer.byteLength(request.body) > MOST_MESSAGE_BYTES.received) return { kind: 'refused', sipStatus: 413, extraHeaders: [] };
  const party = remotePartyOf(telShown(request.getHeader('From') ?? ''), request.getHeaders('P-Asserted-Identity').map(telShown));
  return { kind: 'text', party: { ...party, uri: conversationUri(party.uri) }, text: request.body, messageKey: `${request.callId} ${request.cseq}`.slice(0, 300) };
}

/** By what a conversation is known: user and host alone, as its next message may come from another port or with other parameters. */
export function conversationUri(uri: string): string {
  const parsed = parseSipUri(uri);
  if (parsed === null) return uri.slice(0, 300);
  return parsed.user === null ? `sip:${parsed.host}` : `sip:${parsed.user}@${parsed.host}`;
}
