import { SessionState, type Core, type Session } from 'sip.js';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';

type Reoffered = Result<void, 'wrong-state' | 'refused'>;

/** How often a re-INVITE that crosses the peer's is sent again. */
const MOST_TRIES = 4;
/** The peer knows the dialog no longer, or is not there (RFC 3261 s. 12.2.1.2). */
export const isDialogGone = (sipStatus: number): boolean => sipStatus === 408 || sipStatus === 481;

/**
 * How long to wait after 491 (RFC 3261 s. 14.1): whoever made the Call-ID waits longer, so that the two do not meet again.
 *
 * @param random 0 to 1
 */
export function glarePauseMs(direction: 'outgoing' | 'incoming', random: number): number {
  return direction === 'outgoing' ? 2_100 + 10 * Math.round(190 * random) : 10 * Math.round(200 * random);
}

export interface Reoffering {
  readonly session: Session;
  readonly direction: 'outgoing' | 'incoming';
  readonly clock: Clock;
  readonly random: () => number;
  /** An offer was made that did not go out. */
  readonly rollBack: () => void;
  /** The peer knows the dialog no longer: it must end (RFC 3261 s. 12.2.1.2). */
  readonly onGone: (sipStatus: number) => void;
}

/** Sends re-INVITEs of one call, one after the other; a later order waits for the one before. */
export function createReoffer({ session, direction, clock, random, rollBack, onGone }: Reoffering): () => Promise<Reoffered> {
  let turn: Promise<unknown> = Promise.resolve();

  function send(): Promise<number> {
    return new Promise((resolve) => {
      const settle = ({ message }: Core.IncomingResponse): void => resolve(message.statusCode ?? 500);
      session.invite({ requestDelegate: { onAccept: settle, onReject: settle, onRedirect: settle } }).catch(() => {
        rollBack(); // sip.js sends none while the peer's is being answered
        resolve(491);
      });
    });
  }

  async function tryUntilHeard(): Promise<Reoffered> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      if (session.state !== SessionState.Established) return failure('wrong-state', 'The call is not running.');
      const sipStatus = await send();
      if (sipStatus < 300) return success();
      if (isDialogGone(sipStatus)) onGone(sipStatus);
      if (sipStatus !== 491) return failure('refused', `The other side refused the change (${sipStatus}).`, { sipStatus });
      await new Promise<void>((resolve) => void clock.startTimer(glarePauseMs(direction, random()), resolve));
    }
    return failure('refused', 'The other side was changing the call at the same time.', { sipStatus: 491 });
  }

  return () => {
    const done = turn.then(tryUntilHeard);
    turn = done;
    return done;
  };
}
