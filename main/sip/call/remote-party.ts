import type { RemoteParty } from '../../../preload/contract/calls.ts';
import { parseNameAddress, parseSipUri } from '../wire/sip-fields.ts';

/** Who calls: the first readable P-Asserted-Identity, which the trunk vouches for (RFC 3325 s. 9.1), else From. */
export function remotePartyOf(from: string, assertedIdentities: readonly string[]): RemoteParty {
  for (const value of [...assertedIdentities, from]) {
    const party = readParty(value);
    if (party !== null) return party;
  }
  return { uri: from, user: '', displayName: null };
}

function readParty(value: string): RemoteParty | null {
  const address = parseNameAddress(value);
  if (address === null) return null;
  const user = /^tel:([^;]+)/i.exec(address.uri)?.[1] ?? parseSipUri(address.uri)?.user;
  if (user === undefined || user === null) return null;
  return { uri: address.uri, user: unescape(user.split(';')[0] ?? user), displayName: address.displayName };
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text; // a lone % of a careless peer is shown as it stands
    throw error;
  }
}
