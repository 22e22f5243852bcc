import { describe, expect, it } from 'vitest';
import { createAckCredentials } from '../../../../main/sip/shim/ack-credentials.ts';
import { headersOf } from '../../../../main/sip/wire/message.ts';
import { request } from '../messages.ts';

const message = (method: string, branch: string, sequence: number, ...more: string[]) => request(method, [`Via: SIP/2.0/UDP a;branch=${branch}`, 'Call-ID: c1', `CSeq: ${sequence} ${method}`, ...more]);
const shown = (completed: ReturnType<typeof request>): readonly string[] => headersOf(completed, 'proxy-authorization');

describe('the ACK of a 2xx (RFC 3261 s. 22.1)', () => {
  it('repeats all credentials of its INVITE', () => {
    const ack = createAckCredentials();
    ack.complete(message('INVITE', 'z9hG4bK1', 1));
    ack.complete(message('INVITE', 'z9hG4bK2', 2, 'Proxy-Authorization: Digest one', 'Proxy-Authorization: Digest two'));
    expect(shown(ack.complete(message('ACK', 'z9hG4bK3', 2)))).toEqual(['Digest one', 'Digest two']);
  });

  it('has none where its INVITE had none, or is not ours', () => {
    const ack = createAckCredentials();
    ack.complete(message('INVITE', 'z9hG4bK1', 1));
    expect(shown(ack.complete(message('ACK', 'z9hG4bK3', 1)))).toEqual([]);
    expect(shown(ack.complete(message('ACK', 'z9hG4bK3', 7)))).toEqual([]);
  });

  it('differs in that from the ACK of a refusal, and from all other requests', () => {
    const ack = createAckCredentials();
    ack.complete(message('INVITE', 'z9hG4bK2', 2, 'Proxy-Authorization: Digest one'));
    expect(shown(ack.complete(message('ACK', 'z9hG4bK2', 2)))).toEqual([]);
    const cancel = message('CANCEL', 'z9hG4bK2', 2);
    expect(ack.complete(cancel)).toBe(cancel);
  });
});
