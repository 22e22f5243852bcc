import { Core, type Session } from 'sip.js';
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js';
import type { Result } from '../../../preload/contract/result.ts';
import type { SdpRefusal } from '../sip-phone.ts';
import { tooShortInterval } from './session-timers.ts';

const UPDATE = 'UPDATE';
/** RFC 3311 s. 5.2: whoever is to try again waits for 0 to 10 s. */
const MOST_PAUSE_SEC = 10;

/** Answers the offer of the call with this Call-ID; null: there is no such call. */
export type AnswerOffer = (callId: string) => ((offer: string) => Promise<Result<string, SdpRefusal>>) | null;

/** What sip.js' core keeps to itself: where requests within and outside of dialogs go. */
interface CoreInside {
  receiveInsideDialogRequest(message: Core.IncomingRequestMessage): void;
  receiveOutsideDialogRequest(message: Core.IncomingRequestMessage): void;
}
interface DialogInside {
  sequenceGuard(message: Core.IncomingRequestMessage): boolean;
  readonly dialogState: { remoteTarget: Core.URI };
}

/** Teaches sip.js' core UPDATE (RFC 3311), in an early dialog as in an answered one: a refresh, a new target, an offer that is answered at once. */
export function receiveUpdates(core: Core.UserAgentCore, answerOf: AnswerOffer, random: () => number): void {
  if (!AllowedMethods.includes(UPDATE)) AllowedMethods.push(UPDATE);
  const inside = core as unknown as CoreInside;
  const others = inside.receiveInsideDialogRequest.bind(core);
  const outside = inside.receiveOutsideDialogRequest.bind(core);
  inside.receiveOutsideDialogRequest = (message) => (message.method === UPDATE ? void core.replyStateless(message, { statusCode: 481 }) : outside(message));
  inside.receiveInsideDialogRequest = (message) => (message.method === UPDATE ? receiveUpdate(core, message, answerOf, random) : others(message));
}

function receiveUpdate(core: Core.UserAgentCore, message: Core.IncomingRequestMessage, answerOf: AnswerOffer, random: () => number): void {
  const dialog = core.dialogs.get(message.callId + message.toTag + message.fromTag);
  const answer = answerOf(message.callId);
  if (!(dialog instanceof Core.SessionDialog) || answer === null) return void core.replyStateless(message, { statusCode: 481 });
  const inside = dialog as unknown as DialogInside;
  if (!inside.sequenceGuard(message)) return; // it has answered 500 itself
  Core.Dialog.prototype.receiveRequest.call(dialog, message);
  const server = new Core.InfoUserAgentServer(dialog, message); // of any method but INVITE
  const shortest = tooShortInterval((name) => message.getHeaders(name));
  if (shortest !== null) return void server.reject({ statusCode: 422, extraHeaders: [`Min-SE: ${shortest}`] });
  const glare = message.body === '' ? null : glareOf(dialog);
  if (glare !== null) return void server.reject({ statusCode: glare, extraHeaders: glare === 500 ? [`Retry-After: ${Math.round(random() * MOST_PAUSE_SEC)}`] : [] });
  const contact: unknown = message.parseHeader('contact');
  if (contact instanceof Core.NameAddrHeader) inside.dialogState.remoteTarget = contact.uri; // a target refresh (s. 5.2)
  const accept = (body?: Core.Body): void => void server.accept({ statusCode: 200, extraHeaders: [`Contact: ${core.configuration.contact.toString()}`], ...(body === undefined ? {} : { body }) });
  if (message.body === '') return accept();
  void answer(message.body).then((answered) => {
    if (answered.ok) accept({ contentDisposition: 'session', contentType: 'application/sdp', content: answered.value });
    else server.reject({ statusCode: 488 });
  });
}

/** Two offers at a time are one too many: 491 where ours waits for its answer, 500 where theirs does (RFC 3311 s. 5.2). */
function glareOf(dialog: Core.SessionDialog): 491 | 500 | null {
  if (dialog.reinviteUserAgentClient !== undefined || dialog.signalingState === Core.SignalingState.HaveLocalOffer) return 491;
  if (dialog.reinviteUserAgentServer !== undefined || dialog.signalingState !== Core.SignalingState.Stable) return 500;
  return null;
}

/** Sends an UPDATE without an offer: the call goes on, and this is where we are. `onAnswer` hears of the final response. */
export function sendUpdate(session: Session, onAnswer: (sipStatus: number) => void): void {
  const { dialog } = session;
  if (!(dialog instanceof Core.SessionDialog)) return;
  const core = dialog.userAgentCore;
  const message = dialog.createOutgoingRequestMessage(UPDATE, { extraHeaders: [`Contact: ${core.configuration.contact.toString()}`] });
  const settle = (response: Core.IncomingResponse): void => onAnswer(response.message.statusCode ?? 500);
  new Core.UserAgentClient(Core.NonInviteClientTransaction, core, message, { onAccept: settle, onReject: settle, onRedirect: settle });
}
