import { describe, expect, it } from 'vitest';
import { createAccounts, type Accounts } from '../../../main/calls/accounts.ts';
import type { Calls } from '../../../main/calls/calls.ts';
import { createPresenceDesk, type PresenceDesk } from '../../../main/calls/presence-desk.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { AccountSettings } from '../../../preload/contract/accounts.ts';
import type { AccountId } from '../../../preload/contract/primitives.ts';
import { failure } from '../../../preload/contract/result.ts';
import { Watching } from '../../../preload/contract/watching.ts';
import { fakePhone, REGISTERED, type FakePhone } from '../../support/fake-telephony.ts';
import { createMemoryStore } from '../../support/memory-store.ts';

const ACCOUNT = 'a1' as AccountId;
const watching = (change: Partial<Watching> = {}): Watching => Watching.parse({ colleagues: [{ name: 'Laura', number: '1002' }, { name: '', number: '1003' }], ...change });

async function open(of: Watching = watching()): Promise<{ desk: PresenceDesk; phone: FakePhone; dialled: string[]; accounts: Accounts }> {
  const phone = fakePhone();
  const store = createMemoryStore({ accounts: [AccountSettings.parse({ accountId: ACCOUNT, label: 'Office', user: '1001', domain: 'trunk.example', watching: of })] });
  const vault = { get: () => null, isStored: () => false, set: async () => ({ ok: true as const, value: undefined }), remove: async () => ({ ok: true as const, value: undefined }) };
  const accounts = createAccounts({ store, vault, practice: {} as never, log: silentLog, createPhone: () => phone });
  const dialled: string[] = [];
  const answered = (what: string) => async () => { dialled.push(what); return failure('media-failed', 'no media here'); };
  const calls = { pickUp: async (_account: AccountId, number: string) => answered(`replaces ${number}`)(), place: async (_account: AccountId, number: string) => answered(`call ${number}`)() } as unknown as Calls;
  const desk = createPresenceDesk({ accounts, calls, onChange: () => undefined });
  accounts.subscribe((line, fact) => { if (line !== null && fact.kind !== 'accounts-changed') desk.note(line, fact); });
  await accounts.startAll();
  phone.tell({ kind: 'registration-changed', state: REGISTERED });
  return { desk, phone, dialled, accounts };
}

describe('colleagues and voicemail', () => {
  it('are watched as soon as their line speaks, and shown as they change', async () => {
    const { desk, phone } = await open();
    expect(phone.orders).toContain('watch mailbox 1002 1003');
    phone.tell({ kind: 'extension-changed', extension: '1002', state: { kind: 'talking', with: 'Emma' } });
    phone.tell({ kind: 'mailbox-changed', mailbox: { isWaiting: true, newCount: 2, oldCount: 0 } });
    expect(desk.snapshot()).toMatchObject({
      colleagues: [{ name: 'Laura', state: { kind: 'talking', with: 'Emma' } }, { number: '1003', state: { kind: 'unknown', isSilent: false } }],
      mailboxes: [{ accountId: ACCOUNT, mailbox: { newCount: 2 } }], needsStream: false,
    });
  });

  it('that nothing is heard of over UDP come with the advice to take TCP or TLS (T07)', async () => {
    const { desk, phone } = await open();
    phone.tell({ kind: 'extension-changed', extension: '1002', state: { kind: 'unknown', isSilent: true } });
    expect(desk.snapshot().needsStream).toBe(true);
  });

  it('are not known while their line is down', async () => {
    const { desk, phone } = await open();
    phone.tell({ kind: 'extension-changed', extension: '1002', state: { kind: 'idle' } });
    phone.tell({ kind: 'registration-changed', state: { kind: 'failed', failure: { code: 'registrar-unreachable', message: 'gone' }, retryAtMs: null } });
    expect(desk.snapshot().colleagues[0]?.state.kind).toBe('unknown');
  });

  it('change while the line runs on, and survive what the account form saves', async () => {
    const { desk, phone, accounts } = await open();
    await desk.setWatching(ACCOUNT, watching({ mailbox: false, colleagues: [{ name: 'Alex', number: '1004' }] }));
    expect(phone.orders.at(-1)).toBe('watch 1004');
    const { accountId: _id, kind: _kind, reception: _reception, watching: _watching, ...rest } = accounts.views()[0]!.settings;
    await accounts.save({ ...rest, label: 'Renamed', accountId: ACCOUNT }, undefined);
    expect(accounts.views()[0]?.settings).toMatchObject({ label: 'Renamed', watching: { mailbox: false, colleagues: [{ name: 'Alex', number: '1004' }] } });
  });

  it('a ringing call is taken by Replaces, or by the code that the trunk wants', async () => {
    const plain = await open();
    await plain.desk.pickUp(ACCOUNT, '1002');
    expect(plain.dialled).toEqual(['replaces 1002']);
    const coded = await open(watching({ pickUpPrefix: '**' }));
    await coded.desk.pickUp(ACCOUNT, '1002');
    expect(coded.dialled).toEqual(['call **1002']);
  });
});
