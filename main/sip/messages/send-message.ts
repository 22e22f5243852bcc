import { Core, type URI, type UserAgent } from 'sip.js';
import { failure, success, type Result } from '../../../preload/contract/result.ts';

export type MessageRefusal = 'message-refused' | 'message-unanswered';

/** Sends one MESSAGE (RFC 3428 s. 5) and tells the final response: 200 delivered, 202 taken for delivery. Timer F ends it with 408. */
export function sendMessage(ua: UserAgent, target: URI, text: string): Promise<Result<{ sipStatus: number }, MessageRefusal>> {
  const core = ua.userAgentCore;
  const body: Core.Body = { contentDisposition: 'render', contentType: 'text/plain;charset=UTF-8', content: text };
  const message = core.makeOutgoingRequestMessage(Core.C.MESSAGE, target, core.configuration.aor, target, {}, [], body);
  return new Promise((resolve) => {
    const refused = ({ message: response }: Core.IncomingResponse): void => {
      const sipStatus = response.statusCode ?? 500;
      const detail = response.reasonPhrase ?? '';
      resolve(sipStatus === 408 ? failure('message-unanswered', 'Nobody answered this message.', { sipStatus, detail }) : failure('message-refused', 'The other side did not take this message.', { sipStatus, detail }));
    };
    core.request(message, { onAccept: (response) => resolve(success({ sipStatus: response.message.statusCode ?? 200 })), onReject: refused, onRedirect: refused });
  });
}
