import { Core, type URI, type UserAgent } from 'sip.js';
import { grantedSecOf } from './refresh.ts';
import type { RegisterAnswer, RegisterSender } from './registration.ts';
import { seenFrom } from '../shim/via.ts';
import { bindContact } from '../user-agent.ts';
import type { SipHeader, SipResponse } from '../wire/message.ts';

/**
 * `formerContact` is what an earlier socket of this phone was bound as: the registrar is to forget it. `bound` is the Contact that it knows now.
 *
 * Sends REGISTERs through sip.js' core, which does the transaction and the challenges. Its Registerer is not used:
 * it takes a Contact without expires for NaN seconds and registers in a loop, gets stuck on a 200 without Contact and never tries again.
 * All REGISTERs of this phone share one Call-ID with a rising CSeq (RFC 3261 s. 10.2).
 */
export function createRegisterSender(ua: UserAgent, registrar: URI, formerContact: string | null): RegisterSender & { readonly bound: string | null } {
  const core = ua.userAgentCore;
  const aor = core.configuration.aor;
  const callId = `${core.configuration.sipjsId}${ua.instanceId}`;
  let sequence = 0;
  /** The Contact that the registrar knows. */
  let bound = formerContact;

  return {
    get bound() { return bound; },
    send(expiresSec, onAnswer) {
      const contact = ua.contact.uri.toString();
      const stale = bound === null || bound === contact ? [] : [`Contact: <${bound}>;expires=0`]; // calls would still be sent there
      const headers = [...stale, `Contact: <${contact}>;expires=${expiresSec}`, `Expires: ${expiresSec}`];
      const message = core.makeOutgoingRequestMessage(Core.C.REGISTER, registrar, aor, aor, { callId, cseq: sequence + 1 }, headers);
      const finish = (read: () => RegisterAnswer): void => {
        sequence = message.cseq; // a challenge has raised it
        onAnswer(read());
      };
      const refused = (response: Core.IncomingResponse): void => finish(() => readRefusal(response, message.headers['Authorization'] !== undefined));
      const request = core.register(message, {
        onAccept: (response) => finish(() => {
          bound = contact;
          const answer = headersOnly(response.message);
          const seen = seenFrom(answer);
          if (seen !== null) bindContact(ua, seen);
          return { kind: 'granted', grantedSec: grantedSecOf(answer, contact, expiresSec), isSeenElsewhere: ua.contact.uri.toString() !== contact };
        }),
        onRedirect: refused,
        onReject: refused,
      });
      return {
        cancel() {
          sequence = Math.max(sequence, message.cseq);
          request.dispose();
        },
      };
    },
  };
}

function readRefusal({ message }: Core.IncomingResponse, hadCredentials: boolean): RegisterAnswer {
  const minExpiresSec = Number(message.getHeader('Min-Expires') ?? Number.NaN);
  if (message.statusCode === 423 && Number.isInteger(minExpiresSec)) return { kind: 'too-brief', minExpiresSec };
  const retryAfter = /^\s*(\d{1,6})/.exec(message.getHeader('Retry-After') ?? '')?.[1];
  return { kind: 'refused', outcome: { sipStatus: message.statusCode ?? 500, reason: message.reasonPhrase ?? '', retryAfterSec: retryAfter === undefined ? null : Number(retryAfter), hadCredentials } };
}

/** A response of sip.js as our own functions read it. */
function headersOnly(message: Core.IncomingResponseMessage): SipResponse {
  const headers: SipHeader[] = ['Via', 'Contact', 'Expires'].flatMap((name) => message.getHeaders(name).map((value) => ({ name, value })));
  return { kind: 'response', statusCode: message.statusCode ?? 0, reasonPhrase: message.reasonPhrase ?? '', headers, body: new Uint8Array() };
}
