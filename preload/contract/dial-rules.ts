/** One rewrite of what was dialled: a regular expression and what takes the place of its first match, with $1 to $9 for its groups. */
export interface DialRule {
  readonly pattern: string;
  readonly replacement: string;
}

/** How a number goes out: as it was typed, as +country… (E.164), or as it is dialled within the country. */
export type NumberForm = 'as-typed' | 'e164' | 'national';

export interface DialPlan {
  readonly numberForm: NumberForm;
  /** Without + and zeros, for instance 33; empty where the form is as typed. */
  readonly countryCode: string;
  /** What is dialled before a number of another town, for instance 0; empty where nothing is. */
  readonly nationalPrefix: string;
  /** What is dialled before a country code, for instance 00. */
  readonly internationalPrefix: string;
  /** After the form, one after the other, each on what the one before left. */
  readonly rules: readonly DialRule[];
}

export type DialRuleFault = 'empty' | 'not-an-expression' | 'too-slow';

/** A number on its way through the plan: what each rule made of it; null where it did not match. */
export interface DialSteps {
  readonly formed: string;
  readonly afterRule: readonly (string | null)[];
  readonly dialled: string;
}

export const MOST_DIAL_RULES = 30;
/** Without a national prefix a number this long is one of the country, a shorter one an extension (E.164 numbers have up to 15 digits). */
const SHORTEST_NATIONAL_DIGITS = 7;
/** What is longer is no number: it is dialled as it stands. */
const LONGEST_DIALLED = 64;
/** A repetition may try up to 2^7 lengths, an option or an alternative two ways; they multiply. */
const MOST_WAYS_BITS = 22;

/** What is wrong with a rule's expression; null: nothing. */
export function dialRuleFault({ pattern }: DialRule): DialRuleFault | null {
  if (pattern.trim() === '') return 'empty';
  if (expressionOf(pattern) === null) return 'not-an-expression';
  return mayRunAway(pattern) ? 'too-slow' : null;
}

/** What is dialled for a number or name without a host; a rule with a fault changes nothing. */
export function applyDialPlan(typed: string, plan: DialPlan): DialSteps {
  if (typed.length > LONGEST_DIALLED) return { formed: typed, afterRule: plan.rules.map(() => null), dialled: typed };
  const formed = formNumber(typed, plan);
  let dialled = formed;
  const afterRule = plan.rules.map((rule) => {
    const expression = dialRuleFault(rule) === null ? expressionOf(rule.pattern) : null;
    if (expression === null || !expression.test(dialled)) return null;
    dialled = dialled.replace(expression, rule.replacement).slice(0, LONGEST_DIALLED);
    return dialled;
  });
  return { formed, afterRule, dialled };
}

function formNumber(typed: string, { numberForm, countryCode, nationalPrefix, internationalPrefix }: DialPlan): string {
  if (numberForm === 'as-typed' || countryCode === '' || !/^\+?\d+$/.test(typed)) return typed;
  const worldwide = worldwideDigits(typed, { countryCode, nationalPrefix, internationalPrefix });
  if (worldwide === null) return typed;
  if (numberForm === 'e164') return `+${worldwide}`;
  return worldwide.startsWith(countryCode) ? `${nationalPrefix}${worldwide.slice(countryCode.length)}` : `${internationalPrefix}${worldwide}`;
}

/** Country code and number; null for an extension, an emergency or service number, which have no such form. */
function worldwideDigits(typed: string, { countryCode, nationalPrefix, internationalPrefix }: Pick<DialPlan, 'countryCode' | 'nationalPrefix' | 'internationalPrefix'>): string | null {
  if (typed.startsWith('+')) return typed.slice(1);
  if (internationalPrefix !== '' && typed.startsWith(internationalPrefix)) return typed.slice(internationalPrefix.length);
  if (typed.length < SHORTEST_NATIONAL_DIGITS || !typed.startsWith(nationalPrefix)) return null;
  return `${countryCode}${typed.slice(nationalPrefix.length)}`;
}

function expressionOf(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Whether matching may take exponential time: a repeated group that holds a repetition, an option or an alternative; or too many of them one after the other. Some harmless expressions are refused with it; a telephone must not stand still for any.
 */
function mayRunAway(pattern: string): boolean {
  const bare = pattern.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x').replace(/\(\?(?:[:=!]|<[=!]|<\w+>)/g, '(');
  const holds: boolean[] = [];
  for (let at = 0; at < bare.length; at += 1) {
    const sign = bare[at] ?? '';
    if (sign === '(') {
      holds.push(false);
      continue;
    }
    const isRisky = sign === ')' ? holds.pop() === true : '*+?|{'.includes(sign);
    if (sign === ')' && isRisky && /^[*+{]/.test(bare.slice(at + 1))) return true;
    if (isRisky && holds.length > 0) holds[holds.length - 1] = true;
  }
  const repetitions = bare.match(/[*+]|\{\d+,|\{\d{2,}\}/g) ?? [];
  const options = bare.match(/[?|]/g) ?? [];
  return 7 * repetitions.length + options.length > MOST_WAYS_BITS;
}
