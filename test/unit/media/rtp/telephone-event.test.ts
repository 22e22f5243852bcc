import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventReceiver, decodeEvent, encodeEvent, planEvents } from '../../../../main/media/rtp/telephone-event.ts';

const DIGITS = '0123456789*#ABCD';

describe('the payload of a telephone event', () => {
  it('is event, end bit with volume, and duration (RFC 4733 s. 2.3)', () => {
    expect(encodeEvent({ digit: '#', isEnd: true, durationTicks: 800 })).toEqual(Buffer.from([11, 0x80 | 10, 0x03, 0x20]));
    expect(encodeEvent({ digit: 'd', isEnd: false, durationTicks: 0x1_0000 })).toEqual(Buffer.from([15, 10, 0xff, 0xff]));
  });

  it.each([...DIGITS])('reads back digit %s', (digit) => {
    expect(decodeEvent(encodeEvent({ digit, isEnd: false, durationTicks: 4_800 }))).toEqual({ digit, isEnd: false, durationTicks: 4_800 });
  });

  it('is null for what is too short or no digit, and never throws', () => {
    expect(decodeEvent(Buffer.from([1, 2, 3]))).toBeNull();
    expect(decodeEvent(Buffer.from([16, 0, 0, 0]))).toBeNull(); // flash hook
    fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => void decodeEvent(Buffer.from(bytes))));
  });
});

describe.each([[8_000, 160], [48_000, 960]])('the packets of a tone at %d Hz', (clockRateHz, frameTicks) => {
  const plan = planEvents('5', clockRateHz);
  const events = plan.map((packet) => decodeEvent(packet.payload));

  it('come every 20 ms with a rising duration, marked at the first alone (RFC 4733 s. 2.5.1)', () => {
    expect(plan.slice(0, 4).map((packet) => packet.atMs)).toEqual([0, 20, 40, 60]);
    expect(events.slice(0, 4).map((event) => event?.durationTicks)).toEqual([1, 2, 3, 4].map((n) => n * frameTicks));
    expect(plan.map((packet) => packet.isFirst)).toEqual([true, false, false, false, false, false, false]);
  });

  it('end three times with the whole duration (RFC 4733 s. 2.5.1.4)', () => {
    expect(events.slice(4)).toEqual(Array.from({ length: 3 }, () => ({ digit: '5', isEnd: true, durationTicks: 5 * frameTicks })));
    expect(events.slice(0, 4).some((event) => event?.isEnd)).toBe(false);
  });

  it('leave 60 ms between digits', () => {
    const starts = planEvents('12#', clockRateHz).filter((packet) => packet.isFirst).map((packet) => packet.atMs);
    expect(starts).toEqual([0, 160, 320]);
  });
});

describe('the receiver of telephone events', () => {
  const event = (digit: string, isEnd = false) => encodeEvent({ digit, isEnd, durationTicks: 160 });

  it('names a digit once over all its packets, and again when the same digit is pressed again', () => {
    const receive = createEventReceiver();
    const heard = [...[0, 1, 2, 3].map((n) => receive(event('7', n > 0), 1_000)), receive(event('7'), 2_280)];
    expect(heard).toEqual(['7', null, null, null, '7']);
  });

  it('names a digit whose first packets were lost by its end', () => {
    expect(createEventReceiver()(event('3', true), 55)).toBe('3');
  });

  it('ignores a late copy of an earlier event', () => {
    const receive = createEventReceiver();
    expect([receive(event('1'), 1_000), receive(event('2'), 2_280), receive(event('1', true), 1_000)]).toEqual(['1', '2', null]);
  });

  it('keeps a long tone one digit over its segments (RFC 4733 s. 2.5.1.3)', () => {
    const receive = createEventReceiver();
    expect([receive(event('9'), 10), receive(event('9'), 10 + 0xffff), receive(event('9', true), 10 + 0xffff), receive(event('9'), 10 + 3 * 0xffff)]).toEqual(['9', null, null, '9']);
  });

  it('hears a source that counts anew, and goes on over the wrap of the timestamp', () => {
    const receive = createEventReceiver();
    expect([receive(event('1'), 0xffff_ff00), receive(event('2'), 0x100), receive(event('3'), 0x9000_0000)]).toEqual(['1', '2', '3']);
  });
});
