/* What several readers of a transcript look for. All are global: used with matchAll and replace alone, which keep no place. */

export const MONTH = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
export const WEEKDAY = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
export const ORDINAL = '(?:\\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-?\\s?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty-?\\s?first)';

/** "monday, the third of may", "may 3rd, 1984", with a year or without. */
export const FULL_DATE = new RegExp(`\\b(?:${WEEKDAY},? )?(?:the )?${ORDINAL} (?:of )?${MONTH}(?:,? \\d{4})?\\b|\\b${MONTH} (?:the )?${ORDINAL}(?:,? \\d{4})?\\b`, 'gi');
const SPOKEN_YEAR = '(?:nineteen|twenty|two thousand(?: and)?)(?:[ -](?:oh|hundred|[a-z]+ty|[a-z]+teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)){1,2}';
/** A date with its year, as numbers, words or both: what a birth date looks like. */
export const BIRTH_DATE = new RegExp(`(?:${FULL_DATE.source})(?:,? (?:of )?(?:${SPOKEN_YEAR}|\\d{4}))?|\\b\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4}\\b`, 'gi');
/** Written, and as it is read out: "anna dot miller at example dot com". */
export const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?: (?:dot|underscore|dash) [\w-]+)* at [\w-]+(?: dot [\w-]+)* dot (?:com|org|net|info|eu|de|uk|example)\b/gi;
