import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessageSummary } from '../../../../main/sip/presence/message-summary.ts';

describe('a message summary (RFC 3842)', () => {
  it.each([
    ['Messages-Waiting: yes\r\nMessage-Account: sip:alice@vmail.example.com\r\nVoice-Message: 4/8 (1/2)\r\n', { isWaiting: true, newCount: 4, oldCount: 8 }],
    ['messages-waiting:no\nvoice-message:0/3', { isWaiting: false, newCount: 0, oldCount: 3 }],
    ['Messages-Waiting: yes\r\nFax-Message: 1/0\r\n', { isWaiting: true, newCount: null, oldCount: null }],
    ['Voice-Message: 4/8', null],
    ['Messages-Waiting: perhaps', null],
    ['', null],
  ])('is read: %j', (body, expected) => {
    expect(parseMessageSummary(body)).toEqual(expected);
  });

  it('never throws, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (text) => { parseMessageSummary(`Messages-Waiting: yes\r\n${text}`); }));
  });
});
