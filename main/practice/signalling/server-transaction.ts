import type { SipRequest, SipResponse } from '../../sip/wire/message.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { Address } from './address.ts';
import { SIXTY_FOUR_T1_MS, startRetransmission, T2_MS, T4_MS } from './retransmission.ts';

/** What the layer above needs of a request that it must answer. */
export interface ServerTransaction {
  readonly request: SipRequest;
  readonly source: Address;
  /** Sends a response; after a final one only a repeated 2xx to INVITE still goes out. */
  respond(response: SipResponse): void;
  hasFinal(): boolean;
}

/** The same as the transaction layer drives it. */
export interface RunningServerTransaction extends ServerTransaction {
  receiveAgain(): void;
  /** Whether the ACK was of a 3xx..6xx and so ended here; the ACK of a 2xx belongs to the dialog. */
  receiveAck(): boolean;
  end(): void;
}

/**
 * INVITE (RFC 3261 s. 17.2.1 with RFC 6026 s. 7.1):
 *
 *   proceeding ─2xx→ accepted ─L→ ended          (the layer above repeats the 2xx)
 *       └─3xx..6xx→ completed (G, H) ─ACK→ confirmed ─I→ ended
 *
 * Others (s. 17.2.2): proceeding ─final→ completed ─J→ ended.
 */
type State = 'proceeding' | 'accepted' | 'completed' | 'confirmed' | 'ended';

export function createServerTransaction(options: {
  request: SipRequest; source: Address; clock: Clock;
  transmit: (response: SipResponse) => void; onEnd: () => void;
}): RunningServerTransaction {
  const { request, source, clock, transmit, onEnd } = options;
  const isInvite = request.method === 'INVITE';
  let state: State = 'proceeding';
  let last: SipResponse | null = null;
  let timer: Timer | null = null;

  function enter(next: State, lingerMs: number): void {
    timer?.cancel();
    state = next;
    timer = clock.startTimer(lingerMs, end);
  }
  function end(): void {
    if (state === 'ended') return;
    timer?.cancel();
    state = 'ended';
    onEnd();
  }
  function complete(response: SipResponse): void {
    if (!isInvite) return enter('completed', SIXTY_FOUR_T1_MS); // timer J
    if (response.statusCode < 300) return enter('accepted', SIXTY_FOUR_T1_MS); // timer L
    state = 'completed';
    timer = startRetransmission({ clock, capMs: T2_MS, send: () => transmit(response), onGiveUp: end }); // timers G and H
  }

  return {
    request,
    source,
    hasFinal: () => state !== 'proceeding',
    respond(response) {
      const isRepeatedSuccess = state === 'accepted' && response.statusCode >= 200 && response.statusCode < 300;
      if (state !== 'proceeding' && !isRepeatedSuccess) return;
      last = response;
      if (state === 'proceeding' && response.statusCode >= 200) complete(response);
      transmit(response); // last: its ACK must meet the new state
    },
    receiveAgain() {
      // RFC 6026 s. 7.1: in accepted the repeated INVITE is absorbed, the 2xx has its own timer.
      if (last !== null && (state === 'proceeding' || state === 'completed')) transmit(last);
    },
    receiveAck() {
      if (state === 'completed') enter('confirmed', T4_MS); // timer I
      return state === 'confirmed';
    },
    end,
  };
}
