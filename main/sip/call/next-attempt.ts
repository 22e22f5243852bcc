import { parseNameAddress, parseSipUri, splitList } from '../wire/sip-fields.ts';

/** Enough for any real forwarding, few enough that two phones that send us to each other are soon left alone. */
const MOST_ATTEMPTS = 5;
/** 305 and 380 ask for what a phone on a trunk does not do. */
const REDIRECTIONS: readonly number[] = [300, 301, 302];

/** What the response to our INVITE says of another try. */
export interface Refusal {
  readonly sipStatus: number;
  readonly contacts: readonly string[];
  /** Seconds, of a 422. */
  readonly minSessionExpires: string | undefined;
}

export interface Attempt {
  readonly uri: string;
  readonly extraHeaders: readonly string[];
}

/** Which INVITE follows a refused one: another target (RFC 3261 s. 8.1.3.4), or the same with a longer session interval (RFC 4028 s. 7.4). Null: none, the refusal stands. */
export function createAttempts(firstUri: string): { after(refusal: Refusal): Attempt | null } {
  const known = new Set([comparable(firstUri)]);
  let waiting: readonly string[] = [];
  let current: Attempt = { uri: firstUri, extraHeaders: [] };
  let attempts = 1;

  function next({ sipStatus, contacts, minSessionExpires }: Refusal): Attempt | null {
    const minSec = /^\s*(\d{1,6})/.exec(minSessionExpires ?? '')?.[1];
    if (sipStatus === 422 && minSec !== undefined && current.extraHeaders.length === 0) return { ...current, extraHeaders: [`Session-Expires: ${minSec}`, `Min-SE: ${minSec}`] };
    if (REDIRECTIONS.includes(sipStatus)) {
      const fresh = targetsOf(contacts).filter((uri) => !known.has(comparable(uri)));
      for (const uri of fresh) known.add(comparable(uri));
      waiting = [...fresh, ...waiting];
    }
    const [uri, ...others] = waiting;
    if (uri === undefined || sipStatus >= 600 || sipStatus === 487) return null; // a 6xx speaks for every target (s. 21.6)
    waiting = others;
    return { uri, extraHeaders: [] };
  }

  return {
    after(refusal) {
      const attempt = attempts < MOST_ATTEMPTS ? next(refusal) : null;
      if (attempt === null) return null;
      attempts += 1;
      current = attempt;
      return attempt;
    },
  };
}

/** Plain sip URIs, the most wanted first; of each once. */
function targetsOf(contacts: readonly string[]): string[] {
  const targets = contacts.flatMap(splitList).map(parseNameAddress).flatMap((address) => {
    const uri = address?.uri.replace(/\?.*$/s, '') ?? '';
    const q = Number(address?.params.get('q') ?? '1');
    return /^sip:/i.test(uri) && parseSipUri(uri) !== null ? [{ uri, q: Number.isFinite(q) ? q : 1 }] : [];
  });
  const inOrder = targets.sort((a, b) => b.q - a.q).map(({ uri }) => uri);
  return inOrder.filter((uri, at) => inOrder.findIndex((other) => comparable(other) === comparable(uri)) === at);
}

/** User, host and port: what tells two targets apart here. */
function comparable(uri: string): string {
  const parsed = parseSipUri(uri);
  return parsed === null ? uri : `${parsed.user ?? ''}@${parsed.host.toLowerCase()}:${parsed.port ?? ''}`;
}
