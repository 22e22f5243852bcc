import { describe, expect, it } from 'vitest';
import { createClientRetransmission } from '../../../../main/sip/shim/client-retransmission.ts';
import { createRefusalRetransmission } from '../../../../main/sip/shim/refusal-retransmission.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { request, response } from '../messages.ts';

const VIA = 'Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK1';

function client(method: string): { clock: ReturnType<typeof createFakeClock>; atMs: number[]; answer: (statusCode: number) => void; unit: ReturnType<typeof createClientRetransmission> } {
  const clock = createFakeClock();
  const unit = createClientRetransmission(clock);
  const atMs: number[] = [];
  unit.sent(request(method, [VIA, `CSeq: 1 ${method}`]), () => atMs.push(clock.monotonicMs()));
  return { clock, atMs, unit, answer: (statusCode) => unit.received(response(statusCode, [VIA, `CSeq: 1 ${method}`])) };
}

describe('an unanswered request over UDP', () => {
  it('is sent again after T1, then ever twice as long, when it is an INVITE (Timer A, RFC 3261 s. 17.1.1.2)', () => {
    const { clock, atMs } = client('INVITE');
    clock.advance(60_000);
    expect(atMs).toEqual([500, 1_500, 3_500, 7_500, 15_500, 31_500]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is sent again at most every T2 when it is another (Timer E, RFC 3261 s. 17.1.2.2)', () => {
    const { clock, atMs } = client('REGISTER');
    clock.advance(60_000);
    expect(atMs).toEqual([500, 1_500, 3_500, 7_500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
  });

  it('rests after any response to an INVITE', () => {
    const { clock, atMs, answer } = client('INVITE');
    clock.advance(600);
    answer(100);
    clock.advance(60_000);
    expect(atMs).toEqual([500]);
  });

  it('goes on every T2 after a 1xx to another request, and rests after the final response', () => {
    const { clock, atMs, answer } = client('BYE');
    answer(100);
    clock.advance(5_000);
    answer(200);
    clock.advance(60_000);
    expect(atMs).toEqual([500, 4_500]);
  });

  it('is not an ACK', () => {
    const { clock, atMs } = client('ACK');
    clock.advance(60_000);
    expect(atMs).toEqual([]);
  });

  it('is not disturbed by the answer to a CANCEL of the same branch', () => {
    const { clock, atMs, unit } = client('INVITE');
    unit.received(response(200, [VIA, 'CSeq: 1 CANCEL']));
    clock.advance(600);
    expect(atMs).toEqual([500]);
  });

  it('leaves no timer behind when the phone stops', () => {
    const { clock, unit } = client('INVITE');
    unit.stop();
    expect(clock.pendingTimers()).toBe(0);
  });
});

describe('our refusal of an INVITE over UDP', () => {
  function refusal(statusCode: number, method = 'INVITE'): { clock: ReturnType<typeof createFakeClock>; atMs: number[]; unit: ReturnType<typeof createRefusalRetransmission> } {
    const clock = createFakeClock();
    const unit = createRefusalRetransmission(clock);
    const atMs: number[] = [];
    unit.sent(response(statusCode, [VIA, `CSeq: 1 ${method}`]), () => atMs.push(clock.monotonicMs()));
    return { clock, atMs, unit };
  }

  it('is sent again until its ACK (Timer G, RFC 3261 s. 17.2.1)', () => {
    const { clock, atMs, unit } = refusal(486);
    clock.advance(10_000);
    unit.received(request('ACK', [VIA]));
    clock.advance(60_000);
    expect(atMs).toEqual([500, 1_500, 3_500, 7_500]);
  });

  it('is given up with Timer H', () => {
    const { clock, atMs } = refusal(486);
    clock.advance(120_000);
    expect(atMs.at(-1)).toBeLessThan(32_000);
    expect(clock.pendingTimers()).toBe(0);
  });

  it.each([[180, 'INVITE'], [200, 'INVITE'], [404, 'OPTIONS']])('is not a %i to %s', (statusCode, method) => {
    expect(refusal(statusCode, method).clock.pendingTimers()).toBe(0);
  });
});
