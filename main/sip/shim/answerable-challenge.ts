import { bestChallenge, parseChallenges, type Challenge } from '../digest/challenge.ts';
import { MD5_SESS_ALIAS } from '../digest/digest-credentials.ts';
import { canonicalName, headerOf, headersOf, type SipResponse } from '../wire/message.ts';
import { createRecentMap } from './recent-map.ts';
import { methodOf } from './via.ts';

/** Rounds are forgotten beyond this many requests; the oldest goes first. */
const REMEMBERED_REQUESTS = 200;

/**
 * Rewrites the challenges of a 401 or 407 so that sip.js sees one that it can read and that it answers:
 * it keeps only the last of several, its grammar does not know MD5-sess, and it refuses a second challenge that is not marked stale.
 */
export interface ChallengeShim {
  rewrite(response: SipResponse): SipResponse;
}

export function createChallengeShim(): ChallengeShim {
  /** By Call-ID and method, what the last challenge of this request was. */
  const rounds = createRecentMap<string>(REMEMBERED_REQUESTS);

  /** A second challenge by another realm or with a new nonce is one that a second answer may satisfy; sip.js allows one such. */
  function isNewRound(response: SipResponse, challenge: Challenge): boolean {
    const key = `${headerOf(response, 'call-id') ?? ''} ${methodOf(response)}`;
    const round = `${response.statusCode} ${challenge.realm} ${challenge.nonce}`;
    const before = rounds.get(key);
    rounds.set(key, round);
    return before !== undefined && before !== round;
  }

  return {
    rewrite(response) {
      if (response.statusCode !== 401 && response.statusCode !== 407) return response;
      const name = response.statusCode === 401 ? 'www-authenticate' : 'proxy-authenticate';
      const best = bestChallenge(headersOf(response, name).flatMap(parseChallenges));
      const others = response.headers.filter((header) => canonicalName(header.name) !== name);
      // Without a challenge that we can answer sip.js ends the request with the 401 or 407 itself.
      if (best === null) return { ...response, headers: others };
      const value = writeChallenge({ ...best, isStale: best.isStale || isNewRound(response, best) });
      return { ...response, headers: [...others, { name, value }] };
    },
  };
}

function writeChallenge({ realm, nonce, opaque, algorithm, qop, isStale }: Challenge): string {
  const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
  return [
    `Digest realm=${quote(realm)}`, `nonce=${quote(nonce)}`, `algorithm=${algorithm === 'MD5-sess' ? MD5_SESS_ALIAS : algorithm}`,
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]), ...(qop === null ? [] : [`qop="${qop}"`]), ...(isStale ? ['stale=true'] : []),
  ].join(', ');
}
