import { describe, expect, it } from 'vitest';
import { createAccounts, PRACTICE_ACCOUNT_ID, type PasswordVault } from '../../../main/calls/accounts.ts';
import { silentLog } from '../../../main/platform/log.ts';
import type { PracticeLine } from '../../../main/practice/practice-line.ts';
import type { SipAccount } from '../../../main/sip/sip-phone.ts';
import { AccountSettings } from '../../../preload/contract/accounts.ts';
import { AccountId } from '../../../preload/contract/primitives.ts';
import { failure, success } from '../../../preload/contract/result.ts';
import { fakePhone, type FakePhone } from '../../support/fake-telephony.ts';
import { createMemoryStore } from '../../support/memory-store.ts';

const { accountId: _id, kind: _kind, ...NEW_ACCOUNT } = AccountSettings.parse({ accountId: 'x', label: 'Office', user: '1001', domain: 'trunk.example' });

function setUp(isPracticeBroken = false) {
  const store = createMemoryStore();
  const secrets = new Map<string, string>();
  const vault: PasswordVault = {
    get: (name) => secrets.get(name) ?? null,
    isStored: (name) => secrets.has(name),
    async set(name, text) { secrets.set(name, text); return success(); },
    async remove(name) { secrets.delete(name); return success(); },
  };
  const practice = {
    password: 'of this start', ready: null, subscribe: () => () => undefined,
    start: async () => (isPracticeBroken ? failure('practice-line-failed', 'no port') : success({ address: '127.0.0.1', port: 5_070 })),
    requestCall: async () => success(), stop: async () => undefined,
  } as PracticeLine;
  const started: { account: SipAccount; phone: FakePhone }[] = [];
  const accounts = createAccounts({
    store, vault, practice, log: silentLog,
    createPhone(account) {
      const phone = fakePhone();
      started.push({ account, phone });
      return phone;
    },
  });
  return { store, secrets, accounts, started };
}
const settled = () => new Promise((resolve) => void setImmediate(resolve));

describe('accounts', () => {
  it('keeps the password in the vault alone and registers at once', async () => {
    const { store, secrets, accounts, started } = setUp();
    const saved = await accounts.save({ ...NEW_ACCOUNT, accountId: null }, 'secret1001');
    await settled();
    expect(saved.ok).toBe(true);
    expect([...secrets.values()]).toEqual(['secret1001']);
    expect(JSON.stringify(store.read())).not.toContain('secret1001');
    expect(started[0]?.account.password).toBe('secret1001');
    expect(started[0]?.phone.orders).toEqual(['start']);
    expect(accounts.views()[0]).toMatchObject({ hasPassword: true, registration: { kind: 'registered' } });
  });

  it('takes how calls are received at once, without starting the phone again, and keeps it when the rest is saved', async () => {
    const { store, accounts, started } = setUp();
    const saved = await accounts.save({ ...NEW_ACCOUNT, accountId: null }, 'p');
    await settled();
    const accountId = saved.ok ? saved.value.accountId : accounts.views()[0]!.settings.accountId;
    const reception = { ...accounts.views()[0]!.settings.reception, doNotDisturb: true };
    expect(await accounts.setReception(accountId, reception)).toMatchObject({ ok: true });
    expect(accounts.find(null)?.reception.doNotDisturb).toBe(true);
    expect(started).toHaveLength(1);
    await accounts.save({ ...NEW_ACCOUNT, accountId }, undefined);
    expect(store.read().accounts[0]?.reception.doNotDisturb).toBe(true);
    expect(await accounts.setReception('gone' as never, reception)).toMatchObject({ ok: false, error: { code: 'unknown-account' } });
  });

  it('keeps the password of TURN servers in the vault as well, and forgets it with the last TURN server and with the account', async () => {
    const { store, secrets, accounts } = setUp();
    const withTurn = { ...NEW_ACCOUNT, iceServers: ['turn:turn.example.com'] };
    const saved = await accounts.save({ ...withTurn, accountId: null }, 'p', 'turn-secret');
    await settled();
    const accountId = saved.ok ? saved.value.accountId : null;
    expect(JSON.stringify(store.read())).not.toContain('turn-secret');
    expect(accounts.views()[0]).toMatchObject({ hasTurnPassword: true });
    await accounts.save({ ...withTurn, accountId }, undefined);
    expect([...secrets.values()]).toEqual(['p', 'turn-secret']);
    await accounts.save({ ...NEW_ACCOUNT, accountId }, undefined);
    expect(accounts.views()[0]).toMatchObject({ hasTurnPassword: false });
    await accounts.save({ ...withTurn, accountId }, undefined, 'again');
    await accounts.remove(accountId!);
    expect(secrets.size).toBe(0);
  });

  it('makes the first account the default one and dials from it', async () => {
    const { accounts } = setUp();
    const saved = await accounts.save({ ...NEW_ACCOUNT, accountId: null }, 'p');
    await settled();
    expect(accounts.defaultAccountId()).toBe(saved.ok ? saved.value.accountId : '');
    expect(accounts.find(null)?.settings.label).toBe('Office');
  });

  it('keeps the stored password when an edit brings none, and stops the old phone', async () => {
    const { accounts, started, secrets } = setUp();
    const saved = await accounts.save({ ...NEW_ACCOUNT, accountId: null }, 'p');
    await settled();
    await accounts.save({ ...NEW_ACCOUNT, accountId: saved.ok ? saved.value.accountId : null, label: 'New label' }, undefined);
    await settled();
    expect(started[0]?.phone.orders).toEqual(['start', 'stop']);
    expect(started[1]?.account.password).toBe('p');
    expect(secrets.size).toBe(1);
    expect(accounts.views()).toHaveLength(1);
  });

  it('gives the practice account the address and password of this start without storing them', async () => {
    const { accounts, started, store } = setUp();
    expect(await accounts.usePracticeLine()).toMatchObject({ ok: true, value: { accountId: PRACTICE_ACCOUNT_ID } });
    expect(started[0]?.account).toMatchObject({ password: 'of this start', settings: { outboundProxy: '127.0.0.1:5070' } });
    expect(store.read().accounts[0]?.outboundProxy).toBe('');
    expect(store.read().secrets).toEqual({});
  });

  it('says on screen why a practice line did not start', async () => {
    const { accounts, store } = setUp(true);
    await store.update((data) => ({ ...data, accounts: [AccountSettings.parse({ ...NEW_ACCOUNT, accountId: PRACTICE_ACCOUNT_ID, kind: 'practice' })] }));
    await accounts.startAll();
    expect(accounts.views()[0]?.registration).toMatchObject({ kind: 'failed', failure: { code: 'practice-line-failed', action: 'retry' } });
  });

  it('changes nothing when the store refuses', async () => {
    const { accounts, store, secrets, started } = setUp();
    store.failWith = 'disk full';
    expect(await accounts.save({ ...NEW_ACCOUNT, accountId: null }, 'p')).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect([secrets.size, started.length, accounts.views().length]).toEqual([0, 0, 0]);
  });

  it('forgets password, phone and default of a removed account', async () => {
    const { accounts, secrets, started } = setUp();
    const saved = await accounts.save({ ...NEW_ACCOUNT, accountId: null }, 'p');
    await settled();
    await accounts.remove(saved.ok ? saved.value.accountId : AccountId.parse('none'));
    expect([secrets.size, accounts.views().length, accounts.defaultAccountId()]).toEqual([0, 0, null]);
    expect(started[0]?.phone.orders).toContain('stop');
  });

  it.each(['remove', 'setDefault'] as const)('knows no account that is not there: %s', async (order) => {
    expect(await setUp().accounts[order](AccountId.parse('none'))).toMatchObject({ ok: false, error: { code: 'unknown-account' } });
  });
});
