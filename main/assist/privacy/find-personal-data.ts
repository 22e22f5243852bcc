import type { Utterance } from '../../../preload/contract/assist.ts';
import type { PersonalDataKind } from '../../../preload/contract/privacy.ts';
import { BIRTH_DATE, EMAIL } from '../understanding/summary/patterns.ts';
import { isCardNumber, isChineseResidentId } from './check-digits.ts';
import { digitRunsOf, digitsOf, type DigitPiece } from './spoken-digits.ts';

/** Where personal data stands in an utterance (UTF-16 offsets, end exclusive). */
export interface PersonalSpan {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/** A question and its answer, with a word between: so far back what is spoken of may have been named. */
const UTTERANCES_BACK = 4;
/** A number may be read out in so many turns of one speaker. */
const TURNS_OF_A_NUMBER = 8;
const CARD = /\b(?:card|visa|master ?card|amex|american express|debit|credit)\b/i;
const CARD_CODE = /\b(?:security code|cvv2?|cvc2?|(?:three|four|last|3|4) digits on the (?:back|front))\b/i;
const NATIONAL_ID = /\b(?:social security|s\.?s\.?n\.?|national (?:id|identity|insurance)|(?:identity|id) (?:card|number)|passport (?:number|no)|tax (?:id|identification)|driv(?:er'?s|ing) licen[cs]e)\b/i;
const PHONE = /\b(?:phone|telephone|mobile|cell|(?:call|ring) (?:you|me|him|her|us)|(?:reach|get hold of) (?:you|me)|(?:(?:my|your|which|a) number (?:is|for you|where|under which|to call|we can|should)))\b/gi;
/** Numbers of a call that are nobody's own. */
const OF_THE_MATTER = /\b(?:order|invoice|customer|contract|reference|booking|tracking|serial|receipt|ticket|case|account)\b/gi;
const BIRTH = /\b(?:dates? of birth|birth ?date|(?:your|my|(?:his|her) \w*) birthday (?:is|was)|(?:were|was|am) (?:you |he |she )?born|born (?:on|in)|d\.o\.b\.?)\b/i;
const LETTERED_ID = /\b[A-CEGHJ-PRSTW-Z][A-CEGHJ-NPRSTW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b|\b\d{8}-?[A-HJ-NP-TV-Z]\b|\b[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z]\b|\b\d{17}X\b/gi;
/** A read-out piece as short as this says nothing alone. */
const LEAST_REPEATED_DIGITS = 4;
/** ITU-T E.164 allows fifteen; with fewer than seven nobody is reached from outside. */
const LEAST_PHONE_DIGITS = 7;
const MOST_PHONE_DIGITS = 15;

interface Run {
  readonly at: number;
  readonly speaker: Utterance['speaker'];
  readonly pieces: readonly DigitPiece[];
}

/**
 * Payment cards (by their check digit, also read out over several utterances), card codes, national ids, birth dates, e-mail addresses and
 * telephone numbers in a transcript, one list of spans for each utterance. The words around a number tell what it is; where a card is spoken of,
 * a number of a card's length counts even when the recogniser got a digit wrong.
 */
export function findPersonalData(utterances: readonly Pick<Utterance, 'speaker' | 'text'>[]): PersonalSpan[][] {
  const spans: PersonalSpan[][] = utterances.map(() => []);
  const runs = utterances.flatMap(({ speaker, text }, at) => digitRunsOf(text).map((pieces): Run => ({ at, speaker, pieces })));
  const around = (at: number): string => utterances.slice(Math.max(0, at - UTTERANCES_BACK), at + 1).map(({ text }) => text).join(' ');
  const mark = (kind: PersonalDataKind, at: number, pieces: readonly DigitPiece[]): void => {
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (first !== undefined && last !== undefined) spans[at]?.push({ kind, start: first.start, end: last.end });
  };

  const cards = [...new Set(runs.flatMap((run, index) => cardsFrom(runs, index, CARD.test(around(run.at)), mark)))];
  for (const { at, pieces } of runs) {
    const digits = digitsOf(pieces);
    const before = around(at);
    const isOfCard = digits.length >= LEAST_REPEATED_DIGITS && cards.some((card) => card.includes(digits));
    if (isOfCard || (CARD_CODE.test(before) && digits.length >= 3 && digits.length <= 4)) mark('card', at, pieces);
    else if (isChineseResidentId(digits) || (NATIONAL_ID.test(before) && digits.length >= 6 && digits.length <= 18)) mark('national-id', at, pieces);
    else if (BIRTH.test(before) && digits.length >= 6 && digits.length <= 8) mark('birth-date', at, pieces);
  }
  for (const [index, run] of runs.entries()) markPhone(utterances, runs.slice(index), around(run.at - 1), mark);
  for (const [at, { text }] of utterances.entries()) {
    const add = (kind: PersonalDataKind, pattern: RegExp): void => { for (const match of text.matchAll(pattern)) spans[at]?.push({ kind, start: match.index, end: match.index + match[0].length }); };
    add('email', EMAIL);
    add('national-id', LETTERED_ID);
    if (BIRTH.test(around(at))) add('birth-date', BIRTH_DATE);
  }
  return spans.map(withoutOverlaps);
}

/** By start; of two that overlap the one that begins first, and of two that begin together the longer. */
function withoutOverlaps(spans: readonly PersonalSpan[]): PersonalSpan[] {
  const kept: PersonalSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  return kept;
}

/** Marks the card numbers that begin in this run, and goes on in the same speaker's next turns where a card is spoken of. */
function cardsFrom(runs: readonly Run[], index: number, isSpokenOf: boolean, mark: (kind: 'card', at: number, pieces: readonly DigitPiece[]) => void): string[] {
  const first = runs[index];
  if (first === undefined) return [];
  const chain = runs.slice(index).filter((run) => run.speaker === first.speaker && (run === first || isSpokenOf)).slice(0, TURNS_OF_A_NUMBER);
  const pieces = chain.flatMap((run) => run.pieces.map((piece) => ({ run, piece })));
  for (let start = 0; start < first.pieces.length; start += 1) {
    let digits = '';
    for (let end = start; end < pieces.length && digits.length < 19; end += 1) {
      digits += pieces[end]?.piece.digits ?? '';
      const within = pieces.slice(start, end + 1);
      const isWhole = start === 0 && pieces[end]?.run !== pieces[end + 1]?.run;
      if (!isCardNumber(digits) && !(isSpokenOf && isWhole && isGroupedAsCard(digits, within.map(({ run }) => run)))) continue;
      for (const run of chain) mark('card', run.at, within.filter((part) => part.run === run).map(({ piece }) => piece));
      return [digits];
    }
  }
  return [];
}

/** Sixteen digits in one go or in fours, fifteen in one go. */
function isGroupedAsCard(digits: string, runs: readonly Run[]): boolean {
  const groups = [...new Set(runs)].map(({ pieces }) => digitsOf(pieces).length);
  return (digits.length === 16 && groups.every((length) => length % 4 === 0)) || (digits.length === 15 && groups.length === 1);
}

/** A telephone number that begins with this run: in one go, or goes on in the same speaker's next turns that are little but digits. */
function markPhone(utterances: readonly Pick<Utterance, 'text'>[], runs: readonly Run[], before: string, mark: (kind: 'phone', at: number, pieces: readonly DigitPiece[]) => void): void {
  const [first, ...later] = runs;
  if (first === undefined) return;
  const here = (utterances[first.at]?.text ?? '').slice(0, first.pieces[0]?.start ?? 0);
  const isNamed = lastOf(PHONE, `${before} ${here}`) > lastOf(OF_THE_MATTER, `${before} ${here}`);
  if (!isNamed && !/[+(]\s*$/.test(here)) return;
  const rest = later.filter((run) => run.speaker === first.speaker && run.at !== first.at && run.at <= first.at + TURNS_OF_A_NUMBER && isLittleElse(utterances[run.at]?.text ?? '', run.pieces));
  let length = 0;
  const parts = [first, ...(isNamed ? rest : [])].filter((run) => {
    const isBeyond = length >= LEAST_PHONE_DIGITS;
    if (!isBeyond) length += digitsOf(run.pieces).length;
    return !isBeyond;
  });
  if (length >= LEAST_PHONE_DIGITS && length <= MOST_PHONE_DIGITS) for (const run of parts) mark('phone', run.at, run.pieces);
}

const isLittleElse = (text: string, pieces: readonly DigitPiece[]): boolean => text.split(/\s+/).length <= pieces.length + 3;

/** Where the last match ends, -1 without one. */
function lastOf(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].reduce((_last, match) => match.index + match[0].length, -1);
}
