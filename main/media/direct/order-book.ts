import type { PageOrder } from '../../../preload/contract/page-orders.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';

type WithoutId<Order> = Order extends PageOrder ? Omit<Order, 'orderId'> : never;
type Carried = Result<string, 'media-failed'>;

/** A page that has not answered by now is not there: its window is closed, or it hangs. A reload takes less. */
const PATIENCE_MS = 8_000;

/** The orders that the page has not carried out yet. */
export interface OrderBook {
  pending(): readonly PageOrder[];
  /** Resolves with what the order made; an SDP, or nothing. */
  ask(order: WithoutId<PageOrder>): Promise<Carried>;
  settle(orderId: number, carried: Carried): void;
  close(message: string): void;
}

export function createOrderBook(clock: Clock, onChange: () => void): OrderBook {
  const open = new Map<number, { readonly order: PageOrder; readonly resolve: (carried: Carried) => void }>();
  let lastOrderId = 0;
  let closedWith: string | null = null;

  function settle(orderId: number, carried: Carried): void {
    const asked = open.get(orderId);
    if (!open.delete(orderId)) return;
    onChange();
    asked?.resolve(carried);
  }

  return {
    pending: () => [...open.values()].map(({ order }) => order),
    ask(asked) {
      if (closedWith !== null) return Promise.resolve(failure('media-failed', closedWith));
      const orderId = (lastOrderId += 1);
      return new Promise((resolve) => {
        const patience = clock.startTimer(PATIENCE_MS, () => settle(orderId, failure('media-failed', 'The window did not set up the audio in time.')));
        open.set(orderId, {
          order: { ...asked, orderId },
          resolve(carried) {
            patience.cancel();
            resolve(carried);
          },
        });
        onChange();
      });
    },
    settle,
    close(message) {
      closedWith = message;
      for (const orderId of [...open.keys()]) settle(orderId, failure('media-failed', message));
    },
  };
}

export const CARRIED_OUT: Carried = success('');
