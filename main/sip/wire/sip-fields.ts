import { headerOf, headersOf, type SipMessage } from './message.ts';

/** Field parameters, names in lower case; a parameter without a value has the empty string. */
export type FieldParams = ReadonlyMap<string, string>;

export interface NameAddress {
  readonly displayName: string | null;
  readonly uri: string;
  readonly params: FieldParams;
}
export interface SipUri {
  readonly user: string | null;
  readonly host: string;
  readonly port: number | null;
}
export interface Via {
  readonly transport: string;
  readonly host: string;
  readonly port: number | null;
  readonly params: FieldParams;
}

/** Splits a header value at commas outside quotes and angle brackets (RFC 3261 s. 7.3.1). */
export function splitList(value: string): string[] {
  return splitOutsideQuotes(value, ',').map((part) => part.trim()).filter((part) => part !== '');
}

/** From, To, Contact (RFC 3261 s. 20.10): `"name" <uri>;params`, or the bare form whose parameters are the header's. */
export function parseNameAddress(value: string): NameAddress | null {
  const bracketed = /^(?:"((?:[^"\\]|\\.)*)"\s*|([^"<]*))<([^>]+)>(.*)$/.exec(value.trim());
  if (bracketed !== null) {
    const name = bracketed[1]?.replace(/\\(.)/g, '$1') ?? bracketed[2]?.trim() ?? '';
    return { displayName: name === '' ? null : name, uri: bracketed[3] ?? '', params: parseParams(bracketed[4] ?? '') };
  }
  const bare = /^([^\s;<>"]+)\s*(;.*)?$/.exec(value.trim());
  return bare === null ? null : { displayName: null, uri: bare[1] ?? '', params: parseParams(bare[2] ?? '') };
}

/** A sip or sips URI's user, host and port; null for other schemes and for what is no URI. */
export function parseSipUri(uri: string): SipUri | null {
  const match = /^sips?:(?:([^@\s<>]+)@)?(\[[0-9a-f:.]+\]|[a-z0-9.\-_]+)(?::(\d{1,5}))?(?:[;?].*)?$/i.exec(uri);
  if (match === null) return null;
  return { user: match[1]?.split(':')[0] ?? null, host: (match[2] ?? '').toLowerCase(), port: readPort(match[3]) };
}

/** The topmost Via (RFC 3261 s. 20.42), also where several stand in one line. */
export function parseTopVia(message: SipMessage): Via | null {
  const top = splitList(headerOf(message, 'via') ?? '')[0];
  const match = /^SIP\s*\/\s*\d\.\d\s*\/\s*([A-Z]+)\s+(\[[0-9a-f:.]+\]|[a-z0-9.\-_]+)\s*(?::\s*(\d{1,5}))?\s*(;.*)?$/i.exec(top ?? '');
  if (match === null) return null;
  return { transport: (match[1] ?? '').toUpperCase(), host: (match[2] ?? '').toLowerCase(), port: readPort(match[3]), params: parseParams(match[4] ?? '') };
}

export function parseCSeq(message: SipMessage): { readonly number: number; readonly method: string } | null {
  const match = /^(\d{1,10})\s+(\S+)$/.exec(headerOf(message, 'cseq') ?? '');
  const number = Number(match?.[1]);
  return match === null || number >= 2 ** 31 ? null : { number, method: match[2] ?? '' }; // s. 8.1.1.5: below 2^31
}

/** The tag of From or To; null when there is none yet. */
export function tagOf(message: SipMessage, name: 'from' | 'to'): string | null {
  return parseNameAddress(headerOf(message, name) ?? '')?.params.get('tag') ?? null;
}

/** Whether an option-tag list such as Require holds anything, and what. */
export function optionTags(message: SipMessage, name: string): string[] {
  return headersOf(message, name).flatMap(splitList);
}

function parseParams(text: string): FieldParams {
  const params = new Map<string, string>();
  for (const part of splitOutsideQuotes(text, ';')) {
    const [name = '', ...value] = part.split('=');
    if (name.trim() !== '') params.set(name.trim().toLowerCase(), value.join('=').trim().replace(/^"(.*)"$/, '$1'));
  }
  return params;
}

function readPort(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  let isBracketed = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted && character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === '<') isBracketed = true;
    else if (!isQuoted && character === '>') isBracketed = false;
    else if (!isQuoted && !isBracketed && character === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
