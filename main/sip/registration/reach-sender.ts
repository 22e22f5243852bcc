import { Core, type URI, type UserAgent } from 'sip.js';
import type { RegisterAnswer, RegisterSender } from './registration.ts';

/** sip.js says so where no response came, or no request could go out (RFC 3261 s. 8.1.3.1). */
const isSilence = (sipStatus: number): boolean => sipStatus === 408 || sipStatus === 503;

/** In the place of REGISTER for a trunk that knows us by our address: asks whether it is there (OPTIONS, RFC 3261 s. 11.1). Any answer says so, a refusal as well. */
export function createReachSender(ua: UserAgent, trunk: URI): RegisterSender & { readonly bound: null } {
  const core = ua.userAgentCore;
  return {
    bound: null,
    send(expiresSec, onAnswer) {
      if (expiresSec === 0) { // nothing is bound that could be taken back
        queueMicrotask(() => onAnswer({ kind: 'reached' }));
        return { cancel: () => undefined };
      }
      const message = core.makeOutgoingRequestMessage(Core.C.OPTIONS, trunk, core.configuration.aor, trunk, {}, ['Accept: application/sdp']);
      const answered = (response: Core.IncomingResponse): void => onAnswer(answerOf(response.message.statusCode ?? 500, response.message.reasonPhrase ?? ''));
      const request = core.request(message, { onAccept: answered, onRedirect: answered, onReject: answered });
      return { cancel: () => request.dispose() };
    },
  };
}

function answerOf(sipStatus: number, reason: string): RegisterAnswer {
  return isSilence(sipStatus) ? { kind: 'refused', outcome: { sipStatus, reason, retryAfterSec: null, hadCredentials: false } } : { kind: 'reached' };
}
