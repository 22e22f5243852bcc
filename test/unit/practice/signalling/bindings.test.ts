import { describe, expect, it } from 'vitest';
import { updateBindings, type Binding, type BindingUpdate } from '../../../../main/practice/signalling/bindings.ts';
import { parseNameAddress } from '../../../../main/sip/wire/sip-fields.ts';

const heardFrom = { address: '127.0.0.1', port: 4000 };
const update = (changes: Partial<Omit<BindingUpdate, 'contacts'>> & { contact?: string } = {}): BindingUpdate => ({
  callId: 'one', sequence: 1, heardFrom, expiresSec: 300, ...changes, contacts: changes.contact === '*' ? '*' : [parseNameAddress(changes.contact ?? '<sip:a@127.0.0.1>')!],
});
const bindingsOf = (result: ReturnType<typeof updateBindings>): readonly Binding[] => (result.kind === 'updated' ? result.bindings : []);
const bound = bindingsOf(updateBindings([], update(), 0));

describe('updateBindings (RFC 3261 s. 10.3)', () => {
  it('binds a Contact for the time of the Expires header', () => {
    expect(bound).toEqual([{ contactUri: 'sip:a@127.0.0.1', callId: 'one', sequence: 1, heardFrom, untilMs: 300_000 }]);
  });

  it.each([
    ['the Contact’s own expires first', { contact: '<sip:a@127.0.0.1>;expires=120' }, 120_000],
    ['an hour without any', { expiresSec: null }, 3_600_000],
    ['an hour at most', { expiresSec: 90_000 }, 3_600_000],
  ])('takes %s', (_, changes, untilMs) => {
    expect(bindingsOf(updateBindings([], update(changes), 0))[0]?.untilMs).toBe(untilMs);
  });

  it('refuses an interval under a minute, but not zero', () => {
    expect(updateBindings([], update({ expiresSec: 59 }), 0)).toEqual({ kind: 'too-brief' });
    expect(bindingsOf(updateBindings(bound, update({ sequence: 2, expiresSec: 0 }), 0))).toEqual([]);
  });

  it('removes all on * with Expires 0 and takes * with nothing else', () => {
    expect(updateBindings(bound, update({ contact: '*', sequence: 2, expiresSec: 0 }), 0)).toEqual({ kind: 'updated', bindings: [] });
    expect(updateBindings(bound, update({ contact: '*', sequence: 2 }), 0)).toEqual({ kind: 'bad-request' });
  });

  it('refuses a request older than the binding, from the same Call-ID only', () => {
    expect(updateBindings(bound, update({ sequence: 1 }), 0)).toEqual({ kind: 'out-of-order' });
    expect(updateBindings(bound, update({ contact: '*', expiresSec: 0 }), 0)).toEqual({ kind: 'out-of-order' });
    expect(updateBindings(bound, update({ callId: 'two', sequence: 1 }), 0).kind).toBe('updated');
  });

  it('forgets what ran out and keeps eight at most', () => {
    const other = update({ callId: 'two', contact: '<sip:b@127.0.0.1>' });
    expect(bindingsOf(updateBindings(bound, other, 300_001)).map((binding) => binding.contactUri)).toEqual(['sip:b@127.0.0.1']);
    let many: readonly Binding[] = [];
    for (let index = 0; index < 12; index += 1) many = bindingsOf(updateBindings(many, update({ sequence: index + 1, contact: `<sip:c${index}@127.0.0.1>` }), 0));
    expect(many.map((binding) => binding.contactUri).at(-1)).toBe('sip:c11@127.0.0.1');
    expect(many).toHaveLength(8);
  });
});
