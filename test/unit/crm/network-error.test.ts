import { describe, expect, it } from 'vitest';
import { describeNetworkError } from '../../../main/crm/network-error.ts';

const withCode = (code: string): Error => Object.assign(new Error('inner'), { code });
const fetchFailed = (cause: unknown): Error => new TypeError('fetch failed', { cause });

describe('describeNetworkError', () => {
  it.each([
    ['ECONNREFUSED', 'nothing answers'],
    ['ENOTFOUND', 'host name is not known'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another name'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'does not trust'],
  ])('says %s in words', (code, words) => {
    expect(describeNetworkError(fetchFailed(withCode(code)))).toMatch(new RegExp(`^${code}: .*${words}`));
  });

  it('finds the code among the failures of several addresses', () => {
    expect(describeNetworkError(fetchFailed(new AggregateError([new Error('no code'), withCode('ECONNREFUSED')])))).toMatch(/^ECONNREFUSED/);
  });

  it('keeps a code that it has no words for, and the message where there is none', () => {
    expect(describeNetworkError(fetchFailed(withCode('EODD')))).toBe('EODD');
    expect(describeNetworkError(new Error('odd'))).toBe('odd');
    expect(describeNetworkError('odd')).toBe('odd');
  });

  it('does not run in circles', () => {
    const error: Error = new Error('loop');
    error.cause = error;
    expect(describeNetworkError(error)).toBe('loop');
  });
});
