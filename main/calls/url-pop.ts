import type { CallSnapshot } from '../../preload/contract/calls.ts';
import type { UrlPop } from '../../preload/contract/url-pop.ts';
import type { CallsFact } from './calls.ts';

type PoppedCall = Pick<CallSnapshot, 'callId' | 'remote'>;

/** The address for this caller, its values encoded so that none can leave its place; null where the template makes no http(s) address. */
export function popUrl(template: string, { callId, remote }: PoppedCall): string | null {
  const values: Readonly<Record<string, string>> = { number: remote.user, name: remote.displayName ?? '', call: callId };
  const filled = template.trim().replace(/\{(number|name|call)\}/g, (_mark, key: string) => encodeURIComponent(values[key] ?? ''));
  if (!URL.canParse(filled)) return null;
  const url = new URL(filled);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

const SAMPLE: PoppedCall = { callId: 'call' as PoppedCall['callId'], remote: { uri: 'sip:1@example.com', user: '1', displayName: 'Name' } };

/** Whether it can be kept: the caller decides values of an address, never whose it is. */
export function isUsablePop({ template, when }: UrlPop): boolean {
  if (when === 'never' && template.trim() === '') return true;
  const authority = /^https?:\/\/([^/?#]*)/i.exec(template.trim())?.[1];
  return authority !== undefined && authority !== '' && !authority.includes('{') && popUrl(template, SAMPLE) !== null;
}

/** Opens the page of a caller at the moment that the person chose (T45). Calls that we dial open none. */
export function createUrlPop(settings: () => UrlPop, open: (url: string) => void): (fact: CallsFact) => void {
  return (happened) => {
    const { template, when } = settings();
    if (happened.kind !== 'call' || happened.call.direction !== 'incoming' || when === 'never') return;
    if (happened.fact.kind !== (when === 'ringing' ? 'started' : 'answered')) return;
    const url = popUrl(template, happened.call);
    if (url !== null) open(url);
  };
}
