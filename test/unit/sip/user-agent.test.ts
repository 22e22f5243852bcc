import { describe, expect, it } from 'vitest';
import { withoutCredentials } from '../../../main/sip/user-agent.ts';

describe('what sip.js writes into the log', () => {
  it('holds no credentials, whatever the spelling of their header', () => {
    const quoted = 'INVITE sip:b@c SIP/2.0\r\nAuthorization: Digest username="a", response="d41d8cd9"\r\nproxy-authorization : Digest response="cafe"\r\nCall-ID: 1';
    const kept = withoutCredentials(quoted);
    expect(kept).not.toMatch(/d41d8cd9|cafe/);
    expect(kept).toContain('INVITE sip:b@c SIP/2.0');
    expect(kept).toContain('Call-ID: 1');
  });
});
