import { z } from 'zod';
import { dialRuleFault, MOST_DIAL_RULES, type DialPlan } from './dial-rules.ts';

const Digits = (most: number) => z.string().regex(new RegExp(`^\\d{0,${most}}$`), 'digits');

const Rule = z.strictObject({ pattern: z.string().max(200), replacement: z.string().max(200) }).refine((rule) => dialRuleFault(rule) === null, 'an expression that cannot be used');

/** How an account dials. */
export const Dialling = z.strictObject({
  numberForm: z.enum(['as-typed', 'e164', 'national']).default('as-typed'),
  countryCode: Digits(4).regex(/^(?!0)/, 'a country code without zeros').default(''),
  nationalPrefix: Digits(4).default('0'),
  internationalPrefix: Digits(6).default('00'),
  rules: z.array(Rule).max(MOST_DIAL_RULES).default([]),
}).refine(({ numberForm, countryCode }) => numberForm === 'as-typed' || countryCode !== '', 'this form needs a country code') satisfies z.ZodType<DialPlan>;
export type Dialling = z.infer<typeof Dialling>;
