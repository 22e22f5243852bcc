import type { SipUri } from '../../sip/wire/sip-fields.ts';

/** An IPv4 address and a UDP port. */
export interface Address {
  readonly address: string;
  readonly port: number;
}

const LOOPBACK = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;

/** The practice line talks to this machine alone. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Where a request to this URI goes: the URI itself where it names a loopback address, else where its owner was heard. */
export function destinationOf(uri: SipUri | null, heardFrom: Address): Address {
  return uri !== null && isLoopback(uri.host) ? { address: uri.host, port: uri.port ?? 5060 } : heardFrom;
}
