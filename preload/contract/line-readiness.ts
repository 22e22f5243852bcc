import type { AccountSettings, RegistrationState } from './accounts.ts';

/**
 * Whether a call may go out over this line. A trunk that wants no registration may also leave our OPTIONS unanswered
 * and connect calls all the same, so silence does not close it.
 */
export function mayDial({ registers }: Pick<AccountSettings, 'registers'>, registration: RegistrationState): boolean {
  if (registration.kind === 'registered' || registration.kind === 'reachable') return true;
  return !registers && registration.kind === 'failed' && registration.failure.code === 'registrar-unreachable';
}
