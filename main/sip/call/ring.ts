import type { Invitation } from 'sip.js';
import type { Clock, Timer } from '../../platform/clock.ts';

const T1_MS = 500;
/** RFC 3262 s. 3: 64 × T1, then the call is refused. */
const UNACKNOWLEDGED_MS = 64 * T1_MS;

/** The part of sip.js' Invitation that its types keep to themselves. */
interface InvitationInside {
  readonly incomingInviteRequest: {
    readonly progressable: boolean;
    progress(options: { statusCode: number; extraHeaders: string[] }): { readonly session: { delegate?: object } };
  };
}

/**
 * Sends 180, reliably where the caller requires it (RFC 3262): again until its PRACK. sip.js' own way to do so needs the answer's SDP, which exists only once a person answers.
 * Without an offer in the INVITE the first reliable response would have to carry ours (s. 5), so such a caller hears nothing until the 200.
 *
 * @throws Error where sip.js has sent a final response already
 */
export async function ring(invitation: Invitation, clock: Clock, onUnacknowledged: () => void): Promise<void> {
  const requires = invitation.request.getHeaders('Require').some((value) => /\b100rel\b/i.test(value));
  if (!requires) return invitation.progress();
  if (invitation.body === undefined || invitation.body === '') return;
  const inside = (invitation as unknown as InvitationInside).incomingInviteRequest;
  const rseq = 1 + Math.floor(Math.random() * 0x7ffffffe);
  const startedMs = clock.monotonicMs();
  let timer: Timer | null = null;

  const send = (pauseMs: number): void => {
    if (!inside.progressable) return;
    if (clock.monotonicMs() - startedMs >= UNACKNOWLEDGED_MS) return onUnacknowledged();
    const { session } = inside.progress({ statusCode: 180, extraHeaders: ['Require: 100rel', `RSeq: ${rseq}`] });
    session.delegate = {
      onPrack(prack: { readonly message: { getHeader(name: string): string | undefined }; accept(options: { statusCode: number }): void; reject(options: { statusCode: number }): void }) {
        const isOurs = Number(/^\s*(\d+)/.exec(prack.message.getHeader('RAck') ?? '')?.[1]) === rseq;
        if (!isOurs) return prack.reject({ statusCode: 481 });
        timer?.cancel();
        prack.accept({ statusCode: 200 });
      },
    };
    timer = clock.startTimer(pauseMs, () => send(pauseMs * 2));
  };
  send(T1_MS);
}
