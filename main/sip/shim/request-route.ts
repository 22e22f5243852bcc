import { headerOf, type SipRequest } from '../wire/message.ts';
import { parseNameAddress, parseSipUri, splitList, tagOf, type SipUri } from '../wire/sip-fields.ts';

/** Where a request goes: to the trunk's proxy, or to the host of this URI. */
export type NextHop = { readonly kind: 'proxy' } | { readonly kind: 'host'; readonly host: string; readonly port: number | null };

const PROXY: NextHop = { kind: 'proxy' };

/**
 * The next hop of a request (RFC 3261 s. 8.1.2 and 12.2.1.1): the topmost Route, else within a dialog the Request-URI,
 * that is the peer's Contact, else the trunk's proxy. The ACK of a refused INVITE and a CANCEL go where the INVITE went;
 * the transport knows them by their branch and does not ask.
 */
export function nextHop(request: SipRequest): NextHop {
  const route = splitList(headerOf(request, 'route') ?? '')[0];
  if (route !== undefined) return hostOf(parseSipUri(parseNameAddress(route)?.uri ?? ''), parseNameAddress(route)?.uri ?? '');
  if (tagOf(request, 'to') === null) return PROXY;
  return hostOf(parseSipUri(request.requestUri), request.requestUri);
}

function hostOf(uri: SipUri | null, text: string): NextHop {
  if (uri === null) return PROXY;
  const maddr = /;maddr=([^;?>]+)/i.exec(text)?.[1]; // s. 19.1.1: overrides the host
  return { kind: 'host', host: maddr ?? uri.host, port: uri.port };
}
