import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AccountSettings } from '../../../preload/contract/accounts.ts';
import { Provisioning } from '../../../preload/contract/provisioning.ts';
import { applyProvisioning, readProvisioning } from '../../../main/app/provision.ts';
import { createSecretVault } from '../../../main/app/secrets.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { createFakeKeyring, openStore, temporaryFolder } from './sample-store.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const account = { accountId: 'office', label: 'Office', user: '1001', domain: 'sip.example.org' };
const practiceAccount = AccountSettings.parse({ ...account, accountId: 'practice', label: 'Practice line', kind: 'practice' });

async function read(content: unknown) {
  const file = join(await temporaryFolder(), 'provision.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readProvisioning(file);
}

describe('readProvisioning', () => {
  it('reads a full file and fills in the defaults', async () => {
    const result = await read({ version: 1, accounts: [{ ...account, password: 'hunter2' }], practiceLine: true, crm: { endpoint: { url: 'https://crm.example.org/' }, secret: SECRET }, settings: { locale: 'zh-CN' } });
    expect(result).toMatchObject({ ok: true, value: { accounts: [{ transport: 'udp', expiresSec: 300, password: 'hunter2' }], crm: { endpoint: { isEnabled: true } }, knowledgeFolder: null } });
  });

  it('takes a transport with the certificate that is trusted for it, as a fingerprint alone', async () => {
    const pinnedCertificate = Array.from({ length: 32 }, () => 'AB').join(':');
    expect(await read({ version: 1, accounts: [{ ...account, transport: 'wss', outboundProxy: 'wss://sip.example.org/ws', pinnedCertificate }] })).toMatchObject({ ok: true, value: { accounts: [{ transport: 'wss', pinnedCertificate }] } });
    expect(await read({ version: 1, accounts: [{ ...account, transport: 'tls', pinnedCertificate: 'AB:CD' }] })).toMatchObject({ ok: false, error: { code: 'provisioning-invalid' } });
  });

  it('takes a relative knowledge folder from beside the file, an absolute one as it is', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'p.json'), JSON.stringify({ version: 1, knowledgeFolder: '../articles' }));
    expect(await readProvisioning(join(folder, 'p.json'))).toMatchObject({ value: { knowledgeFolder: join(folder, '..', 'articles') } });
    expect(await read({ version: 1, knowledgeFolder: '/srv/articles' })).toMatchObject({ value: { knowledgeFolder: '/srv/articles' } });
  });

  it('reads a file with a byte order mark', async () => {
    expect((await read('\uFEFF{"version":1}')).ok).toBe(true);
  });

  it.each([
    ['an unknown key of an account', { version: 1, accounts: [{ ...account, pasword: 'hunter2' }] }, 'accounts[0].pasword: unknown key'],
    ['unknown keys at the top', { version: 1, acounts: [], crmm: null }, 'acounts: unknown key; crmm: unknown key'],
    ['an unknown setting', { version: 1, settings: { local: 'en' } }, 'settings.local: unknown key'],
    ['a missing domain', { version: 1, accounts: [{ ...account, domain: undefined }] }, 'accounts[0].domain: '],
    ['another version', { version: 2 }, 'version: '],
    ['no object', [], 'the file: '],
    ['an account twice', { version: 1, accounts: [account, account] }, 'accounts[1].accountId: used by an earlier account already'],
    ['plain http', { version: 1, crm: { endpoint: { url: 'http://crm.example.org/' } } }, 'crm.endpoint.url: The address must begin with https://'],
    ['a broken secret', { version: 1, crm: { endpoint: { url: 'https://crm.example.org/' }, secret: 'hunter2' } }, 'crm.secret: The secret must be whsec_'],
    ['broken JSON', '{\n  "version": 1,\n  "accounts": [{"password": "hunter2",}]\n}', 'it is not JSON at line 3'],
    ['an empty file', '', 'it is not JSON'],
  ])('refuses %s, names the place and quotes no secret', async (_case, content, words) => {
    const result = await read(content);
    expect(result).toMatchObject({ ok: false, error: { code: 'provisioning-invalid', message: expect.stringContaining(words) } });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it('says which file cannot be read', async () => {
    expect(await readProvisioning('/nowhere/p.json')).toMatchObject({ ok: false, error: { code: 'provisioning-unreadable', message: expect.stringContaining('/nowhere/p.json') } });
  });
});

describe('applyProvisioning', () => {
  async function setUp(isKeyringThere = true) {
    const folder = await temporaryFolder();
    const store = await openStore(folder);
    const vault = createSecretVault({ keyring: createFakeKeyring(isKeyringThere), store, log: silentLog });
    const apply = (content: object) => applyProvisioning(Provisioning.parse({ version: 1, ...content }), { store, vault, practiceAccount });
    return { folder, store, vault, apply };
  }

  it('brings accounts, endpoint, folder and settings into the store in one update, secrets by way of the vault', async () => {
    const { folder, store, vault, apply } = await setUp();
    let updates = 0;
    store.subscribe(() => updates++);
    const result = await apply({ accounts: [{ ...account, password: 'hunter2' }], practiceLine: true, crm: { endpoint: { url: 'https://crm.example.org/' }, secret: SECRET }, knowledgeFolder: '/srv/articles', settings: { locale: 'en', practicePort: 5070, masking: ['card', 'email'] } });
    expect([result.ok, updates]).toEqual([true, 1]);
    expect(store.read()).toMatchObject({
      accounts: [{ accountId: 'office', kind: 'trunk' }, { accountId: 'practice', kind: 'practice' }],
      settings: { defaultAccountId: 'office', crm: { url: 'https://crm.example.org/' }, knowledgeFolder: '/srv/articles', locale: 'en', practicePort: 5070, allowUnprotectedSecrets: false, masking: { 'card': true, 'email': true, 'national-id': false } },
    });
    expect([vault.get('account:office'), vault.get('crm')]).toEqual(['hunter2', SECRET]);
    const onDisk = await readFile(join(folder, 'store.json'), 'utf8');
    expect(onDisk).not.toContain('hunter2');
    expect(onDisk).not.toContain(SECRET);
  });

  it('done twice is done once', async () => {
    const { store, apply } = await setUp();
    const content = { accounts: [{ ...account, password: 'hunter2' }], practiceLine: true };
    await apply(content);
    const once = store.read();
    await apply(content);
    expect(store.read()).toEqual(once);
  });

  it('replaces an account of the same id and leaves everything that it does not name', async () => {
    const { store, vault, apply } = await setUp();
    await apply({ accounts: [{ ...account, password: 'hunter2' }, { ...account, accountId: 'second' }], defaultAccountId: 'second', crm: { endpoint: { url: 'https://crm.example.org/' }, secret: SECRET }, settings: { locale: 'en' } });
    await apply({ accounts: [{ ...account, label: 'Head office' }] });
    expect(store.read()).toMatchObject({ accounts: [{ label: 'Head office' }, { accountId: 'second' }], settings: { defaultAccountId: 'second', locale: 'en', crm: { url: 'https://crm.example.org/' } } });
    expect([vault.get('account:office'), vault.get('crm')]).toEqual(['hunter2', SECRET]);
  });

  it('keeps secrets in memory alone where there is no keyring, unless the file allows clear text', async () => {
    const { store, vault, apply } = await setUp(false);
    await apply({ accounts: [{ ...account, password: 'hunter2' }] });
    expect([vault.get('account:office'), store.read().secrets]).toEqual(['hunter2', {}]);
    await apply({ settings: { allowUnprotectedSecrets: true } });
    expect(store.read().secrets).toEqual({ 'account:office': { kind: 'unprotected', text: 'hunter2' } });
  });

  it('changes nothing for a default account that does not exist', async () => {
    const { store, apply } = await setUp();
    const before = store.read();
    expect(await apply({ accounts: [account], defaultAccountId: 'elsewhere' })).toMatchObject({ ok: false, error: { code: 'provisioning-invalid', message: expect.stringContaining('elsewhere') } });
    expect(store.read()).toBe(before);
  });
});
