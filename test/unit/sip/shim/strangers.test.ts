import { describe, expect, it } from 'vitest';
import { createAcquaintances } from '../../../../main/sip/shim/acquaintances.ts';
import { createStrangerCount } from '../../../../main/sip/shim/stranger-count.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { request, response } from '../messages.ts';

describe('the count of strangers', () => {
  it('is told at once, and in a flood once a second', () => {
    const clock = createFakeClock();
    const told: number[] = [];
    const count = createStrangerCount(clock, (total) => told.push(total));
    for (let message = 0; message < 1_000; message += 1) count.note();
    expect(told).toEqual([1]);
    clock.advance(1_000);
    expect(told).toEqual([1, 1_000]);
    clock.advance(5_000);
    count.note();
    expect(told).toEqual([1, 1_000, 1_001]);
    count.stop();
    expect(clock.pendingTimers()).toBe(0);
  });
});

describe('a line that takes calls from anybody', () => {
  it('hears requests from any address, and one that does not from the trunk alone', () => {
    const invite = request('INVITE', ['To: <sip:1001@x>']);
    expect(createAcquaintances(['192.0.2.1'], true).mayHear(invite, '198.51.100.9')).toBe(true);
    expect(createAcquaintances(['192.0.2.1'], true).mayHear(response(200, []), '198.51.100.9')).toBe(true);
    expect(createAcquaintances(['192.0.2.1']).mayHear(invite, '198.51.100.9')).toBe(false);
    expect(createAcquaintances(['192.0.2.1']).isKnown('198.51.100.9')).toBe(false);
  });
});
