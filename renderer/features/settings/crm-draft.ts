import type { Messages } from '../../locales/en.ts';

export type CrmErrors = Partial<Record<'url' | 'secret', keyof Messages['crm']['errors']>>;

/** What is wrong with the form, by the rules of the contract; main still decides which http addresses are loopback. */
export function crmErrors(url: string, secret: string, isSecretKept: boolean): CrmErrors {
  const errors: CrmErrors = {};
  if (url.trim() === '') errors.url = 'urlMissing';
  else if (!URL.canParse(url.trim()) || !/^https?:$/.test(new URL(url.trim()).protocol) || url.length > 2_000) errors.url = 'urlShape';
  if (secret === '' && !isSecretKept) errors.secret = 'secretMissing';
  else if (secret !== '' && (!/^whsec_[A-Za-z0-9+/=_-]+$/.test(secret) || secret.length > 200)) errors.secret = 'secretShape';
  return errors;
}
