import type { CallerNote, CallerProfile } from '../../preload/contract/callers.ts';
import type { RemoteParty } from '../../preload/contract/calls.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import { callerProfile, withCallerNote } from '../records/callers.ts';
import type { RecordStore } from '../records/record-store.ts';

type Party = Pick<RemoteParty, 'user' | 'uri'>;

/** What is known of callers, from their calls and from what the agent noted. */
export interface CallerDesk {
  profile(party: Party): CallerProfile;
  save(party: Party, note: CallerNote): Promise<Result<void, 'store-failed'>>;
}

export function createCallerDesk(store: RecordStore, clock: Clock): CallerDesk {
  return {
    profile: (party) => callerProfile(store.read(), party, clock.nowMs()),
    save: (party, note) => store.update((data) => withCallerNote(data, party, note)),
  };
}
