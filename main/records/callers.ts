import { NOTHING_NOTED, valuesIn, type AudienceFacts } from '../../preload/contract/audience.ts';
import type { CallerNote, CallerProfile } from '../../preload/contract/callers.ts';
import type { RemoteParty } from '../../preload/contract/calls.ts';
import type { CallRecord } from '../../preload/contract/records.ts';
import type { StoreData } from './record-store.ts';

const REPEAT_WITHIN_MS = 7 * 24 * 3_600_000;
/** Fewer digits are an extension, known by its whole address. */
const LEAST_DIGITS = 7;
/** National and international forms of a number end alike. */
const COMPARED_DIGITS = 9;
const NO_NOTE: CallerNote = { isVip: false, note: '', facts: NOTHING_NOTED };
const VIP = 'vip';

/** What a party is known by: the end of its number, else its address. "" for one that hides itself. */
export function callerKeyOf({ user, uri }: Pick<RemoteParty, 'user' | 'uri'>): string {
  if (/anonymous\.invalid|^anonymous$|^$/i.test(user) || /@anonymous\.invalid/i.test(uri)) return '';
  const digits = user.replace(/[\s()./-]/g, '');
  if (/^\+?\d+$/.test(digits) && digits.length >= LEAST_DIGITS) return digits.slice(-COMPARED_DIGITS);
  return uri.toLowerCase().replace(/^sips?:/, '').replace(/[;?>].*$/, '');
}

/** What the records tell of a party. Nothing is told of one that hides itself: many hide behind the same name. */
export function callerProfile(data: Pick<StoreData, 'records' | 'callers'>, party: Pick<RemoteParty, 'user' | 'uri'>, nowMs: number): CallerProfile {
  const key = callerKeyOf(party);
  const past = key === '' ? [] : data.records.filter((record) => record.end !== null && callerKeyOf(record.remote) === key);
  const last = past.findLast(({ answeredAtMs }) => answeredAtMs !== null) ?? past.at(-1);
  return {
    ...(key === '' ? NO_NOTE : data.callers[key] ?? NO_NOTE),
    calls: past.length,
    isRepeat: past.some(({ startedAtMs }) => nowMs - startedAtMs < REPEAT_WITHIN_MS),
    last: last === undefined ? null : lastCallOf(last),
  };
}

function lastCallOf({ startedAtMs, end, summary, disposition }: CallRecord): CallerProfile['last'] {
  const promised = summary?.promisedActions.filter(({ owner }) => owner === 'agent').map(({ text }) => text) ?? [];
  return { startedAtMs, result: end?.result ?? null, reason: summary?.reason?.text ?? null, outcome: summary?.outcome?.text ?? null, disposition, promised };
}

/** What is known of a party that articles may be meant for. Whoever is a VIP is one in addition to a tier, not instead of it. */
export function audienceFactsOf(data: Pick<StoreData, 'callers'>, party: Pick<RemoteParty, 'user' | 'uri'>): AudienceFacts {
  const key = callerKeyOf(party);
  const { isVip, facts } = (key === '' ? undefined : data.callers[key]) ?? NO_NOTE;
  const tier = valuesIn(facts.tier);
  return { tier: isVip && tier.length > 0 ? [...tier, VIP] : tier, region: valuesIn(facts.region), language: valuesIn(facts.language), product: valuesIn(facts.product) };
}

/** Keeps what the agent notes of a party; an empty note is forgotten. */
export function withCallerNote(data: StoreData, party: Pick<RemoteParty, 'user' | 'uri'>, note: CallerNote): StoreData {
  const key = callerKeyOf(party);
  if (key === '') return data;
  const { [key]: _before, ...others } = data.callers;
  const facts = { tier: note.facts.tier.trim(), region: note.facts.region.trim(), language: note.facts.language.trim(), product: note.facts.product.trim() };
  const isEmpty = !note.isVip && note.note.trim() === '' && Object.values(facts).every((fact) => fact === '');
  return { ...data, callers: isEmpty ? others : { ...others, [key]: { ...note, note: note.note.trim(), facts } } };
}
