import { z } from 'zod';
import { AccountId, Nothing, Revision } from './primitives.ts';
import { event, request } from './definition.ts';
import { CallSnapshot } from './calls.ts';
import { Colleague, DiallableNumber, Watching } from './watching.ts';

/** `newCount` and `oldCount` are null where the server tells no numbers. */
export const Mailbox = z.strictObject({ isWaiting: z.boolean(), newCount: z.number().int().nonnegative().nullable(), oldCount: z.number().int().nonnegative().nullable() });
export type Mailbox = z.infer<typeof Mailbox>;

export const ExtensionState = z.discriminatedUnion('kind', [
  /** Nothing heard yet; `isSilent`: the server took the subscription, but its NOTIFY never came. */
  z.strictObject({ kind: z.literal('unknown'), isSilent: z.boolean() }),
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.literal('ringing'), by: z.string().nullable() }),
  z.strictObject({ kind: z.literal('talking'), with: z.string().nullable() }),
  /** The server knows no such extension, or does not let us watch it. */
  z.strictObject({ kind: z.literal('offline'), sipStatus: z.number().int().nullable() }),
]);
export type ExtensionState = z.infer<typeof ExtensionState>;

export const WatchedColleague = Colleague.extend({ accountId: AccountId, state: ExtensionState });
export type WatchedColleague = z.infer<typeof WatchedColleague>;

export const PresenceSnapshot = z.strictObject({
  revision: Revision,
  colleagues: z.array(WatchedColleague),
  mailboxes: z.array(z.strictObject({ accountId: AccountId, mailbox: Mailbox, voicemailNumber: z.string() })),
  /** A server took subscriptions over UDP, but none of its NOTIFYs arrived: large ones are cut up on the way, TCP or TLS brings them through. */
  needsStream: z.boolean(),
});
export type PresenceSnapshot = z.infer<typeof PresenceSnapshot>;

const One = z.strictObject({ accountId: AccountId, number: DiallableNumber });

export const presenceRequests = {
  get: request({ channel: 'presence.get', input: Nothing, output: PresenceSnapshot, errors: [] }),
  setWatching: request({ channel: 'presence.setWatching', input: z.strictObject({ accountId: AccountId, watching: Watching }), output: Nothing, errors: ['unknown-account', 'store-failed'] }),
  /** Takes the call that rings at a colleague's. */
  pickUp: request({ channel: 'presence.pickUp', input: One, output: CallSnapshot, errors: ['nothing-rings', 'no-account', 'not-registered', 'line-busy', 'bad-destination', 'media-failed'] }),
} as const;

export const presenceEvents = { changed: event({ channel: 'presence.changed', snapshot: PresenceSnapshot }) } as const;
