import { describe, expect, it } from 'vitest';
import { redact } from '../../../main/platform/redact.ts';

describe('redact', () => {
  it('hides whatever lies under the name of a secret, at any depth', () => {
    expect(redact({ user: '1001', password: 'hunter2', nested: [{ clientSecret: { a: 1 } }, { 'Proxy-Authorization': 'x' }, { authToken: 't' }, { ha1: 'f00' }] })).toEqual({
      user: '1001', password: '[redacted]', nested: [{ clientSecret: '[redacted]' }, { 'Proxy-Authorization': '[redacted]' }, { authToken: '[redacted]' }, { ha1: '[redacted]' }],
    });
  });

  it('hides the credentials inside a SIP message and leaves the rest of it', () => {
    const message = 'REGISTER sip:a SIP/2.0\r\nAuthorization: Digest response="f00"\r\nproxy-authorization : Digest x\r\nCSeq: 1 REGISTER\r\n';
    const redacted = String(redact(message));
    expect(redacted).not.toMatch(/f00|Digest/);
    expect(redacted).toContain('CSeq: 1 REGISTER');
  });

  it('hides a webhook secret anywhere in a text', () => {
    expect(redact('bad secret whsec_c2VjcmV0+/=, sorry')).toBe('bad secret whsec_[redacted], sorry');
  });

  it('keeps name and message of an error, redacted, and nothing else of it', () => {
    expect(redact(Object.assign(new TypeError('with whsec_abc'), { password: 'hunter2' }))).toEqual({ name: 'TypeError', message: 'with whsec_[redacted]' });
  });

  it('ends on a cycle', () => {
    const cycle: Record<string, unknown> = { name: 'a' };
    cycle['self'] = cycle;
    expect(JSON.stringify(redact(cycle))).toContain('[deep]');
  });

  it.each([[7], [true], [null], [undefined]])('leaves %s alone and never changes what it was given', (value) => {
    expect(redact(value)).toBe(value);
    const given = { password: 'hunter2' };
    redact(given);
    expect(given.password).toBe('hunter2');
  });
});
