import { describe, expect, it } from 'vitest';
import { createAttempts } from '../../../../main/sip/call/next-attempt.ts';

const refusal = (sipStatus: number, contacts: string[] = [], minSessionExpires?: string) => ({ sipStatus, contacts, minSessionExpires });

describe('what follows a refused INVITE', () => {
  it('the targets of a 302, the most wanted first, then the others when that one fails (RFC 3261 s. 8.1.3.4)', () => {
    const attempts = createAttempts('sip:1@trunk.example');
    expect(attempts.after(refusal(302, ['<sip:2@trunk.example>;q=0.5, <sip:3@trunk.example>', '<sip:3@TRUNK.example>;q=0.9']))?.uri).toBe('sip:3@trunk.example');
    expect(attempts.after(refusal(486))?.uri).toBe('sip:2@trunk.example');
    expect(attempts.after(refusal(486))).toBeNull();
  });

  it('never a target that was tried, so that two that send us to each other end', () => {
    const attempts = createAttempts('sip:1@trunk.example');
    expect(attempts.after(refusal(302, ['sip:2@trunk.example']))?.uri).toBe('sip:2@trunk.example');
    expect(attempts.after(refusal(302, ['<sip:1@trunk.example;transport=udp>']))).toBeNull();
  });

  it('at most five INVITEs', () => {
    const attempts = createAttempts('sip:0@trunk.example');
    const made = Array.from({ length: 9 }, (_value, index) => attempts.after(refusal(302, [`<sip:${index + 1}@trunk.example>`])));
    expect(made.filter((attempt) => attempt !== null)).toHaveLength(4);
  });

  it.each([['mailto:a@b'], ['<sips:2@trunk.example>'], ['<tel:+49>'], ['*'], ['<sip:>'], ['']])('no target is made of %j', (contact) => {
    expect(createAttempts('sip:1@trunk.example').after(refusal(302, [contact]))).toBeNull();
  });

  it('headers in a target\'s URI do not become ours', () => {
    expect(createAttempts('sip:1@trunk.example').after(refusal(301, ['<sip:2@trunk.example?Replaces=x>']))?.uri).toBe('sip:2@trunk.example');
  });

  it('a 6xx speaks for all targets (s. 21.6), 305 for none', () => {
    const attempts = createAttempts('sip:1@trunk.example');
    attempts.after(refusal(302, ['sip:2@trunk.example, sip:3@trunk.example']));
    expect(attempts.after(refusal(603))).toBeNull();
    expect(createAttempts('sip:1@trunk.example').after(refusal(305, ['sip:2@trunk.example']))).toBeNull();
  });

  it('422: the same once more, with the interval that it asks for (RFC 4028 s. 7.4)', () => {
    const attempts = createAttempts('sip:1@trunk.example');
    expect(attempts.after(refusal(422, [], '3600'))).toEqual({ uri: 'sip:1@trunk.example', extraHeaders: ['Session-Expires: 3600', 'Min-SE: 3600'] });
    expect(attempts.after(refusal(422, [], '7200'))).toBeNull();
    expect(createAttempts('sip:1@trunk.example').after(refusal(422))).toBeNull();
  });
});
