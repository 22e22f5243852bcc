import { writeDigitRuns } from './digit-runs.ts';
import { writeAddresses } from './spoken-addresses.ts';
import { grouped, writeAmounts } from './spoken-amounts.ts';
import { writeCodes } from './spoken-codes.ts';
import { writeDates } from './spoken-dates.ts';
import { writeNumbers } from './spoken-numbers.ts';
import { writeTimes } from './spoken-times.ts';

/** "a hundred and twenty" is a number, "a hundred thanks" is none. */
const A_HUNDRED = /\ba (hundred|thousand)(?= and (?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|eleven|twelve|\w+ty)\b| (?:dollars?|euros?|pounds?|percent)\b)/gi;
const LEAST_GROUPED = 10_000;

/**
 * What was said, as people write it: numbers, money, dates, times, e-mail addresses and spelled-out codes (English). Words that are none
 * of these stay as they are. Doing it twice changes nothing more.
 */
export function writeSpoken(text: string): string {
  const marked = writeTimes(writeDates(writeCodes(writeAddresses(text.replace(A_HUNDRED, 'one $1')))));
  const numbered = writeNumbers(writeDigitRuns(marked), (value) => (value >= LEAST_GROUPED ? grouped(String(value)) : String(value)));
  return writeAmounts(numbered);
}
