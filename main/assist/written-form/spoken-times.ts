import { belowHundred, NONZERO, TEEN } from './number-words.ts';

const HOUR = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const MINUTE = `(?:oh[ -]${NONZERO}|${TEEN}|(?:twenty|thirty|forty|fifty)(?:[ -]${NONZERO})?)`;
const HALF = '[ap](?:\\.? ?m\\b\\.?)';
const WITH_HALF = new RegExp(`\\b(${HOUR}|\\d{1,2})(?: (${MINUTE}))? (?=${HALF})`, 'gi');
const AFTER_WORD = new RegExp(`\\b(at|by|until|till|before|after|from|around) (${HOUR}) (${MINUTE})(?![\\w-]| (?:hundred|thousand|million|point|percent|per|dollars?|euros?|pounds?|cents?|minutes?|hours?|days?|people))`, 'gi');

/** Times of day: "at two thirty" → at 2:30, "six p.m." → 6 p.m. A bare "at ten" stays with the other numbers. */
export function writeTimes(text: string): string {
  const written = (hour: string, minute?: string): string => `${belowHundred(hour) ?? hour}${minute === undefined ? '' : `:${String(belowHundred(minute) ?? 0).padStart(2, '0')}`}`;
  return text
    .replace(AFTER_WORD, (_, word: string, hour: string, minute: string) => `${word} ${written(hour, minute)}`)
    .replace(WITH_HALF, (_, hour: string, minute?: string) => `${written(hour, minute)} `);
}
