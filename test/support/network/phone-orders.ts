import type { ChildProcess } from 'node:child_process';

/** What the phone in the other namespace is told to do. Each order is answered once, in its turn. */
export type PhoneOrder =
  | { readonly kind: 'start'; readonly proxy: string; readonly domain: string; readonly password: string }
  /** Asks the registrar now. */
  | { readonly kind: 'register' }
  | { readonly kind: 'dial'; readonly user: string }
  /** Takes the next call. */
  | { readonly kind: 'answer' }
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'look' };

export interface PhoneLook {
  readonly registration: string;
  readonly localAddress: string | null;
  /** The state of the newest call, 'none' before there is one. */
  readonly call: string;
  readonly fault: string | null;
  /** How long the gateway took to answer the page. */
  readonly pageAnsweredMs: number;
  readonly packetsHeard: number;
  /** Since the last packet of audio from the trunk. */
  readonly silentMs: number;
}

/** Asks the phone, one order after the other. */
export function askPhone(child: ChildProcess): (order: PhoneOrder) => Promise<PhoneLook> {
  return (order) => new Promise((resolve, reject) => {
    child.once('message', (reply: { readonly look?: PhoneLook; readonly error?: string }) => {
      if (reply.look === undefined) reject(new Error(`the phone could not ${order.kind}: ${reply.error ?? ''}`));
      else resolve(reply.look);
    });
    child.send(order);
  });
}
