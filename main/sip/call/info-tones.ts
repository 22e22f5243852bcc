import { SessionState, type Session } from 'sip.js';
import { failure, success, type Result } from '../../../preload/contract/result.ts';

/** Between two tones, and between a tone and whatever comes next. */
const GAP_MS = 60;

/** The body of an INFO for one digit, as phones have sent it since before RFC 6086: there is no RFC of it. */
export function dtmfRelayBody(digit: string, toneMs: number): string {
  return `Signal=${digit}\r\nDuration=${toneMs}\r\n`;
}

/** Sends digits as INFO requests, one after the other, each once the one before is answered and its tone is over. */
export function createInfoTones(session: Session, wait: (delayMs: number) => Promise<void>, onRefused: (sipStatus: number) => void): (digits: string, toneMs: number) => Result<void, 'wrong-state'> {
  let queue: Promise<void> = Promise.resolve();

  function sendOne(digit: string, toneMs: number): Promise<number> {
    return new Promise((resolve) => {
      const onFinal = ({ message }: { message: { statusCode?: number | undefined } }): void => resolve(message.statusCode ?? 500);
      const body = { contentDisposition: 'render', contentType: 'application/dtmf-relay', content: dtmfRelayBody(digit, toneMs) };
      session.info({ requestOptions: { body }, requestDelegate: { onAccept: onFinal, onRedirect: onFinal, onReject: onFinal } }).catch(() => resolve(481));
    });
  }

  async function sendAll(digits: string, toneMs: number): Promise<void> {
    for (const digit of digits) {
      if (session.state !== SessionState.Established) return;
      const toneIsOver = wait(toneMs + GAP_MS);
      const sipStatus = await sendOne(digit, toneMs);
      if (sipStatus >= 300) return onRefused(sipStatus);
      await toneIsOver;
    }
  }

  return (digits, toneMs) => {
    if (session.state !== SessionState.Established) return failure('wrong-state', 'Tones can be sent once the call is answered.');
    queue = queue.then(() => sendAll(digits, toneMs));
    return success();
  };
}
