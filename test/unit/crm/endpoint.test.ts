import { describe, expect, it } from 'vitest';
import { checkEndpointUrl, checkWebhookSecret } from '../../../main/crm/endpoint.ts';

describe('checkEndpointUrl', () => {
  it.each(['https://crm.example.org/hooks?x=1', 'http://127.0.0.1:8080/', 'http://127.9.9.9/', 'http://localhost/x', 'http://[::1]:99/', 'http://127.1/'])('accepts %s', (url) => {
    expect(checkEndpointUrl(url).ok).toBe(true);
  });

  it.each(['http://crm.example.org/', 'http://10.0.0.1/', 'http://localhost.example.org/', 'http://127.0.0.1.example.org/', 'ftp://127.0.0.1/', 'file:///etc/passwd', 'crm', '', 'https://user:word@crm.example.org/'])('refuses %j', (url) => {
    expect(checkEndpointUrl(url)).toMatchObject({ ok: false, error: { code: 'insecure-url' } });
  });
});

describe('checkWebhookSecret', () => {
  const secretOf = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

  it.each([24, 25, 26, 32, 64])('accepts %i bytes', (bytes) => {
    expect(checkWebhookSecret(secretOf(bytes)).ok).toBe(true);
  });

  it.each([['23 bytes', secretOf(23)], ['65 bytes', secretOf(65)], ['no prefix', secretOf(32).slice(6)], ['no base64', 'whsec_not!base64not!base64not!base64'], ['nothing', ''], ['cut base64', secretOf(32).slice(0, -2)], ['a line break', `${secretOf(32)}\n`]])('refuses %s without repeating it', (_case, secret) => {
    const checked = checkWebhookSecret(secret);
    expect(checked).toMatchObject({ ok: false, error: { code: 'bad-secret' } });
    expect(JSON.stringify(checked)).not.toContain(secret === '' ? 'whsec_B' : secret);
  });
});
