import { splitCredentials } from '../digest/challenge.ts';
import { canonicalName, type SipHeader, type SipRequest } from '../wire/message.ts';

const NAMES = ['authorization', 'proxy-authorization'];

/**
 * Gives the credentials of each realm a header of their own (RFC 3261 s. 7.3.1 allows no list here): our digest hands sip.js those of all realms
 * in one value, the answer to the latest challenge last. Of the others each renews the ones in the header where its realm stands already, which sip.js leaves as they were.
 */
export function separateCredentials(request: SipRequest): SipRequest {
  const given = request.headers.filter(isCredentials);
  if (given.length === 0) return request;
  const split = given.map((header) => ({ name: header.name, values: splitCredentials(header.value) }));
  const renewed = new Map(split.flatMap(({ values }) => (values.length > 1 ? values.slice(0, -1) : [])).map((value) => [realmOf(value), value]));
  const separated = split.flatMap(({ name, values }): SipHeader[] => {
    const elsewhere = split.filter((other) => other.name !== name && other.values.length === 1).flatMap((other) => other.values.map(realmOf));
    if (values.length === 1) return values.map((value) => ({ name, value: renewed.get(realmOf(value)) ?? value }));
    return values.filter((value, index) => index === values.length - 1 || !elsewhere.includes(realmOf(value))).map((value) => ({ name, value }));
  });
  return { ...request, headers: [...request.headers.filter((header) => !isCredentials(header)), ...separated] };
}

const isCredentials = ({ name }: SipHeader): boolean => NAMES.includes(canonicalName(name));

function realmOf(value: string): string {
  return /\brealm="((?:[^"\\]|\\.)*)"/.exec(value)?.[1] ?? '';
}
