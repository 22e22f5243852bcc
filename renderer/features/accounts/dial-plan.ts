import type { Dialling } from '../../../preload/contract/calling.ts';
import { applyDialPlan, dialRuleFault, MOST_DIAL_RULES, type DialRule, type DialSteps } from '../../../preload/contract/dial-rules.ts';
import { digitsOf, isWrittenNumber, plainly } from '../../../preload/contract/written-number.ts';
import type { Messages } from '../../locales/en.ts';

export const NO_DIAL_PLAN: Dialling = { numberForm: 'as-typed', countryCode: '', nationalPrefix: '0', internationalPrefix: '00', rules: [] };
export const ALL_NUMBER_FORMS: readonly Dialling['numberForm'][] = ['as-typed', 'e164', 'national'];
const LONGEST_RULE = 200;

type Fault = keyof Messages['accounts']['dialling']['faults'];
/** What is wrong with each part of a plan; `rules` has an entry for each rule. */
export interface DialPlanFaults {
  readonly countryCode?: Fault;
  readonly nationalPrefix?: Fault;
  readonly internationalPrefix?: Fault;
  readonly rules: readonly (Fault | null)[];
}

/** By the rules of Dialling in the contract. */
export function dialPlanFaults({ numberForm, countryCode, nationalPrefix, internationalPrefix, rules }: Dialling): DialPlanFaults {
  const isCountryCode = /^(?:[1-9]\d{0,3})?$/.test(countryCode);
  return {
    ...(!isCountryCode || (numberForm !== 'as-typed' && countryCode === '') ? { countryCode: 'country-code' as const } : {}),
    ...(/^\d{0,4}$/.test(nationalPrefix) ? {} : { nationalPrefix: 'prefix' as const }),
    ...(/^\d{0,6}$/.test(internationalPrefix) ? {} : { internationalPrefix: 'prefix' as const }),
    rules: rules.map((rule) => (rule.pattern.length > LONGEST_RULE || rule.replacement.length > LONGEST_RULE ? 'too-long' : dialRuleFault(rule))),
  };
}

export function hasFault({ rules, ...fields }: DialPlanFaults): boolean {
  return Object.keys(fields).length > 0 || rules.some((fault) => fault !== null);
}

export const canAddRule = (rules: readonly DialRule[]): boolean => rules.length < MOST_DIAL_RULES;

/** The rules with one changed, moved a place up or down, or gone. */
export function changeRule(rules: readonly DialRule[], at: number, change: Partial<DialRule>): DialRule[] {
  return rules.map((rule, index) => (index === at ? { ...rule, ...change } : rule));
}

export function moveRule(rules: readonly DialRule[], at: number, step: -1 | 1): DialRule[] {
  const moved = rules[at];
  const to = at + step;
  if (moved === undefined || to < 0 || to >= rules.length) return [...rules];
  const others = rules.filter((_rule, index) => index !== at);
  return [...others.slice(0, to), moved, ...others.slice(to)];
}

/** What becomes of a typed number; null for an address with a host, which no plan touches. */
export function tryPlan(typed: string, plan: Dialling): DialSteps | null {
  const plain = plainly(typed);
  if (plain === '' || /@|^sips?:/i.test(plain)) return null;
  const bare = plain.replace(/^tel:/i, '');
  return applyDialPlan(isWrittenNumber(bare) ? digitsOf(bare) : bare, plan);
}
