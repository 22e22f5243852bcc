import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDialLink, readDialLink } from '../../../main/app/dial-link.ts';
import { parseDestination } from '../../../main/sip/call/destination.ts';

describe('a clicked telephone link (T38)', () => {
  it.each([
    ['tel:+49301234', '+49301234'],
    ['TEL:030-1234', '030-1234'],
    ['tel:+1-(555)-010%2099', '+1-(555)-010 99'],
    ['tel:%2B49%20(0)30%2F1234', '+49 (0)30/1234'],
    ['tel:+49 30 1234', '+49 30 1234'],
    ['tel://5550100', '5550100'],
    ['callto:+4930%201234', '+4930 1234'],
    ['callto://alice', 'alice'],
    ['tel:7042;phone-context=example.com', '7042'],
    ['tel:*21%23', '*21#'],
    ['sip:alice@example.com', 'sip:alice@example.com'],
    ['SIPS:alice@example.com', 'sips:alice@example.com'],
    ['sip:alice%40', null],
    ['sip:%2B4930@example.com:5070', 'sip:+4930@example.com:5070'],
    ['sip:5550100', '5550100'],
    ['sip://alice@example.com/', 'sip:alice@example.com'],
  ])('reads %s', (link, destination) => {
    expect(isDialLink(link)).toBe(true);
    expect(readDialLink(link)).toBe(destination);
    if (destination !== null) expect(parseDestination(destination, 'trunk.example').ok).toBe(true);
  });

  it('leaves out headers and parameters, which a page has no say in (RFC 3261 s. 19.1.5)', () => {
    expect(readDialLink('sip:alice@example.com?Replaces=1%3Bto-tag%3D2')).toBe('sip:alice@example.com');
    expect(readDialLink('sip:alice@example.com;maddr=10.0.0.1;method=REGISTER')).toBe('sip:alice@example.com');
    expect(readDialLink('sip:alice@example.com%0D%0AReplaces:%201')).toBeNull();
  });

  it.each(['https://example.com', 'tel:', 'tel:?x', 'callto:javascript:alert(1)', 'sip:<script>@x', 'tel:#@[', `tel:${'1'.repeat(300)}`])('calls nobody for %s', (link) => {
    expect(readDialLink(link)).toBeNull();
  });

  it('never throws, and gives nothing but what can be called', () => {
    fc.assert(fc.property(fc.constantFrom('tel:', 'sip:', 'callto:', ''), fc.string(), (scheme, rest) => {
      const destination = readDialLink(`${scheme}${rest}`);
      if (destination !== null) expect(parseDestination(destination, 'trunk.example').ok).toBe(true);
    }));
  });
});
