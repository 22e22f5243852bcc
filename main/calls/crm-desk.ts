import type { CrmEndpoint, CrmSnapshot } from '../../preload/contract/crm.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { CrmDelivery, CrmTarget, DeliveryQueue } from '../crm/crm-delivery.ts';
import { checkEndpointUrl, checkWebhookSecret } from '../crm/endpoint.ts';
import { countEntries, waitingEntries, withDeadRetried, withDelivered, withDeliveryFailed } from '../records/outbox.ts';
import type { RecordStore, StoreData } from '../records/record-store.ts';
import type { PasswordVault } from './accounts.ts';

/** The vault's name of the webhook secret. */
export const CRM_SECRET_NAME = 'crm';

/** The CRM endpoint as the person sets it, and the state of its queue. */
export interface CrmDesk {
  save(endpoint: CrmEndpoint, secret: string | undefined): Promise<Result<void, 'insecure-url' | 'bad-secret' | 'store-failed'>>;
  remove(): Promise<Result<void, 'store-failed'>>;
  test(): Promise<Result<{ httpStatus: number; tookMs: number }, 'no-endpoint' | 'no-secret' | 'unreachable' | 'refused'>>;
  retryDead(): Promise<Result<{ count: number }, 'store-failed'>>;
  snapshot(): Omit<CrmSnapshot, 'revision'>;
  /** Points the delivery at the endpoint in force; after a start or a change of secrets. */
  refreshTarget(): void;
}

export function createCrmDesk({ store, vault, delivery, nowMs }: { store: RecordStore; vault: PasswordVault; delivery: CrmDelivery; nowMs: () => number }): CrmDesk {
  function target(): CrmTarget | null {
    const endpoint = store.read().settings.crm;
    const secret = vault.get(CRM_SECRET_NAME);
    return endpoint === null || secret === null ? null : { url: endpoint.url, secret };
  }
  function refreshTarget(): void {
    delivery.setTarget(store.read().settings.crm?.isEnabled === true ? target() : null);
  }
  const setEndpoint = (crm: CrmEndpoint | null) => store.update((data) => ({ ...data, settings: { ...data.settings, crm } }));

  return {
    snapshot() {
      const data = store.read();
      const { settings, outbox } = data;
      const delivered = outbox.map((entry) => entry.deliveredAtMs ?? 0).reduce((latest, atMs) => Math.max(latest, atMs), 0);
      const lastFailed = outbox.filter((entry) => entry.lastError !== null).at(-1);
      return {
        endpoint: settings.crm,
        hasSecret: vault.get(CRM_SECRET_NAME) !== null,
        isSecretStored: vault.isStored(CRM_SECRET_NAME),
        waiting: countEntries(data, 'waiting'),
        dead: countEntries(data, 'dead'),
        lastDeliveredAtMs: delivered === 0 ? null : delivered,
        lastError: lastFailed?.lastError ?? null,
      };
    },
    refreshTarget,
    async save(endpoint, secret) {
      const url = checkEndpointUrl(endpoint.url);
      if (!url.ok) return url;
      if (secret !== undefined) {
        const checked = checkWebhookSecret(secret);
        if (!checked.ok) return checked;
        const kept = await vault.set(CRM_SECRET_NAME, secret);
        if (!kept.ok) return kept;
      }
      const kept = await setEndpoint(endpoint);
      if (kept.ok) refreshTarget();
      return kept;
    },
    async remove() {
      const kept = await setEndpoint(null);
      if (!kept.ok) return kept;
      const forgotten = await vault.remove(CRM_SECRET_NAME);
      refreshTarget();
      return forgotten;
    },
    async test() {
      if (store.read().settings.crm === null) return failure('no-endpoint', 'No CRM endpoint is set.', { action: 'open-crm' });
      const current = target();
      if (current === null) return failure('no-secret', 'The webhook secret is not known. Type it in again.', { action: 'open-crm' });
      return delivery.sendTest(current);
    },
    async retryDead() {
      const count = countEntries(store.read(), 'dead');
      const kept = await store.update((data) => withDeadRetried(data, nowMs()));
      if (!kept.ok) return kept;
      delivery.flush();
      return success({ count });
    },
  };
}

/** The store's outbox as the delivery loop sees it. */
export function queueOf(store: RecordStore): DeliveryQueue {
  async function mark(change: (data: StoreData) => StoreData): Promise<void> {
    const kept = await store.update(change);
    if (!kept.ok) throw new Error(kept.error.message);
  }
  return {
    waiting: () => waitingEntries(store.read()),
    markDelivered: (entryId, httpStatus, atMs) => mark((data) => withDelivered(data, entryId, httpStatus, atMs)),
    markFailed: (entryId, error, next) => mark((data) => withDeliveryFailed(data, entryId, error, next)),
    subscribe: (listener) => store.subscribe(listener),
  };
}
