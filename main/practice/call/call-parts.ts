import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { SipHeader, SipRequest } from '../../sip/wire/message.ts';
import type { Address } from '../signalling/address.ts';
import type { ServerTransaction } from '../signalling/server-transaction.ts';
import type { TransactionLayer } from '../signalling/transaction-layer.ts';

/** What every call of the practice line works with. */
export interface CallSurroundings {
  readonly clock: Clock;
  readonly log: Log;
  readonly layer: TransactionLayer;
  readonly local: Address;
  readonly domain: string;
  readonly onDigit: (digit: string) => void;
  /** What a call to this number would come to. */
  readonly reach: (number: string) => 'answers' | 'busy' | 'unknown';
}

/** A call as the server's table holds it. */
export interface PracticeCall {
  /** Call-ID and our tag. */
  readonly key: string;
  /** A request inside the dialog. */
  receive(transaction: ServerTransaction): void;
  receiveAck(ack: SipRequest): void;
  /** The peer's CANCEL of its INVITE. */
  cancel(): void;
  /** Ends the call from our side, whatever its state. */
  hangUp(): void;
}

export function contactHeader(local: Address, user: string): SipHeader {
  return { name: 'Contact', value: `<sip:${user}@${local.address}:${local.port}>` };
}

/** The numbers of an SDP origin line (RFC 8866 s. 5.2). */
export function newSdpSession(local: Address, rtpPort: number): { address: string; rtpPort: number; sessionId: number; version: number } {
  return { address: local.address, rtpPort, sessionId: randomBytes(4).readUInt32BE(), version: 1 };
}
