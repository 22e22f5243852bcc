import { randomUUID } from 'node:crypto';
import { AccountSettings, type AccountView, type RegistrationState } from '../../preload/contract/accounts.ts';
import { AccountId } from '../../preload/contract/primitives.ts';
import { Reception } from '../../preload/contract/reception.ts';
import { Watching } from '../../preload/contract/watching.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Log } from '../platform/log.ts';
import { createEmitter, type Unsubscribe } from '../platform/emitter.ts';
import type { PracticeLine } from '../practice/practice-line.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SipAccount, SipPhone, SipPhoneFact } from '../sip/sip-phone.ts';
import { isTurn } from './leg-options.ts';
import type { PhoneLine, PhoneLines } from './phone-line.ts';

export const PRACTICE_ACCOUNT_ID = AccountId.parse('practice');

/** The account of the practice line; its address and password are known only once the line runs. */
export const practiceAccount: AccountSettings = AccountSettings.parse({
  accountId: PRACTICE_ACCOUNT_ID, label: 'Practice line', kind: 'practice', displayName: 'You', user: 'agent', domain: 'practice.sidetone.invalid', codecs: ['PCMU', 'PCMA'],
});

/** The secrets of accounts, kept by whatever this machine offers (main/app/secrets.ts). */
export interface PasswordVault {
  get(name: string): string | null;
  isStored(name: string): boolean;
  set(name: string, text: string): Promise<Result<void, 'store-failed'>>;
  remove(name: string): Promise<Result<void, 'store-failed'>>;
}

export type LineFact = SipPhoneFact | { readonly kind: 'accounts-changed' };

/** Every account and its running phone. */
export interface Accounts extends PhoneLines {
  views(): readonly AccountView[];
  defaultAccountId(): AccountId | null;
  subscribe(listener: (line: PhoneLine | null, fact: LineFact) => void): Unsubscribe;
  /** Starts a phone for every stored account. */
  startAll(): Promise<void>;
  save(settings: Omit<AccountSettings, 'accountId' | 'kind' | 'reception' | 'watching'> & { accountId: AccountId | null }, password: string | undefined, turnPassword?: string): Promise<Result<{ accountId: AccountId }, 'unknown-account' | 'store-failed'>>;
  remove(accountId: AccountId): Promise<Result<void, 'unknown-account' | 'store-failed'>>;
  register(accountId: AccountId): Result<void, 'unknown-account'>;
  /** Registers every account now: the machine woke up or its network came back. */
  registerAll(): void;
  /** Those that are not registered, but for those whose failure a person must mend. */
  registerUnsettled(): void;
  setDefault(accountId: AccountId): Promise<Result<void, 'unknown-account' | 'store-failed'>>;
  setReception(accountId: AccountId, reception: Reception): Promise<Result<void, 'unknown-account' | 'store-failed'>>;
  setWatching(accountId: AccountId, watching: Watching): Promise<Result<void, 'unknown-account' | 'store-failed'>>;
  usePracticeLine(): Promise<Result<{ accountId: AccountId }, 'practice-line-failed' | 'store-failed'>>;
  stop(): Promise<void>;
}

interface Dependencies {
  readonly store: RecordStore;
  readonly vault: PasswordVault;
  readonly practice: PracticeLine;
  readonly createPhone: (account: SipAccount) => SipPhone;
  readonly log: Log;
}

export const turnPasswordName = (accountId: string): string => `turn:${accountId}`;
export const passwordName = (accountId: string): string => `account:${accountId}`;

export function createAccounts({ store, vault, practice, createPhone, log }: Dependencies): Accounts {
  const facts = createEmitter<{ line: PhoneLine | null; fact: LineFact }>();
  const lines = new Map<string, PhoneLine>();
  /** Failures from before there is a phone: the practice line did not start, the address did not resolve. */
  const startFailures = new Map<string, RegistrationState>();
  /** Messages of strangers that each phone turned away. */
  const strangers = new Map<string, number>();

  const changed = (): void => facts.emit({ line: null, fact: { kind: 'accounts-changed' } });
  const stored = (accountId: string): AccountSettings | undefined => store.read().accounts.find((account) => account.accountId === accountId);

  /** The account as its phone needs it: the practice line's address and password are new at every start. */
  async function resolveAccount(settings: AccountSettings): Promise<Result<SipAccount, 'practice-line-failed'>> {
    if (settings.kind !== 'practice') return success({ settings, password: vault.get(passwordName(settings.accountId)) });
    const started = await practice.start(store.read().settings.practicePort ?? 0);
    if (!started.ok) return started;
    return success({ settings: { ...settings, outboundProxy: `${started.value.address}:${started.value.port}` }, password: practice.password });
  }

  async function startPhone(settings: AccountSettings): Promise<void> {
    await stopPhone(settings.accountId);
    const account = await resolveAccount(settings);
    if (!account.ok) return noteStartFailure(settings, account.error.code, account.error.message);
    const phone = createPhone(account.value);
    const line: PhoneLine = { settings, phone, get registration() { return phone.registration; }, get reception() { return stored(settings.accountId)?.reception ?? settings.reception; } };
    lines.set(settings.accountId, line);
    startFailures.delete(settings.accountId);
    strangers.delete(settings.accountId);
    phone.subscribe((fact) => {
      if (fact.kind === 'stranger-ignored') strangers.set(settings.accountId, fact.total);
      facts.emit({ line, fact });
    });
    const started = await phone.start();
    if (!started.ok) noteStartFailure(settings, started.error.code, started.error.message);
    changed();
  }

  function noteStartFailure(settings: AccountSettings, code: string, message: string): void {
    log.warn('accounts.start-failed', { accountId: settings.accountId, code, message });
    startFailures.set(settings.accountId, { kind: 'failed', failure: { code, message, action: 'retry' }, retryAtMs: null });
    changed();
  }

  async function stopPhone(accountId: string): Promise<void> {
    const line = lines.get(accountId);
    lines.delete(accountId);
    await line?.phone.stop();
  }

  function registrationOf(accountId: string): RegistrationState {
    const own = lines.get(accountId)?.phone.registration;
    if (own !== undefined && own.kind !== 'unregistered') return own;
    return startFailures.get(accountId) ?? own ?? { kind: 'unregistered' };
  }

  function viewOf(settings: AccountSettings): AccountView {
    const name = passwordName(settings.accountId);
    const isPractice = settings.kind === 'practice';
    return { settings, hasPassword: isPractice || vault.get(name) !== null, hasTurnPassword: vault.get(turnPasswordName(settings.accountId)) !== null, isPasswordStored: isPractice || vault.isStored(name), registration: registrationOf(settings.accountId), strangersIgnored: strangers.get(settings.accountId) ?? 0 };
  }

  async function keep(settings: AccountSettings): Promise<Result<void, 'store-failed'>> {
    return store.update((data) => ({
      ...data,
      accounts: [...data.accounts.filter((account) => account.accountId !== settings.accountId), settings],
      settings: { ...data.settings, defaultAccountId: data.settings.defaultAccountId ?? settings.accountId },
    }));
  }

  /** Without a TURN server there is nothing that it is for. */
  async function keepTurnPassword({ accountId, iceServers }: AccountSettings, typed: string | undefined): Promise<Result<void, 'store-failed'>> {
    const name = turnPasswordName(accountId);
    if (!iceServers.some(isTurn)) return vault.get(name) === null ? success() : vault.remove(name);
    return typed === undefined ? success() : vault.set(name, typed);
  }

  /** Changes what needs no new start of the phone. */
  async function alter(accountId: AccountId, change: Partial<AccountSettings>): Promise<Result<void, 'unknown-account' | 'store-failed'>> {
    if (stored(accountId) === undefined) return failure('unknown-account', 'This account does not exist any more.');
    const kept = await store.update((data) => ({ ...data, accounts: data.accounts.map((account) => (account.accountId === accountId ? { ...account, ...change } : account)) }));
    changed();
    return kept;
  }

  return {
    find: (accountId) => lines.get(accountId ?? store.read().settings.defaultAccountId ?? '') ?? null,
    views: () => store.read().accounts.map(viewOf),
    defaultAccountId: () => store.read().settings.defaultAccountId,
    subscribe: (listener) => facts.subscribe(({ line, fact }) => listener(line, fact)),
    startAll: async () => void (await Promise.all(store.read().accounts.map(startPhone))),
    async save({ accountId, ...rest }, password, turnPassword) {
      if (accountId !== null && stored(accountId) === undefined) return failure('unknown-account', 'This account does not exist any more.');
      const settings: AccountSettings = { ...rest, reception: stored(accountId ?? '')?.reception ?? Reception.parse({}), watching: stored(accountId ?? '')?.watching ?? Watching.parse({}), accountId: accountId ?? AccountId.parse(randomUUID()), kind: accountId === null ? 'trunk' : stored(accountId)?.kind ?? 'trunk' };
      const kept = await keep(settings);
      if (!kept.ok) return kept;
      if (password !== undefined) {
        const secret = await vault.set(passwordName(settings.accountId), password);
        if (!secret.ok) return secret;
      }
      const turnSecret = await keepTurnPassword(settings, turnPassword);
      if (!turnSecret.ok) return turnSecret;
      void startPhone(settings);
      return success({ accountId: settings.accountId });
    },
    async remove(accountId) {
      if (stored(accountId) === undefined) return failure('unknown-account', 'This account does not exist any more.');
      const kept = await store.update((data) => {
        const accounts = data.accounts.filter((account) => account.accountId !== accountId);
        const { defaultAccountId } = data.settings;
        return { ...data, accounts, settings: { ...data.settings, defaultAccountId: defaultAccountId === accountId ? accounts[0]?.accountId ?? null : defaultAccountId } };
      });
      if (!kept.ok) return kept;
      await vault.remove(passwordName(accountId));
      await vault.remove(turnPasswordName(accountId));
      startFailures.delete(accountId);
      await stopPhone(accountId);
      if (accountId === PRACTICE_ACCOUNT_ID) await practice.stop();
      changed();
      return success();
    },
    register(accountId) {
      const settings = stored(accountId);
      if (settings === undefined) return failure('unknown-account', 'This account does not exist any more.');
      const line = lines.get(accountId);
      if (line === undefined || startFailures.has(accountId)) void startPhone(settings);
      else line.phone.register();
      return success();
    },
    registerAll: () => { for (const line of lines.values()) line.phone.register(); },
    registerUnsettled() {
      for (const { phone } of lines.values()) {
        const { registration } = phone;
        if (registration.kind === 'registering' || (registration.kind === 'failed' && registration.retryAtMs !== null)) phone.register();
      }
    },
    async setDefault(accountId) {
      if (stored(accountId) === undefined) return failure('unknown-account', 'This account does not exist any more.');
      const kept = await store.update((data) => ({ ...data, settings: { ...data.settings, defaultAccountId: accountId } }));
      changed();
      return kept;
    },
    setReception: (accountId, reception) => alter(accountId, { reception }),
    setWatching: (accountId, watching) => alter(accountId, { watching }),
    async usePracticeLine() {
      const started = await practice.start(store.read().settings.practicePort ?? 0);
      if (!started.ok) return started;
      const kept = await keep(practiceAccount);
      if (!kept.ok) return kept;
      await startPhone(practiceAccount);
      return success({ accountId: PRACTICE_ACCOUNT_ID });
    },
    stop: async () => void (await Promise.all([...lines.keys()].map(stopPhone))),
  };
}
