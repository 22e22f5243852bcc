import { BELOW_HUNDRED, belowHundred, DIGIT_WORDS } from './number-words.ts';

const TOP = '(?:com|org|net|info|biz|edu|gov|io|co|eu|de|uk|fr|es|it|nl|be|ch|at|ca|au|us|cn|jp|test|example)';
const NAME = '[a-z\\d-]+';
/** "example dot co dot uk", "mail.example.org". */
const HOST = `${NAME}(?: dash ${NAME})*(?:(?: dot |\\.)${NAME})*(?: dot |\\.)${TOP}(?![\\w-])`;
const JOINT = '(?: (?:dot|underscore|dash|hyphen|plus) |\\.)';
const SPELLED = '[a-z](?: [a-z\\d])+';
const PART = `(?:${SPELLED}|[\\w+-]+?)`;
const LOCAL = `${PART}(?:${JOINT}${PART})*(?: (?:${BELOW_HUNDRED}|\\d+))*`;
const ADDRESS = new RegExp(`(?<![\\w.@-])(${LOCAL}) at (${HOST})`, 'gi');
const PAGE = new RegExp(`(?<![\\w.@-])(?:www dot )?${NAME}(?: dot ${NAME})* dot ${TOP}(?![\\w-])(?: slash ${NAME})*`, 'gi');
const SIGNS: Readonly<Record<string, string>> = { dot: '.', underscore: '_', dash: '-', hyphen: '-', plus: '+' };
/** What makes an address of "anna at example dot com": "we shop at example dot com" is a place. */
const CUE = /\b(?:e-?mails?|mail|address|write|send|contact)\b|\b(?:is|to)[,:]? *$/i;
const IS_PLACE = /^(?:it|me|us|you|him|her|them|look|looked|looking|is|are|was|available|online|shop|shopping|bought|order|ordered|page|site|website|there|here|now)$/i;

/** E-mail addresses and web pages that were read out: "anna dot miller at example dot com" → anna.miller@example.com. */
export function writeAddresses(text: string): string {
  return text
    .replace(ADDRESS, (whole, local: string, host: string, at: number) => {
      const isPlain = /^[a-z]+$/i.test(local);
      if (isPlain && (IS_PLACE.test(local) || !CUE.test(text.slice(0, at)))) return whole;
      return `${writeLocal(local)}@${writeHost(host)}`;
    })
    .replace(PAGE, writeHost);
}

function writeLocal(said: string): string {
  const signed = said.replace(/ (dot|underscore|dash|hyphen|plus) /gi, (_, sign: string) => SIGNS[sign.toLowerCase()] ?? '');
  const numbered = signed.replace(new RegExp(`\\b${BELOW_HUNDRED}\\b`, 'gi'), (words, at: number) => (at === 0 ? words : String(belowHundred(words) ?? DIGIT_WORDS.get(words) ?? words)));
  return numbered.replaceAll(' ', '');
}

const writeHost = (said: string): string => said.replace(/ dot /gi, '.').replace(/ dash /gi, '-').replace(/ slash /gi, '/');
