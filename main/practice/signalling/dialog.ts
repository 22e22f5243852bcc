import { headerOf, type SipHeader, type SipRequest, type SipResponse } from '../../sip/wire/message.ts';
import { destinationOf, type Address } from './address.ts';
import { ALLOWED_METHODS } from './response.ts';
import { parseCSeq, parseNameAddress, parseSipUri, tagOf } from '../../sip/wire/sip-fields.ts';
import { newBranch } from './token.ts';

/**
 * A dialog (RFC 3261 s. 12) without a route set: the practice line's peers are on this machine and reach it directly.
 */
export interface Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** From and To of our requests, with their tags. */
  readonly localParty: string;
  readonly remoteParty: string;
  readonly remoteTarget: string;
  readonly remoteAddress: Address;
  readonly localSequence: number;
  /** null until the peer sent a request in it. */
  readonly remoteSequence: number | null;
}

/** What identifies a dialog on our side: Call-ID and our tag (the peer's may not be known yet). */
export function dialogKey(callId: string, localTag: string): string {
  return `${callId} ${localTag}`;
}

/** The dialog of an INVITE that we answer with this tag (s. 12.1.1). */
export function dialogOfInvite(invite: SipRequest, localTag: string, source: Address): Dialog {
  return {
    callId: headerOf(invite, 'call-id') ?? '',
    localTag,
    remoteTag: tagOf(invite, 'from') ?? '',
    localParty: `${headerOf(invite, 'to') ?? ''};tag=${localTag}`,
    remoteParty: headerOf(invite, 'from') ?? '',
    ...remoteTargetOf(headerOf(invite, 'contact'), source),
    localSequence: 0,
    remoteSequence: parseCSeq(invite)?.number ?? null,
  };
}

/** The dialog of our INVITE as the peer's 2xx makes it (s. 12.1.2). */
export function dialogOfSuccess(invite: SipRequest, success: SipResponse, source: Address): Dialog {
  return {
    callId: headerOf(invite, 'call-id') ?? '',
    localTag: tagOf(invite, 'from') ?? '',
    remoteTag: tagOf(success, 'to') ?? '',
    localParty: headerOf(invite, 'from') ?? '',
    remoteParty: headerOf(success, 'to') ?? '',
    ...remoteTargetOf(headerOf(success, 'contact'), source),
    localSequence: parseCSeq(invite)?.number ?? 1,
    remoteSequence: null,
  };
}

/** The dialog after a request of the peer in it; null when the request is older than the last (s. 12.2.2). */
export function noteRequest(dialog: Dialog, request: SipRequest, source: Address): Dialog | null {
  const number = parseCSeq(request)?.number ?? 0;
  if (dialog.remoteSequence !== null && number < dialog.remoteSequence) return null;
  const isTargetRefresh = request.method === 'INVITE';
  return { ...dialog, remoteSequence: number, ...(isTargetRefresh ? remoteTargetOf(headerOf(request, 'contact'), source) : {}) };
}

/** A request of ours in the dialog (s. 12.2.1.1). An ACK carries the CSeq number of its INVITE (s. 13.2.2.4). */
export function requestInDialog(dialog: Dialog, method: string, local: Address): SipRequest {
  const sequence = method === 'ACK' ? dialog.localSequence : dialog.localSequence + 1;
  const headers = requestHeaders({ method, sequence, from: dialog.localParty, to: dialog.remoteParty, callId: dialog.callId, local });
  return { kind: 'request', method, requestUri: dialog.remoteTarget, headers, body: new Uint8Array() };
}

/** The headers that every request of ours has (s. 8.1.1). */
export function requestHeaders(parts: { method: string; sequence: number; from: string; to: string; callId: string; local: Address }): SipHeader[] {
  return [
    { name: 'Via', value: `SIP/2.0/UDP ${parts.local.address}:${parts.local.port};branch=${newBranch()};rport` },
    { name: 'Max-Forwards', value: '70' },
    { name: 'From', value: parts.from },
    { name: 'To', value: parts.to },
    { name: 'Call-ID', value: parts.callId },
    { name: 'CSeq', value: `${parts.sequence} ${parts.method}` },
    { name: 'Allow', value: ALLOWED_METHODS },
  ];
}

function remoteTargetOf(contact: string | undefined, source: Address): { remoteTarget: string; remoteAddress: Address } {
  const uri = parseNameAddress(contact ?? '')?.uri ?? `sip:${source.address}:${source.port}`;
  return { remoteTarget: uri, remoteAddress: destinationOf(parseSipUri(uri), source) };
}
