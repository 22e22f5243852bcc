import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import type { AccountSettings } from '../../preload/contract/accounts.ts';
import { Provisioning } from '../../preload/contract/provisioning.ts';
import { maskingOf } from '../../preload/contract/privacy.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import { CRM_SECRET_NAME } from '../calls/crm-desk.ts';
import { passwordName, turnPasswordName } from '../calls/accounts.ts';
import { checkEndpointUrl, checkWebhookSecret } from '../crm/endpoint.ts';
import type { RecordStore, StoreData } from '../records/record-store.ts';
import type { SecretVault } from './secrets.ts';

const MOST_BYTES = 1_000_000;
/** More problems than this at once help nobody. */
const MOST_PROBLEMS = 5;

/**
 * Reads the file of `--provision`. Errors name the place, as in `accounts[0].pasword: unknown key`, and never quote a value, which may be a secret.
 * A relative `knowledgeFolder` is resolved against the file's folder.
 */
export async function readProvisioning(file: string): Promise<Result<Provisioning, 'provisioning-unreadable' | 'provisioning-invalid'>> {
  const invalid = (what: string) => failure('provisioning-invalid', `The provisioning file ${file} cannot be used: ${what}.`);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return failure('provisioning-unreadable', `The provisioning file ${file} cannot be read.`, { detail: error instanceof Error ? error.message : String(error) });
  }
  if (text.length > MOST_BYTES) return invalid('it is too large');
  const json = parseJson(text.replace(/^\uFEFF/, ''));
  if (!json.ok) return invalid(json.error.message);
  const parsed = Provisioning.safeParse(json.value);
  if (!parsed.success) return invalid(describeProblems(parsed.error));
  const problem = findContradiction(parsed.data);
  if (problem !== null) return invalid(problem);
  const { knowledgeFolder } = parsed.data;
  return success({ ...parsed.data, knowledgeFolder: knowledgeFolder === null ? null : resolve(dirname(file), knowledgeFolder) });
}

/**
 * Brings what the file says into the store, in one update, the secrets by way of the vault. What the file does not name stays;
 * doing it twice is doing it once. Of the file itself nothing is kept.
 * @param practiceAccount what `"practiceLine": true` adds
 */
export async function applyProvisioning(
  provisioning: Provisioning,
  { store, vault, practiceAccount }: { store: RecordStore; vault: SecretVault; practiceAccount: AccountSettings },
): Promise<Result<void, 'store-failed' | 'provisioning-invalid'>> {
  const accounts = provisioning.accounts.map(({ password: _password, turnPassword: _turnPassword, ...settings }): AccountSettings => ({ ...settings, kind: 'trunk' }));
  if (provisioning.practiceLine) accounts.push(practiceAccount);
  const { defaultAccountId } = provisioning;
  if (defaultAccountId !== null && ![...store.read().accounts, ...accounts].some((account) => account.accountId === defaultAccountId)) {
    return failure('provisioning-invalid', `The provisioning file names the default account ${defaultAccountId}, which exists neither in it nor in this profile.`);
  }
  const secrets = new Map<string, string>();
  for (const { accountId, password, turnPassword } of provisioning.accounts) {
    if (password !== undefined) secrets.set(passwordName(accountId), password);
    if (turnPassword !== undefined) secrets.set(turnPasswordName(accountId), turnPassword);
  }
  if (provisioning.crm?.secret !== undefined) secrets.set(CRM_SECRET_NAME, provisioning.crm.secret);
  return vault.update(secrets, (data) => withProvisioned(data, provisioning, accounts));
}

function withProvisioned(data: StoreData, provisioning: Provisioning, accounts: readonly AccountSettings[]): StoreData {
  const byId = new Map([...data.accounts, ...accounts].map((account) => [account.accountId, account]));
  const all = [...byId.values()];
  const { locale, allowUnprotectedSecrets, practicePort, masking } = provisioning.settings;
  const { settings } = data;
  return {
    ...data,
    accounts: all,
    settings: {
      ...settings,
      locale: locale ?? settings.locale,
      allowUnprotectedSecrets: allowUnprotectedSecrets ?? settings.allowUnprotectedSecrets,
      defaultAccountId: all.find((account) => account.accountId === provisioning.defaultAccountId)?.accountId ?? settings.defaultAccountId ?? all[0]?.accountId ?? null,
      crm: provisioning.crm?.endpoint ?? settings.crm,
      knowledgeFolder: provisioning.knowledgeFolder ?? settings.knowledgeFolder,
      practicePort: practicePort ?? settings.practicePort,
      masking: masking === undefined ? settings.masking : maskingOf(masking),
    },
  };
}

/** What the schema alone cannot see. */
function findContradiction({ accounts, crm }: Provisioning): string | null {
  const ids = accounts.map((account) => account.accountId);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice !== -1) return `accounts[${twice}].accountId: used by an earlier account already`;
  const plain = accounts.findIndex((account) => account.media === 'webrtc' && account.transport !== 'ws' && account.transport !== 'wss');
  if (plain !== -1) return `accounts[${plain}].media: webrtc needs the transport ws or wss`;
  if (crm === null) return null;
  const url = checkEndpointUrl(crm.endpoint.url);
  if (!url.ok) return `crm.endpoint.url: ${withoutStop(url.error.message)}`;
  const secret = crm.secret === undefined ? success() : checkWebhookSecret(crm.secret);
  return secret.ok ? null : `crm.secret: ${withoutStop(secret.error.message)}`;
}

function describeProblems(error: z.ZodError): string {
  const problems = error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => `${pathOf([...issue.path, key])}: unknown key`)
    : [`${pathOf(issue.path)}: ${issue.message}`]));
  const more = problems.length - MOST_PROBLEMS;
  return problems.slice(0, MOST_PROBLEMS).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** `accounts[0].password` */
function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '');
  return text === '' ? 'the file' : text;
}

/** JSON.parse's message quotes the text, which may hold a secret; its position does not. */
function parseJson(text: string): Result<unknown, 'not-json'> {
  try {
    return success<unknown>(JSON.parse(text));
  } catch (error) {
    const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    if (position === undefined) return failure('not-json', 'it is not JSON');
    const lines = text.slice(0, Number(position)).split('\n');
    return failure('not-json', `it is not JSON at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`);
  }
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
