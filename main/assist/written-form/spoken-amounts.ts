import { belowHundred, NONZERO } from './number-words.ts';

const SIGNS: Readonly<Record<string, string>> = { dollar: '$', euro: '€', pound: '£' };
const NUMBER = `(?:\\d[\\d,]*(?:\\.\\d+)?|${NONZERO})`;
const SMALLER = `(?:\\d{1,2}|${NONZERO})`;
const LARGE = '(?: (?:million|billion))';
const WEIGHS = /\bweigh(?:s|ed|ing)?\b[^.]*$/i;
/** With its hundredths said as such ("and fifty cents") or left unsaid ("twelve pounds fifty"). */
const MONEY = new RegExp(`\\b(${NUMBER})(${LARGE})? (dollar|euro|pound)s?\\b(?: of\\b)?(?:(?: and)? (${SMALLER}) (?:cents?|pence)\\b| (\\d{2})(?![\\d.,:]*\\d| [a-z]))?`, 'gi');
const PERCENT = new RegExp(`\\b(${NUMBER}) per ?cent\\b`, 'gi');
/** Of two numbers of one range the smaller is written as the larger is. */
const RANGE = new RegExp(`\\b((?:between|from) )(${NONZERO})(?= (?:and|to|until|till) \\d{2}\\b)`, 'gi');
const MANY = new RegExp(`\\b(${NONZERO})(?=${LARGE}\\b)`, 'gi');

/** Money, percentages, millions and degrees below zero, after the numbers themselves were written: "48 dollars and 50 cents" → $48.50. */
export function writeAmounts(text: string): string {
  return text
    .replace(RANGE, (_, word: string, small: string) => `${word}${digits(small)}`)
    .replace(MANY, (small) => digits(small))
    .replace(MONEY, (whole, number: string, large: string | undefined, unit: string, cents: string | undefined, rest: string | undefined, at: number) => {
      const isWeight = unit.toLowerCase() === 'pound' && (WEIGHS.test(text.slice(0, at)) || / of$/.test(whole));
      if (isWeight) return whole;
      const hundredths = cents ?? rest;
      const of = / of$/.test(whole) ? ' of' : '';
      return `${SIGNS[unit.toLowerCase()] ?? ''}${grouped(digits(number))}${hundredths === undefined ? '' : `.${digits(hundredths).padStart(2, '0')}`}${large ?? ''}${of}`;
    })
    .replace(PERCENT, (_, number: string) => `${digits(number)}%`)
    .replace(/\bminus (?=\d[\d.]* degrees?\b)/gi, '-');
}

const digits = (number: string): string => (/^\d/.test(number) ? number : String(belowHundred(number) ?? number));

/** 1200 → 1,200 */
export const grouped = (number: string): string => (number.includes(',') ? number : number.replace(/^\d+/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ',')));
