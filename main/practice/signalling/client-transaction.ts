import { canonicalName, headerOf, type SipRequest, type SipResponse } from '../../sip/wire/message.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import { SIXTY_FOUR_T1_MS, startRetransmission, T2_MS, T4_MS } from './retransmission.ts';

export interface ClientTransactionHandlers {
  /** Every provisional response, the first final one, and each repeated 2xx to INVITE. */
  readonly onResponse: (response: SipResponse) => void;
  /** Timer B or F: nothing came. */
  readonly onTimeout: () => void;
}

export interface RunningClientTransaction {
  receive(response: SipResponse): void;
  end(): void;
}

/**
 * INVITE (RFC 3261 s. 17.1.1 with RFC 6026 s. 7.2):
 *
 *   calling (A, B) ─1xx→ proceeding ─2xx→ accepted ─M→ ended
 *        └───────────────────┴─3xx..6xx, ACK→ completed ─D→ ended
 *
 * Others (s. 17.1.2): trying/proceeding (E, F) ─final→ completed ─K→ ended.
 */
type State = 'calling' | 'proceeding' | 'accepted' | 'completed' | 'ended';

export function createClientTransaction(options: {
  request: SipRequest; clock: Clock; transmit: (request: SipRequest) => void; onEnd: () => void;
} & ClientTransactionHandlers): RunningClientTransaction {
  const { request, clock, transmit, onEnd, onResponse, onTimeout } = options;
  const isInvite = request.method === 'INVITE';
  let state: State = 'calling';
  let timer: Timer = startRetransmission({
    clock,
    ...(isInvite ? {} : { capMs: T2_MS }),
    send: () => transmit(request),
    onGiveUp: () => {
      end();
      onTimeout();
    },
  });
  transmit(request);

  function end(): void {
    if (state === 'ended') return;
    timer.cancel();
    state = 'ended';
    onEnd();
  }
  function enter(next: State, lingerMs: number): void {
    timer.cancel();
    state = next;
    timer = clock.startTimer(lingerMs, end);
  }
  function receiveFinal(response: SipResponse): void {
    if (!isInvite) {
      if (state === 'completed') return;
      enter('completed', T4_MS); // timer K
    } else if (response.statusCode < 300) {
      if (state === 'completed') return;
      if (state !== 'accepted') enter('accepted', SIXTY_FOUR_T1_MS); // timer M
    } else {
      if (state === 'accepted') return;
      transmit(acknowledge(request, response));
      if (state === 'completed') return;
      enter('completed', SIXTY_FOUR_T1_MS); // timer D
    }
    onResponse(response);
  }

  return {
    receive(response) {
      if (state === 'ended') return;
      if (response.statusCode >= 200) return receiveFinal(response);
      if (state !== 'calling' && state !== 'proceeding') return;
      // s. 17.1.1.2: a provisional response stops timers A and B; E goes on for other methods.
      if (isInvite) timer.cancel();
      state = 'proceeding';
      onResponse(response);
    },
    end,
  };
}

/** The ACK of a 3xx..6xx (RFC 3261 s. 17.1.1.3): the INVITE's Via and Route, the response's To. */
function acknowledge(invite: SipRequest, response: SipResponse): SipRequest {
  const kept = invite.headers.filter((header) => ['via', 'from', 'call-id', 'route', 'max-forwards'].includes(canonicalName(header.name)));
  const sequence = (headerOf(invite, 'cseq') ?? '').split(' ')[0] ?? '';
  const headers = [...kept, { name: 'To', value: headerOf(response, 'to') ?? '' }, { name: 'CSeq', value: `${sequence} ACK` }];
  return { kind: 'request', method: 'ACK', requestUri: invite.requestUri, headers, body: new Uint8Array() };
}
