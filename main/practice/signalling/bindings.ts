import type { Address } from './address.ts';
import type { NameAddress } from '../../sip/wire/sip-fields.ts';

/** One Contact of the user's address of record (RFC 3261 s. 10). */
export interface Binding {
  readonly contactUri: string;
  readonly callId: string;
  readonly sequence: number;
  readonly heardFrom: Address;
  readonly untilMs: number;
}

/** What a REGISTER asks for, read and checked for form. */
export interface BindingUpdate {
  readonly callId: string;
  readonly sequence: number;
  readonly heardFrom: Address;
  /** `*` removes all. */
  readonly contacts: readonly NameAddress[] | '*';
  /** The Expires header; null without one. */
  readonly expiresSec: number | null;
}

export type BindingResult =
  | { readonly kind: 'updated'; readonly bindings: readonly Binding[] }
  | { readonly kind: 'too-brief' }
  | { readonly kind: 'out-of-order' }
  | { readonly kind: 'bad-request' };

export const MINIMUM_EXPIRES_SEC = 60;
const DEFAULT_EXPIRES_SEC = 3_600;
const MAXIMUM_BINDINGS = 8;

/** The bindings after a REGISTER, steps 6 to 8 of RFC 3261 s. 10.3; all or nothing. Newest last. */
export function updateBindings(before: readonly Binding[], update: BindingUpdate, nowMs: number): BindingResult {
  const alive = before.filter((binding) => binding.untilMs > nowMs);
  const isOld = (binding: Binding): boolean => binding.callId === update.callId && update.sequence <= binding.sequence;
  if (update.contacts === '*') {
    if (update.expiresSec !== 0) return { kind: 'bad-request' };
    return alive.some(isOld) ? { kind: 'out-of-order' } : { kind: 'updated', bindings: [] };
  }

  let bindings = alive;
  for (const contact of update.contacts) {
    const wanted = readExpires(contact.params.get('expires')) ?? update.expiresSec ?? DEFAULT_EXPIRES_SEC;
    if (wanted > 0 && wanted < MINIMUM_EXPIRES_SEC) return { kind: 'too-brief' };
    const known = alive.find((binding) => binding.contactUri === contact.uri);
    if (known !== undefined && isOld(known)) return { kind: 'out-of-order' };
    bindings = bindings.filter((binding) => binding.contactUri !== contact.uri);
    if (wanted === 0) continue;
    const untilMs = nowMs + Math.min(wanted, DEFAULT_EXPIRES_SEC) * 1_000;
    bindings = [...bindings, { contactUri: contact.uri, callId: update.callId, sequence: update.sequence, heardFrom: update.heardFrom, untilMs }];
  }
  return { kind: 'updated', bindings: bindings.slice(-MAXIMUM_BINDINGS) };
}

/** Expires in seconds; null where there is none or where it is no number (RFC 3261 s. 20.19 then gives the default). */
export function readExpires(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,10}$/.test(value.trim()) ? Number(value) : null;
}
