import { DIGEST_ALGORITHMS, readAlgorithm, type DigestAlgorithm } from './algorithms.ts';

/** A Digest challenge that we can answer. */
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: DigestAlgorithm;
  readonly qop: 'auth' | 'auth-int' | null;
  readonly isStale: boolean;
}

const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;

/** Every challenge of one header value, also of several in one line (RFC 7235 s. 4.1); those that we cannot answer are left out. */
export function parseChallenges(value: string): Challenge[] {
  return splitChallenges(value).flatMap((text) => {
    const challenge = parseChallenge(text);
    return challenge === null ? [] : [challenge];
  });
}

/** The strongest challenge; among equals the first, as the server prefers (RFC 8760 s. 2.4). */
export function bestChallenge(challenges: readonly Challenge[]): Challenge | null {
  const rank = (challenge: Challenge): number => DIGEST_ALGORITHMS.indexOf(challenge.algorithm);
  return challenges.reduce<Challenge | null>((best, next) => (best === null || rank(next) < rank(best) ? next : best), null);
}

/** Several credentials in one value, each by itself. */
export function splitCredentials(value: string): string[] {
  return splitChallenges(value).map((text) => text.replace(/\s*,\s*$/, ''));
}

function splitChallenges(value: string): string[] {
  const quoted = [...value.matchAll(/"(?:[^"\\]|\\.)*"/g)].map((match) => [match.index, match.index + match[0].length] as const);
  const starts = [...value.matchAll(/\bDigest\s+(?=[\w-]+\s*=)/gi)].map((match) => match.index).filter((at) => !quoted.some(([from, to]) => at > from && at < to));
  return starts.map((start, index) => value.slice(start, starts[index + 1]));
}

function parseChallenge(text: string): Challenge | null {
  const parameters = new Map([...text.matchAll(PARAMETER)].map((match) => [(match[1] ?? '').toLowerCase(), match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '']));
  const realm = parameters.get('realm');
  const nonce = parameters.get('nonce');
  const algorithm = readAlgorithm(parameters.get('algorithm'));
  const qop = chooseQop(parameters.get('qop'));
  if (realm === undefined || nonce === undefined || nonce === '' || algorithm === null || qop === 'unknown') return null;
  return { realm, nonce, opaque: parameters.get('opaque') ?? null, algorithm, qop, isStale: parameters.get('stale')?.toLowerCase() === 'true' };
}

function chooseQop(offered: string | undefined): 'auth' | 'auth-int' | null | 'unknown' {
  if (offered === undefined || offered.trim() === '') return null;
  const values = offered.toLowerCase().split(',').map((value) => value.trim());
  if (values.includes('auth')) return 'auth';
  return values.includes('auth-int') ? 'auth-int' : 'unknown';
}
