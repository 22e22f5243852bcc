import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, srvNamesOf, type NaptrRecord, type SrvRecord } from '../../../../main/sip/transport/service-records.ts';

const server = (name: string, priority: number, weight: number): SrvRecord => ({ name, port: 5060, priority, weight });
const order = (records: readonly SrvRecord[], random: () => number): string => inOrder(records, random).map(({ name }) => name).join('');

describe('servers of SRV (RFC 2782)', () => {
  it('are tried by priority', () => {
    expect(order([server('c', 30, 1), server('a', 10, 1), server('b', 20, 1)], () => 0.5)).toBe('abc');
  });

  it('of one priority are tried by chance in proportion to their weight', () => {
    const records = [server('a', 10, 90), server('b', 10, 10)];
    expect([order(records, () => 0.05), order(records, () => 0.5), order(records, () => 0.99)]).toEqual(['ba', 'ab', 'ab']);
    let first = 0;
    for (let turn = 0; turn < 1_000; turn += 1) if (order(records, () => turn / 1_000).startsWith('a')) first += 1;
    expect(first).toBeGreaterThan(850);
    expect(first).toBeLessThan(950);
  });

  it('are each tried once, whatever their weights and the chance', () => {
    const any = fc.array(fc.record({ name: fc.string(), port: fc.nat(), priority: fc.integer({ min: 0, max: 3 }), weight: fc.integer({ min: 0, max: 65_535 }) }), { maxLength: 9 });
    fc.assert(fc.property(any, fc.double({ min: 0, max: 1, noNaN: true }), (records, chance) => {
      const ordered = inOrder(records, () => chance);
      expect(ordered).toHaveLength(records.length);
      expect(new Set(ordered)).toEqual(new Set(records));
      expect(ordered.map(({ priority }) => priority)).toEqual(records.map(({ priority }) => priority).sort((a, b) => a - b));
    }));
  });
});

describe('the SRV names of a transport (RFC 3263 s. 4.1)', () => {
  const naptr = (service: string, replacement: string, rank: number, flags = 's'): NaptrRecord => ({ flags, service, regexp: '', replacement, order: rank, preference: 1 });

  it.each([['udp', ['_sip._udp.example.com']], ['tcp', ['_sip._tcp.example.com']], ['tls', ['_sips._tcp.example.com']], ['ws', []], ['wss', []]] as const)('over %s are %j without NAPTR', (transport, names) => {
    expect(srvNamesOf('example.com', transport, [])).toEqual(names);
  });

  it('are those of NAPTR for this transport alone, best first', () => {
    const records = [naptr('sip+d2t', 'second', 20), naptr('SIP+D2U', 'other', 1), naptr('SIP+D2T', 'first', 10), naptr('SIP+D2T', 'no-srv', 1, 'a')];
    expect(srvNamesOf('example.com', 'tcp', records)).toEqual(['first', 'second']);
  });
});
