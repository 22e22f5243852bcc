import type { Invitation } from 'sip.js';
import type { Failure } from '../../../preload/contract/result.ts';
import { splitList } from '../wire/sip-fields.ts';
import { offerOf } from './incoming-call.ts';

/** Why an INVITE is refused before anyone hears it ring. */
export interface IncomingRefusal {
  readonly sipStatus: 415 | 420 | 488;
  readonly extraHeaders: readonly string[];
  readonly failure: Failure;
}

/** Option tags that a caller may require. */
const UNDERSTOOD: ReadonlySet<string> = new Set(['replaces', 'answermode']);

/** Judges an INVITE in the order of RFC 3261 s. 8.2: required extensions, then the body. Null: it may ring. */
export function refusalOf(invitation: Invitation, canAnswer: (offerSdp: string) => boolean): IncomingRefusal | null {
  const { request } = invitation;
  const lacking = request.getHeaders('Require').flatMap(splitList).filter((tag) => !UNDERSTOOD.has(tag.toLowerCase()));
  if (lacking.length > 0) return refusal(420, 'call-failed', `The caller requires what this phone does not have: ${lacking.join(', ')}.`, [`Unsupported: ${lacking.join(', ')}`]);
  const offer = offerOf(invitation);
  if (offer === null) return null;
  const isSdp = /^application\/sdp\b/i.test(request.getHeader('Content-Type') ?? 'application/sdp');
  if (!isSdp) return refusal(415, 'bad-sdp', 'The caller described the call in a format that this phone does not read.', ['Accept: application/sdp']);
  return canAnswer(offer) ? null : refusal(488, 'no-common-codec', 'The caller offered no audio format that this phone speaks.');
}

function refusal(sipStatus: IncomingRefusal['sipStatus'], code: string, message: string, extraHeaders: readonly string[] = []): IncomingRefusal {
  return { sipStatus, extraHeaders, failure: { code, message, sipStatus } };
}
