import { describe, expect, it } from 'vitest';
import { failure, success } from '../../../../preload/contract/result.ts';
import { createSessionSdp } from '../../../../main/sip/call/session-sdp.ts';
import type { CallSdp } from '../../../../main/sip/sip-phone.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

function media(overrides: Partial<CallSdp> = {}): { sdp: CallSdp; orders: string[] } {
  const orders: string[] = [];
  return {
    orders,
    sdp: {
      createOffer: async () => { orders.push('offer'); return success('our offer'); },
      acceptAnswer: async (sdp, isFinal) => { orders.push(`accept ${sdp} ${isFinal ? 'final' : 'early'}`); return success(); },
      createAnswer: async (offer) => { orders.push(`answer ${offer}`); return success('our answer'); },
      ...overrides,
    },
  };
}

describe('the offer/answer of a dialog (RFC 3264)', () => {
  it('offers, takes an early answer and then the final one, and notes when that came', async () => {
    const { sdp, orders } = media();
    const clock = createFakeClock();
    const session = createSessionSdp(sdp, clock);
    expect(await session.getDescription()).toEqual({ body: 'our offer', contentType: 'application/sdp' });
    session.acceptEarlyAnswer('a1');
    clock.advance(70);
    const taking = session.setDescription('a2');
    expect(session.answeredAtMs).toBe(70);
    expect(session.settling).not.toBeNull();
    await taking;
    expect(session.settling).toBeNull();
    expect(orders).toEqual(['offer', 'accept a1 early', 'accept a2 final']);
  });

  it('answers an offer, also that of a re-INVITE', async () => {
    const { sdp, orders } = media();
    const session = createSessionSdp(sdp, createFakeClock());
    for (const offer of ['o1', 'o2']) {
      await session.setDescription(offer);
      await session.getDescription();
    }
    expect(orders).toEqual(['answer o1', 'answer o2']);
  });

  it('sends what was prepared for the 200, and takes the answer of a late offer from the ACK (RFC 3261 s. 13.2.1)', async () => {
    const { sdp, orders } = media();
    const session = createSessionSdp(sdp, createFakeClock());
    session.prepare('late offer', true);
    expect((await session.getDescription()).body).toBe('late offer');
    await session.setDescription('their answer');
    expect(orders).toEqual(['accept their answer final']);
  });

  it('asks the media once when the answer was prepared', async () => {
    const { sdp, orders } = media();
    const session = createSessionSdp(sdp, createFakeClock());
    session.prepare('prepared', false);
    await session.setDescription('their offer');
    expect((await session.getDescription()).body).toBe('prepared');
    expect(orders).toEqual([]);
  });

  it('rejects for sip.js what the media refuses, and remembers why', async () => {
    const refusal = failure('no-common-codec', 'None of both.');
    const session = createSessionSdp(media({ createAnswer: async () => refusal }).sdp, createFakeClock());
    await session.setDescription('o');
    await expect(session.getDescription()).rejects.toThrow('no-common-codec');
    expect(session.refusal).toEqual(refusal.error);
  });

  it('lets nothing depend on an early answer that the media refuses', async () => {
    const session = createSessionSdp(media({ acceptAnswer: async (_sdp, isFinal) => (isFinal ? success() : failure('bad-sdp', 'Unreadable.')) }).sdp, createFakeClock());
    await session.getDescription();
    session.acceptEarlyAnswer('junk');
    await session.setDescription('good');
    expect(session.refusal).toBeNull();
  });

  it('forgets an offer of ours that was refused', async () => {
    const { sdp, orders } = media();
    const session = createSessionSdp(sdp, createFakeClock());
    await session.getDescription();
    await session.rollbackDescription?.();
    await session.setDescription('their offer');
    await session.getDescription();
    expect(orders).toEqual(['offer', 'answer their offer']);
  });

  it.each([['application/sdp', true], ['Application/SDP; charset=utf-8', true], ['text/plain', false]])('reads %s: %s', (contentType, expected) => {
    expect(createSessionSdp(media().sdp, createFakeClock()).hasDescription(contentType)).toBe(expected);
  });
});
