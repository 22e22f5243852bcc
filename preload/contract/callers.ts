import { z } from 'zod';
import { NOTHING_NOTED, NotedFacts } from './audience.ts';
import { DispositionId } from './assist.ts';
import { CallResult } from './calls.ts';
import { EpochMs, Nothing } from './primitives.ts';
import { request } from './definition.ts';

/** What the agent keeps of a caller. */
export const CallerNote = z.strictObject({
  isVip: z.boolean(),
  note: z.string().max(2_000),
  /** What articles may be meant for. */
  facts: NotedFacts.default(NOTHING_NOTED),
});
export type CallerNote = z.infer<typeof CallerNote>;

/** What is known of a party from the calls with it. */
export const CallerProfile = CallerNote.extend({
  /** Calls before this one. */
  calls: z.number().int(),
  /** One of them within the last seven days. */
  isRepeat: z.boolean(),
  /** The last of them that was talked in, else the last of all. */
  last: z.strictObject({
    startedAtMs: EpochMs,
    result: CallResult.nullable(),
    reason: z.string().nullable(),
    outcome: z.string().nullable(),
    disposition: DispositionId.nullable(),
    /** What was promised then, by us. */
    promised: z.array(z.string()),
  }).nullable(),
});
export type CallerProfile = z.infer<typeof CallerProfile>;

/** The number or user part, and the address, of a RemoteParty. */
const Party = z.strictObject({ user: z.string().max(1_000), uri: z.string().max(2_000) });

export const callerRequests = {
  profile: request({ channel: 'callers.profile', input: Party, output: CallerProfile, errors: [] }),
  save: request({ channel: 'callers.save', input: Party.extend({ note: CallerNote }), output: Nothing, errors: ['store-failed'] }),
} as const;
