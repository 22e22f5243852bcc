import { describe, expect, it } from 'vitest';
import { socketHost, uriHost } from '../../../../main/sip/wire/host.ts';

describe('a host', () => {
  it.each([['192.0.2.1', '192.0.2.1', '192.0.2.1'], ['trunk.example', 'trunk.example', 'trunk.example'], ['[2001:DB8::0:1]', '2001:db8::1', '[2001:db8::1]'], ['2001:db8:0:0:0:0:0:1', '2001:db8::1', '[2001:db8::1]'], ['fe80::1%eth0', 'fe80::1%eth0', '[fe80::1%eth0]']])('%s is %s to a socket and %s in a URI', (written, toSocket, inUri) => {
    expect(socketHost(written)).toBe(toSocket);
    expect(uriHost(toSocket)).toBe(inUri);
  });
});
