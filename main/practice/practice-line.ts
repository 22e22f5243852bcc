import type { PracticeScript } from '../../preload/contract/app.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Unsubscribe } from '../platform/emitter.ts';

/** What the practice line tells besides SIP and RTP: nothing that a call depends on. */
export type PracticeFact =
  | { readonly kind: 'ready'; readonly address: string; readonly port: number; readonly scripts: readonly PracticeScript[] }
  | { readonly kind: 'gone' }
  /** A keypad digit reached the far end as a telephone-event (RFC 4733). */
  | { readonly kind: 'digit-heard'; readonly digit: string };

/**
 * main's side of the practice line process: a registrar with digest and recorded callers on 127.0.0.1 over UDP,
 * reached through exactly the same path as any trunk. Domain `practice.sidetone.invalid` (RFC 2606), user `agent`.
 */
export interface PracticeLine {
  /** The digest password of this start; random, never stored. */
  readonly password: string;
  readonly ready: Extract<PracticeFact, { kind: 'ready' }> | null;
  subscribe(listener: (fact: PracticeFact) => void): Unsubscribe;
  start(port: number): Promise<Result<{ address: string; port: number }, 'practice-line-failed'>>;
  /** The named caller rings the registered agent. */
  requestCall(scriptId: string): Promise<Result<void, 'unknown-script' | 'not-registered' | 'practice-line-off'>>;
  stop(): Promise<void>;
}
