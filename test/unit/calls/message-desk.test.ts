import { describe, expect, it } from 'vitest';
import { createMessageDesk, type MessageDesk } from '../../../main/calls/message-desk.ts';
import { silentLog } from '../../../main/platform/log.ts';
import type { AccountId } from '../../../preload/contract/primitives.ts';
import { failure, success } from '../../../preload/contract/result.ts';
import type { TextMessage } from '../../../preload/contract/messages.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeLine, fakePhone, type FakePhone } from '../../support/fake-telephony.ts';
import { createMemoryStore, type MemoryStore } from '../../support/memory-store.ts';

const ACCOUNT = 'a1' as AccountId;
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const received = (text: string, messageKey: string, orders: string[]) => ({
  party: { uri: 'sip:5550101@trunk.example', user: '5550101', displayName: 'Emma' }, text, messageKey, accept: () => void orders.push('accept'), refuse: () => void orders.push('refuse'),
});

function open(): { desk: MessageDesk; store: MemoryStore; phone: FakePhone; arrived: TextMessage[]; line: ReturnType<typeof fakeLine> } {
  const store = createMemoryStore();
  const phone = fakePhone();
  const line = fakeLine(phone);
  const arrived: TextMessage[] = [];
  const desk = createMessageDesk({ store, lines: { find: () => line }, clock: createFakeClock(), log: silentLog, onArrival: (message) => arrived.push(message) });
  return { desk, store, phone, arrived, line };
}

describe('a text message that comes', () => {
  it('is acknowledged once it is kept, and told once', async () => {
    const { desk, arrived, line } = open();
    const orders: string[] = [];
    await desk.receive(line, received('hello', 'c 1', orders));
    await desk.receive(line, received('hello', 'c 1', orders)); // the sender did not hear our 200
    expect(orders).toEqual(['accept', 'accept']);
    expect(arrived.map(({ text }) => text)).toEqual(['hello']);
    expect(desk.snapshot()).toMatchObject({ unread: 1, conversations: [{ lastText: 'hello', unread: 1, party: { displayName: 'Emma' } }] });
  });

  it('is refused when it cannot be kept: the sender has it still', async () => {
    const { desk, store, arrived, line } = open();
    const orders: string[] = [];
    store.failWith = 'disk full';
    await desk.receive(line, received('hello', 'c 1', orders));
    expect([orders, arrived, desk.snapshot().conversations]).toEqual([['refuse'], [], []]);
  });

  it('is unread until its conversation was read', async () => {
    const { desk, line } = open();
    await desk.receive(line, received('one', 'c 1', []));
    await desk.receive(line, received('two', 'c 2', []));
    await desk.markRead({ accountId: ACCOUNT, uri: 'sip:5550101@trunk.example' });
    expect(desk.snapshot()).toMatchObject({ unread: 0, conversations: [{ lastText: 'two' }] });
  });
});

describe('a text message that goes', () => {
  it('is kept before it is sent, and its state tells what became of it', async () => {
    const { desk, phone, store } = open();
    const sent = await desk.send(null, '5550101', 'good morning');
    expect(sent).toEqual({ ok: true, value: { accountId: ACCOUNT, uri: 'sip:5550101@trunk.example' } });
    expect(store.read().messages).toMatchObject([{ text: 'good morning', state: { kind: 'sending' } }]);
    await settle();
    expect(phone.orders).toEqual(['message sip:5550101@trunk.example good morning']);
    expect(store.read().messages).toMatchObject([{ state: { kind: 'delivered', sipStatus: 200 } }]);
    phone.messageAnswer = failure('message-refused', 'no', { sipStatus: 404 });
    await desk.send(null, '5550101', 'again');
    await settle();
    expect(store.read().messages[1]?.state).toMatchObject({ kind: 'failed', failure: { code: 'message-refused', sipStatus: 404 } });
  });

  it('waits for the answer to the one before it (RFC 3428 s. 8)', async () => {
    const { desk, phone } = open();
    let answer = (): void => undefined;
    phone.sendMessage = (_uri, text) => new Promise((resolve) => {
      phone.orders.push(text);
      answer = () => resolve(success({ sipStatus: 200 }));
    });
    await desk.send(null, '5550101', 'one');
    await desk.send(null, '5550101', 'two');
    await settle();
    expect(phone.orders).toEqual(['one']);
    answer();
    await settle();
    expect(phone.orders).toEqual(['one', 'two']);
  });

  it.each([['5550101', '字'.repeat(300), 'message-too-long'], ['a b', 'x', 'bad-destination']])('to %s is refused with its reason', async (destination, text, code) => {
    const { desk, store } = open();
    expect(await desk.send(null, destination, text)).toMatchObject({ ok: false, error: { code } });
    expect(store.read().messages).toEqual([]);
  });

  it('when the app ended is told as unknown at the next start', async () => {
    const { desk, phone, store } = open();
    phone.sendMessage = () => new Promise(() => undefined);
    await desk.send(null, '5550101', 'one');
    await desk.recover();
    expect(store.read().messages).toMatchObject([{ state: { kind: 'failed', failure: { code: 'message-interrupted' } } }]);
  });

  it('goes with its conversation, and no other', async () => {
    const { desk, line } = open();
    await desk.receive(line, received('one', 'c 1', []));
    await desk.send(null, '5550102', 'other');
    await desk.remove({ accountId: ACCOUNT, uri: 'sip:5550101@trunk.example' });
    expect(desk.snapshot().conversations.map(({ party }) => party.user)).toEqual(['5550102']);
    expect(desk.conversation({ accountId: ACCOUNT, uri: 'sip:5550102@trunk.example' }).map(({ text }) => text)).toEqual(['other']);
  });
});
