import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { keepRegistered, networkKey } from '../../../main/app/keep-registered.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const info = (address: string, internal = false): NetworkInterfaceInfo => ({ address, internal, family: 'IPv4', netmask: '255.255.255.0', mac: '02:00:00:00:00:01', cidr: null });

function setUp() {
  const clock = createFakeClock();
  const asked: string[] = [];
  let interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = { lo: [info('127.0.0.1', true)], eth0: [info('192.0.2.7')] };
  const kept = keepRegistered({ clock, log: silentLog, interfaces: () => interfaces, accounts: { registerAll: () => void asked.push(`all ${clock.monotonicMs()}`), registerUnsettled: () => void asked.push(`unsettled ${clock.monotonicMs()}`) } });
  return { clock, asked, kept, plug: (next: NodeJS.Dict<NetworkInterfaceInfo[]>) => { interfaces = next; } };
}

describe('keeping lines registered', () => {
  it('leaves them alone while nothing changes', () => {
    const { clock, asked } = setUp();
    clock.advance(3_600_000);
    expect(asked).toEqual([]);
  });

  it('registers all at once on another network, and soon again those that did not succeed (T02, T53)', () => {
    const { clock, asked, plug } = setUp();
    clock.advance(60_000);
    plug({ lo: [info('127.0.0.1', true)], wlan0: [info('198.51.100.4')] });
    clock.advance(20_000);
    expect(asked).toEqual(['all 62000', 'unsettled 63000', 'unsettled 65000', 'unsettled 68000', 'unsettled 72000']);
  });

  it('registers at once after a wake, once for two signs of it (T01)', () => {
    const { clock, asked, kept } = setUp();
    kept.wake('resume');
    kept.wake('unlock');
    clock.advance(500);
    expect(asked).toEqual(['all 0']);
    kept.stop();
    clock.advance(60_000);
    expect(asked).toEqual(['all 0']);
  });
});

describe('the key of a network', () => {
  it('is the same for the same addresses in another order, and leaves out what is the machine\'s own', () => {
    expect(networkKey({ lo: [info('127.0.0.1', true)], a: [info('192.0.2.1')], b: [info('192.0.2.2')] })).toBe(networkKey({ b: [info('192.0.2.2')], a: [info('192.0.2.1')] }));
    expect(networkKey({ lo: [info('127.0.0.1', true)] })).toBe('');
  });
});
