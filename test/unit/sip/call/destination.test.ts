import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDestination } from '../../../../main/sip/call/destination.ts';
import { parseSipUri } from '../../../../main/sip/wire/sip-fields.ts';

const uriOf = (text: string): string | null => {
  const parsed = parseDestination(text, 'trunk.test');
  return parsed.ok ? parsed.value.uri : null;
};

describe('what a person types to call', () => {
  it.each([
    ['100', 'sip:100@trunk.test'],
    ['+49 (30) 123-45.67', 'sip:+49301234567@trunk.test'],
    ['(030) 123,45/67', 'sip:0301234567@trunk.test'],
    ['+44 (0)20 7946 0000', 'sip:+442079460000@trunk.test'],
    ['\u202a+49\u00a030\u2011123\u202c', 'sip:+4930123@trunk.test'],
    ['\uff11\uff12\uff13', 'sip:123@trunk.test'],
    ['*21#', 'sip:*21%23@trunk.test'],
    ['bob', 'sip:bob@trunk.test'],
    ['bob@example.com', 'sip:bob@example.com'],
    ['sip:bob@example.com:5080;transport=udp', 'sip:bob@example.com:5080;transport=udp'],
    ['SIPS:bob@example.com', 'sips:bob@example.com'],
    ['sip:caf%C3%A9@example.com', 'sip:caf%C3%A9@example.com'],
    ['tel:+49-30-123;phone-context=x', 'sip:+4930123@trunk.test'],
  ])('%s reaches %s', (text, uri) => {
    expect(uriOf(text)).toBe(uri);
  });

  it.each(['', '   ', 'sip:', 'sip:@example.com', 'sip:bob@', 'bob@exa mple.com', 'tel:bob', 'https://example.com', 'a b c', '"bob"', 'bob@example.com\r\nX: y', '<script>'])('%j is no destination', (text) => {
    expect(uriOf(text)).toBeNull();
  });

  it('never gives a URI with line ends, spaces or brackets, which would break the request', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const uri = uriOf(text);
      return uri === null || (!/[\s<>"]/.test(uri) && parseSipUri(uri) !== null);
    }), { numRuns: 2_000 });
  });
});
