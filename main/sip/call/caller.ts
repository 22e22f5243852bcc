import type { RemoteParty } from '../../../preload/contract/calls.ts';
import { parseNameAddress, splitList } from '../wire/sip-fields.ts';
import { remotePartyOf } from './remote-party.ts';

type Headers = (name: string) => readonly string[];
type Forwarding = NonNullable<RemoteParty['forwarded']>;

/** One that hides behind RFC 3323 s. 4.1.1.3; without a user, so that nobody calls it back. */
const ANONYMOUS: RemoteParty = { uri: 'sip:anonymous@anonymous.invalid', user: '', displayName: null };
/** RFC 3323 s. 4.2, RFC 3325 s. 9.3; `full` is of the draft that Remote-Party-ID comes from. */
const HIDING: readonly string[] = ['id', 'user', 'full'];

/** Who calls, as the trunk vouches for it (P-Asserted-Identity, Remote-Party-ID), else as the caller says (From), and through whom; nobody in particular where the caller wants it so. */
export function callerOf(headers: Headers): RemoteParty {
  const identities = headers('Remote-Party-ID').flatMap(splitList).flatMap((value) => {
    const address = parseNameAddress(value);
    const isCaller = (address?.params.get('party') ?? 'calling').toLowerCase() === 'calling';
    return address === null || !isCaller ? [] : [{ value, privacy: (address.params.get('privacy') ?? 'off').toLowerCase() }];
  });
  const isHidden = headers('Privacy').some((value) => value.toLowerCase().split(/[\s;,]+/).some((wish) => HIDING.includes(wish))) || identities.some(({ privacy }) => privacy === 'full');
  const party = isHidden ? ANONYMOUS : remotePartyOf(headers('From')[0] ?? '', [...headers('P-Asserted-Identity').flatMap(splitList), ...identities.map(({ value }) => value)]);
  const isNobody = party.user.toLowerCase() === 'anonymous' || /@anonymous\.invalid\b/i.test(party.uri);
  const forwarded = divertedBy(headers('Diversion')) ?? historyOf(headers('History-Info'));
  return { ...(isNobody ? ANONYMOUS : party), ...(forwarded === null ? {} : { forwarded }) };
}

/** Diversion names the last forwarder first (RFC 5806 s. 4.1). */
function divertedBy(values: readonly string[]): Forwarding | null {
  const parties = values.flatMap(splitList).filter((value) => !/;\s*privacy\s*=\s*"?(?:full|uri)/i.test(value)).map(nameOf).filter((name) => name !== null);
  const [by] = parties;
  const original = parties.at(-1);
  return by === undefined || original === undefined ? null : { for: original, by };
}

/** History-Info tells the whole way, the first target at index 1, ours last (RFC 7044 s. 5). */
function historyOf(values: readonly string[]): Forwarding | null {
  const entries = values.flatMap(splitList).flatMap((value) => {
    const index = parseNameAddress(value)?.params.get('index');
    const name = nameOf(value);
    return index === undefined || name === null || /[?&]privacy=/i.test(value) ? [] : [{ name, index: index.split('.').map(Number) }];
  }).sort((a, b) => compare(a.index, b.index));
  const original = entries[0]?.name;
  const by = entries.at(-2)?.name;
  return original === undefined || by === undefined || original === entries.at(-1)?.name ? null : { for: original, by };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}

function nameOf(value: string): string | null {
  const { displayName, user } = remotePartyOf(value, []);
  const name = displayName?.trim() || user;
  return name === '' ? null : name;
}
