import type { AccountSettings, RegistrationState } from '../../preload/contract/accounts.ts';
import type { Reception } from '../../preload/contract/reception.ts';
import type { SipPhone } from '../sip/sip-phone.ts';

/** An account with its running phone, as the calls need it. */
export interface PhoneLine {
  readonly settings: AccountSettings;
  readonly phone: SipPhone;
  readonly registration: RegistrationState;
  /** As it is now; the rest of the settings are those that the phone was started with. */
  readonly reception: Reception;
}

/** Where calls find the account to dial from. */
export interface PhoneLines {
  /** The named account, or the default one for null. */
  find(accountId: string | null): PhoneLine | null;
}
