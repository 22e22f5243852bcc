import { isIP } from 'node:net';
import { socketHost } from '../wire/host.ts';
import { headersOf, type SipMessage } from '../wire/message.ts';
import { parseNameAddress, parseSipUri, splitList, tagOf } from '../wire/sip-fields.ts';
import { createRecentMap } from './recent-map.ts';

const REMEMBERED_HOSTS = 128;

/** Whose messages are heard. The trunk may say anything; an address that the trunk named as a call's other end may speak within a dialog. */
export interface Acquaintances {
  mayHear(message: SipMessage, host: string): boolean;
  /** Whether anything at all is heard from there; all others are strangers. */
  isKnown(host: string): boolean;
  /** A message passed: from the trunk it vouches for the hosts of its Contact and Record-Route (RFC 3261 s. 12.1). */
  heard(message: SipMessage, host: string): void;
}

/** `isOpen`: anybody may call, as the account wants it. */
export function createAcquaintances(trunkHosts: readonly string[], isOpen = false): Acquaintances {
  const trunk = new Set(trunkHosts);
  const vouchedFor = createRecentMap<true>(REMEMBERED_HOSTS);
  const isKnown = (host: string): boolean => isOpen || trunk.has(host) || vouchedFor.get(host) === true;
  return {
    isKnown,
    mayHear: (message, host) => trunk.has(host) || (isOpen && message.kind === 'request') || (isKnown(host) && (message.kind === 'response' || tagOf(message, 'to') !== null)),
    heard(message, host) {
      if (!trunk.has(host)) return;
      for (const named of hostsNamedIn(message)) vouchedFor.set(named, true);
    },
  };
}

/** IP literals alone: a name could be anybody's tomorrow. */
function hostsNamedIn(message: SipMessage): string[] {
  return ['contact', 'record-route']
    .flatMap((name) => headersOf(message, name).flatMap(splitList))
    .map((value) => parseSipUri(parseNameAddress(value)?.uri ?? '')?.host ?? '')
    .map(socketHost)
    .filter((host) => isIP(host) !== 0);
}
