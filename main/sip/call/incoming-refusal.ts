import type { Invitation } from 'sip.js';
import type { Failure, Result } from '../../../preload/contract/result.ts';
import type { SdpRefusal } from '../sip-phone.ts';
import { tooShortInterval } from '../session-timer/session-timers.ts';
import { splitList } from '../wire/sip-fields.ts';
import { offerOf } from './incoming-call.ts';

/** Whether the media could answer this offer, and in words why not. */
export type CheckOffer = (offerSdp: string) => Result<void, SdpRefusal>;

/** Why an INVITE is refused before anyone hears it ring. */
export interface IncomingRefusal {
  readonly sipStatus: 415 | 420 | 422 | 488;
  readonly extraHeaders: readonly string[];
  readonly failure: Failure;
}

/** Option tags that a caller may require. */
const UNDERSTOOD: ReadonlySet<string> = new Set(['replaces', 'answermode', '100rel', 'timer']);

/** Judges an INVITE in the order of RFC 3261 s. 8.2: required extensions, then the body. Null: it may ring. */
export function refusalOf(invitation: Invitation, checkOffer: CheckOffer): IncomingRefusal | null {
  const { request } = invitation;
  const lacking = request.getHeaders('Require').flatMap(splitList).filter((tag) => !UNDERSTOOD.has(tag.toLowerCase()));
  if (lacking.length > 0) return refusal(420, 'call-failed', `The caller requires what this phone does not have: ${lacking.join(', ')}.`, [`Unsupported: ${lacking.join(', ')}`]);
  const shortest = tooShortInterval((name) => request.getHeaders(name));
  if (shortest !== null) return refusal(422, 'call-failed', 'The caller wanted the call confirmed too often.', [`Min-SE: ${shortest}`]);
  const offer = offerOf(invitation);
  if (offer === null) return null;
  const isSdp = /^application\/sdp\b/i.test(request.getHeader('Content-Type') ?? 'application/sdp');
  if (!isSdp) return refusal(415, 'bad-sdp', 'The caller described the call in a format that this phone does not read.', ['Accept: application/sdp']);
  const checked = checkOffer(offer);
  if (checked.ok) return null;
  const { code, message } = checked.error;
  return refusal(488, code, message, [`Warning: ${code === 'no-common-codec' ? 305 : 399} sidetone "${message.replaceAll(/["\\]/g, '\'')}"`]); // RFC 3261 s. 20.43
}

function refusal(sipStatus: IncomingRefusal['sipStatus'], code: string, message: string, extraHeaders: readonly string[] = []): IncomingRefusal {
  return { sipStatus, extraHeaders, failure: { code, message, sipStatus } };
}
