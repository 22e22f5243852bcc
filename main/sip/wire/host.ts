import { isIPv6 } from 'node:net';

/** A host as URIs and Via write it: an IPv6 address in brackets (RFC 3261 s. 25.1). */
export function uriHost(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** A host as sockets take it: an IPv6 address without brackets, in the one form that the system writes it in (RFC 5952). */
export function socketHost(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '');
  return isIPv6(bare) && !bare.includes('%') ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare;
}
