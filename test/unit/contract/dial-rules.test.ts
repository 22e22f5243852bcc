import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dialling } from '../../../preload/contract/calling.ts';
import { applyDialPlan, dialRuleFault } from '../../../preload/contract/dial-rules.ts';

const FRANCE = { countryCode: '33', nationalPrefix: '0', internationalPrefix: '00' };
const plan = (change: object): Dialling => Dialling.parse(change);
const dialled = (typed: string, change: object): string => applyDialPlan(typed, plan(change)).dialled;

describe('the dial plan of an account', () => {
  it.each([
    ['0142685300', '+33142685300'], ['+33142685300', '+33142685300'], ['0033142685300', '+33142685300'], ['00442079460000', '+442079460000'],
    ['15', '15'], ['2001', '2001'], ['*21#', '*21#'], ['bob', 'bob'],
  ])('E.164: %s goes out as %s', (typed, expected) => {
    expect(dialled(typed, { ...FRANCE, numberForm: 'e164' })).toBe(expected);
  });

  it.each([
    ['+33142685300', '0142685300'], ['0033142685300', '0142685300'], ['0142685300', '0142685300'], ['+442079460000', '00442079460000'], ['112', '112'], ['2001', '2001'],
  ])('as within the country: %s of an E.164 directory goes out as %s (T40)', (typed, expected) => {
    expect(dialled(typed, { ...FRANCE, numberForm: 'national' })).toBe(expected);
  });

  it('a country without a national prefix: long numbers are its own, short ones extensions', () => {
    const spain = { numberForm: 'e164', countryCode: '34', nationalPrefix: '', internationalPrefix: '00' };
    expect(dialled('912345678', spain)).toBe('+34912345678');
    expect(dialled('112', spain)).toBe('112');
  });

  it('rewrites go from top to bottom, each on what the one before left, after the form (T40)', () => {
    const steps = applyDialPlan('+33142685300', plan({ ...FRANCE, numberForm: 'national', rules: [{ pattern: '^9', replacement: 'x' }, { pattern: '^0(\\d{9})$', replacement: '9,0$1' }, { pattern: ',', replacement: '' }] }));
    expect(steps).toEqual({ formed: '0142685300', afterRule: [null, '9,0142685300', '90142685300'], dialled: '90142685300' });
  });

  it.each([
    ['', 'empty'], [' ', 'empty'], ['(', 'not-an-expression'], ['^+33', 'not-an-expression'], ['[', 'not-an-expression'], ['a{2,1}', 'not-an-expression'],
    ['(a+)+$', 'too-slow'], ['(a|a)*$', 'too-slow'], ['((a?){30})+', 'too-slow'], ['(?:\\d*x?){2,}', 'too-slow'], ['a*a*a*a*b', 'too-slow'], ['(?<x>[0-9]+)*', 'too-slow'],
    ['^\\+33', null], ['^00(\\d+)$', null], ['^(?:\\+|00)33', null], ['^(1|2)\\d{3}$', null], ['\\(+', null], ['[*+|(]', null],
  ])('%j: %s', (pattern, fault) => {
    expect(dialRuleFault({ pattern, replacement: '' })).toBe(fault);
    expect(Dialling.safeParse({ rules: [{ pattern, replacement: '' }] }).success).toBe(fault === null);
  });

  it('no expression that is taken holds up a call', () => {
    const piece = fc.constantFrom('\\d+', '\\d*', '(\\d+)', '(\\d|1)', '1?', '(1?)', '[0-9]{1,90}', '+', '*', '{2,}', '$', '^', '(', ')', '|', '1');
    fc.assert(fc.property(fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')), (pattern) => {
      if (dialRuleFault({ pattern, replacement: '' }) !== null) return;
      const startedMs = performance.now();
      applyDialPlan(`${'1'.repeat(63)}x`, { numberForm: 'as-typed', countryCode: '', nationalPrefix: '0', internationalPrefix: '00', rules: [{ pattern: `${pattern}y`, replacement: '' }] });
      expect(performance.now() - startedMs).toBeLessThan(1_000);
    }), { numRuns: 300 });
  });

  it('a form other than as typed needs a country code, and an account of before has the plain plan (T49)', () => {
    expect(Dialling.safeParse({ numberForm: 'e164' }).success).toBe(false);
    expect(Dialling.safeParse({ numberForm: 'e164', countryCode: '049' }).success).toBe(false);
    expect(plan({})).toEqual({ numberForm: 'as-typed', countryCode: '', nationalPrefix: '0', internationalPrefix: '00', rules: [] });
  });
});
