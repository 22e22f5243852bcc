import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationUri, readMessage } from '../../../../main/sip/messages/received-message.ts';

const request = (headers: Record<string, string>, body = 'hello') => ({
  callId: 'c1', cseq: 7, body,
  getHeader: (name: string) => headers[name],
  getHeaders: (name: string) => (headers[name] === undefined ? [] : [headers[name]]),
});
const FROM = '"Emma" <sip:5550101@trunk.example:5070;transport=tcp>;tag=x';

describe('a received MESSAGE (RFC 3428)', () => {
  it('is plain text from a party whose address stays the same over ports and parameters', () => {
    expect(readMessage(request({ From: FROM, 'Content-Type': 'text/plain;charset=UTF-8' }, '你好'))).toEqual({
      kind: 'text', text: '你好', messageKey: 'c1 7', party: { uri: 'sip:5550101@trunk.example', user: '5550101', displayName: 'Emma' },
    });
  });

  it.each(['text/html', 'application/im-iscomposing+xml', 'message/cpim', 'text/plain;charset=utf-16', 'multipart/mixed'])('of type %s gets 415 with what is taken (s. 7)', (type) => {
    expect(readMessage(request({ From: FROM, 'Content-Type': type }))).toMatchObject({ kind: 'refused', sipStatus: 415, extraHeaders: expect.arrayContaining(['Accept: text/plain']) });
  });

  it('that is compressed gets 415, one longer than a person writes 413', () => {
    expect(readMessage(request({ From: FROM, 'Content-Encoding': 'gzip' }))).toMatchObject({ sipStatus: 415 });
    expect(readMessage(request({ From: FROM }, '字'.repeat(3_000)))).toMatchObject({ sipStatus: 413 });
  });

  it('never throws, whoever it claims to be from', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (from, type) => { readMessage(request({ From: from, 'Content-Type': type })); conversationUri(from); }));
  });
});
