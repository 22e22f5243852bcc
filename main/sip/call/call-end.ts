import type { CallEnd } from '../../../preload/contract/calls.ts';
import type { Failure } from '../../../preload/contract/result.ts';
import type { SdpRefusal } from '../sip-phone.ts';
import type { StatedReason } from './reason.ts';

/** What ended an INVITE dialog. */
export type CallEndCause =
  | { readonly kind: 'local-hang-up' }
  | { readonly kind: 'local-rejection'; readonly sipStatus: number }
  | { readonly kind: 'remote-bye'; readonly reason: StatedReason | null }
  | { readonly kind: 'remote-cancel'; readonly reason: StatedReason | null }
  /** The final response to our INVITE; 408 and 503 also stand for a timeout and a failed transport (RFC 3261 s. 8.1.3.1). */
  | { readonly kind: 'refused'; readonly sipStatus: number; readonly reason: string; readonly hasRung: boolean; /** Of a refusal of our audio: why. */ readonly media?: Failure }
  /** The media would not have the peer's SDP. */
  | { readonly kind: 'bad-media'; readonly refusal: Failure<SdpRefusal> }
  /** The peer answered a request within the dialog that it knows none such, or not at all. */
  | { readonly kind: 'gone'; readonly sipStatus: number }
  /** We sent the caller elsewhere. */
  | { readonly kind: 'forwarded'; readonly to: string }
  /** Nobody said in time that the call goes on (RFC 4028 s. 10). */
  | { readonly kind: 'expired' }
  /** The peer went to whom we sent it. */
  | { readonly kind: 'transferred'; readonly to: string }
  /** Another call took this one's place (RFC 3891). */
  | { readonly kind: 'replaced' }
  /** The peer never confirmed our 200, or sip.js gave the dialog up. */
  | { readonly kind: 'lost' };

export function callEndOf(direction: 'outgoing' | 'incoming', wasAnswered: boolean, cause: CallEndCause): CallEnd {
  switch (cause.kind) {
    case 'local-hang-up':
      return end(wasAnswered ? 'completed' : direction === 'outgoing' ? 'cancelled' : 'rejected', 'local');
    case 'local-rejection':
      return end('rejected', 'local', cause.sipStatus);
    case 'remote-bye':
      return end('completed', 'remote', cause.reason?.sipStatus ?? null, cause.reason?.text ?? '');
    case 'remote-cancel':
      return endOfCancel(cause.reason);
    case 'refused':
      return endOfRefusal(cause);
    case 'bad-media':
      return { ...end('failed', 'system', direction === 'incoming' ? 488 : null, cause.refusal.message), failure: cause.refusal };
    case 'gone':
      return { ...end('completed', 'system', cause.sipStatus), failure: { code: 'call-failed', message: 'The other side no longer knew of this call.', sipStatus: cause.sipStatus } };
    case 'expired':
      return { ...end('completed', 'system'), failure: { code: 'call-lapsed', message: 'The other side no longer confirmed that the call goes on.' } };
    case 'forwarded':
      return { ...end('cancelled', 'local', 302, 'Moved Temporarily'), forwardedTo: cause.to };
    case 'transferred':
      return { ...end('completed', 'local'), transferredTo: cause.to };
    case 'replaced':
      return end('completed', 'remote');
    case 'lost':
      return { ...end(wasAnswered ? 'completed' : 'failed', 'system'), failure: { code: 'call-failed', message: 'The connection of this call was lost.' } };
  }
}

function end(result: CallEnd['result'], endedBy: CallEnd['endedBy'], sipStatus: number | null = null, reason = ''): CallEnd {
  return { result, endedBy, sipStatus, reason, failure: null };
}

/** A CANCEL with cause 200: another phone of this number answered (RFC 3326 s. 3.1), so nobody missed the call. */
function endOfCancel(reason: StatedReason | null): CallEnd {
  if (reason?.sipStatus === 200) {
    return { ...end('cancelled', 'remote', 200, reason.text), failure: { code: 'answered-elsewhere', message: 'Another phone of this number answered.', sipStatus: 200 } };
  }
  return end('missed', 'remote', reason?.sipStatus ?? 487, reason?.text ?? 'Request Terminated');
}

function endOfRefusal({ sipStatus, reason, hasRung, media }: Extract<CallEndCause, { kind: 'refused' }>): CallEnd {
  const failed = (code: string, message: string, result: CallEnd['result'] = 'failed'): CallEnd =>
    ({ ...end(result, 'remote', sipStatus, reason), failure: { code, message, sipStatus, detail: `${sipStatus} ${reason}`.trim() } });
  switch (sipStatus) {
    case 486:
    case 600:
      return failed('busy', 'The other side is busy.', 'busy');
    case 404:
    case 410:
    case 484:
    case 485:
    case 604:
      return failed('not-found', 'This number is not known there.');
    case 603:
    case 607:
      return failed('declined', 'The other side declined the call.');
    case 480:
      return failed('no-answer', 'The other side cannot be reached right now.');
    case 408:
      return hasRung ? failed('no-answer', 'Nobody answered.') : failed('timeout', 'The trunk did not answer in time.');
    case 415:
    case 488:
    case 606:
      return media === undefined ? failed('no-common-codec', 'The two sides found no common audio format.') : { ...end('failed', 'remote', sipStatus, reason), failure: media };
    case 401:
    case 403:
    case 407:
      return failed('forbidden', 'The trunk does not allow this call.');
    case 487:
      return end('cancelled', 'remote', sipStatus, reason);
    default:
      return failed('call-failed', 'The call could not be completed.');
  }
}
