import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dialling } from '../../../../preload/contract/calling.ts';
import { accountErrors, newAccountDraft } from '../../../../renderer/features/accounts/account-draft.ts';
import { canAddRule, changeRule, dialPlanFaults, hasFault, moveRule, NO_DIAL_PLAN, tryPlan } from '../../../../renderer/features/accounts/dial-plan.ts';

const rules = [{ pattern: 'a', replacement: '1' }, { pattern: 'b', replacement: '2' }];

describe('the dial plan in the account form', () => {
  it('takes and refuses exactly what main does', () => {
    const digits = fc.oneof(fc.stringMatching(/^\d{0,8}$/), fc.constantFrom('+33', ' ', '0'));
    const rule = fc.record({ pattern: fc.oneof(fc.string({ maxLength: 220 }), fc.constantFrom('^\\+33', '(', '(a+)+', ''), fc.string({ minLength: 201, maxLength: 205 })), replacement: fc.string({ maxLength: 210 }) });
    const plan = fc.record({ numberForm: fc.constantFrom('as-typed' as const, 'e164' as const, 'national' as const), countryCode: digits, nationalPrefix: digits, internationalPrefix: digits, rules: fc.array(rule, { maxLength: 3 }) });
    fc.assert(fc.property(plan, (drafted) => {
      expect(hasFault(dialPlanFaults(drafted))).toBe(!Dialling.safeParse(drafted).success);
    }), { numRuns: 500 });
  });

  it('a fault in it keeps the account from being saved, in words', () => {
    const draft = { ...newAccountDraft(), label: 'Office', user: '1', domain: 'x', password: 'y' };
    expect(accountErrors(draft, false)).toEqual({});
    expect(accountErrors({ ...draft, dialling: { ...NO_DIAL_PLAN, rules: [{ pattern: '(', replacement: '' }] } }, false)).toEqual({ dialling: 'dialPlanFaulty' });
  });

  it('tries a number in any writing; an address with a host is left alone (T40)', () => {
    const plan = { ...NO_DIAL_PLAN, rules: [{ pattern: '^\\+33', replacement: '0' }] };
    expect(tryPlan('+33 (1) 42-68.53 00', plan)?.dialled).toBe('0142685300');
    expect(tryPlan('tel:+33-1', plan)?.dialled).toBe('01');
    expect(tryPlan('bob@example.com', plan)).toBeNull();
    expect(tryPlan(' ', plan)).toBeNull();
  });

  it('changes and moves rewrites', () => {
    expect(changeRule(rules, 1, { pattern: 'c' })).toEqual([rules[0], { pattern: 'c', replacement: '2' }]);
    expect(moveRule(rules, 1, -1)).toEqual([rules[1], rules[0]]);
    expect(moveRule(rules, 1, 1)).toEqual(rules);
    expect(canAddRule(rules)).toBe(true);
    expect(canAddRule(Array.from({ length: 30 }, () => rules[0]!))).toBe(false);
  });
});
