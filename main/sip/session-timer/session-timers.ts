import type { Clock, Timer } from '../../platform/clock.ts';
import { withHeader } from '../wire/edit-headers.ts';
import { headerOf, headersOf, type SipMessage, type SipRequest, type SipResponse } from '../wire/message.ts';
import { optionTags, tagOf } from '../wire/sip-fields.ts';
import { LEAST_SEC, parseSessionExpires, sessionTimes, WANTED_SEC, type SessionInterval } from './session-interval.ts';

/** The call that a session timer speaks for. */
export interface SessionKeeper {
  /** It is ours to say that the call goes on: by UPDATE where the peer takes it, else by re-INVITE. */
  refresh(takesUpdate: boolean): void;
  /** Nobody said so in time: the call is dead. */
  expire(): void;
}

/** Session timers (RFC 4028) of every call of a line, kept by watching its messages; sip.js has none. */
export interface SessionTimers {
  /** From here on until `release` the call of this Call-ID has a timer, where both sides want one. */
  keep(callId: string, keeper: SessionKeeper): void;
  release(callId: string): void;
  /** A request or response of ours, with what it must say of the timer. */
  outgoing(message: SipMessage): SipMessage;
  incoming(message: SipMessage): void;
}

interface Session {
  readonly keeper: SessionKeeper;
  interval: number | null;
  refresher: 'us' | 'them';
  takesUpdate: boolean;
  /** What the peer's requests that are not answered yet asked for, by CSeq. */
  readonly asked: Map<string, { readonly interval: SessionInterval | null; readonly knowsTimers: boolean }>;
  timers: readonly Timer[];
}

const METHODS: readonly string[] = ['INVITE', 'UPDATE'];
const cseqOf = (message: SipMessage): string => headerOf(message, 'cseq') ?? '';
const isRefresh = (message: SipMessage): boolean => METHODS.includes(message.kind === 'request' ? message.method : cseqOf(message).split(/\s+/)[1] ?? '');
const isSuccess = ({ statusCode }: SipResponse): boolean => statusCode >= 200 && statusCode < 300;

export function createSessionTimers(clock: Clock): SessionTimers {
  const sessions = new Map<string, Session>();
  const sessionOf = (message: SipMessage): Session | undefined => sessions.get(headerOf(message, 'call-id') ?? '');

  function rest(session: Session): void {
    for (const timer of session.timers) timer.cancel();
    session.timers = [];
    session.interval = null;
  }

  function run(session: Session, sec: number, refresher: 'us' | 'them'): void {
    rest(session);
    session.interval = sec;
    session.refresher = refresher;
    const { refreshAfterMs, endAfterMs } = sessionTimes(sec);
    session.timers = [
      clock.startTimer(endAfterMs, () => session.keeper.expire()),
      ...(refresher === 'us' ? [clock.startTimer(refreshAfterMs, () => session.keeper.refresh(session.takesUpdate))] : []),
    ];
  }

  function ask(session: Session | undefined, request: SipRequest): SipRequest {
    if (headerOf(request, 'session-expires') !== undefined) return request;
    const isInDialog = tagOf(request, 'to') !== null;
    // Within a dialog the one who does it now goes on doing it (s. 7.4).
    const refresher = isInDialog && session !== undefined && session.interval !== null ? `;refresher=${session.refresher === 'us' ? 'uac' : 'uas'}` : '';
    return withHeader(request, 'Session-Expires', `${session?.interval ?? WANTED_SEC}${refresher}`);
  }

  function agree(session: Session, response: SipResponse): SipResponse {
    const asked = session.asked.get(cseqOf(response));
    if (asked === undefined) return response;
    if (asked.interval === null) {
      rest(session);
      return response;
    }
    const { sec, refresher } = asked.interval;
    const chosen = asked.knowsTimers ? refresher ?? 'uac' : 'uas'; // an interval that a proxy asked for is ours to keep (s. 9, table 2)
    run(session, sec, chosen === 'uas' ? 'us' : 'them');
    const told = withHeader(response, 'Session-Expires', `${sec};refresher=${chosen}`);
    return chosen === 'uac' ? withHeader(told, 'Require', 'timer') : told;
  }

  return {
    keep(callId, keeper) {
      sessions.set(callId, { keeper, interval: null, refresher: 'us', takesUpdate: false, asked: new Map(), timers: [] });
    },
    release(callId) {
      const session = sessions.get(callId);
      if (session !== undefined) rest(session);
      sessions.delete(callId);
    },
    outgoing(message) {
      if (!isRefresh(message)) return message;
      const session = sessionOf(message);
      if (message.kind === 'request') return ask(session, message);
      return session !== undefined && isSuccess(message) ? agree(session, message) : message;
    },
    incoming(message) {
      const session = sessionOf(message);
      if (session === undefined) return;
      if (headersOf(message, 'allow').length > 0) session.takesUpdate = optionTags(message, 'allow').includes('UPDATE');
      if (!isRefresh(message)) return;
      const interval = parseSessionExpires(headerOf(message, 'session-expires'));
      if (message.kind === 'request') {
        session.asked.clear(); // a peer has one of these at a time (RFC 3261 s. 14.1)
        session.asked.set(cseqOf(message), { interval, knowsTimers: optionTags(message, 'supported').includes('timer') });
      } else if (isSuccess(message)) {
        if (interval === null) rest(session);
        else run(session, interval.sec, interval.refresher === 'uas' ? 'them' : 'us');
      }
    },
  };
}

/** The Min-SE of a 422 where a caller that knows timers asks for too short an interval (s. 8.1, 9); null where there is nothing to refuse. */
export function tooShortInterval(headers: (name: string) => readonly string[]): number | null {
  const interval = parseSessionExpires(headers('Session-Expires')[0] ?? headers('x')[0]);
  const knowsTimers = headers('Supported').some((value) => /\btimer\b/i.test(value));
  return interval !== null && knowsTimers && interval.sec < LEAST_SEC ? LEAST_SEC : null;
}
