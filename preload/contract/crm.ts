import { z } from 'zod';
import { EpochMs, Nothing, Revision } from './primitives.ts';
import { event, request } from './definition.ts';

/** Where call records go. http is accepted for loopback addresses alone. */
export const CrmEndpoint = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  isEnabled: z.boolean().default(true),
});
export type CrmEndpoint = z.infer<typeof CrmEndpoint>;

export const CrmSnapshot = z.strictObject({
  revision: Revision,
  endpoint: CrmEndpoint.nullable(),
  hasSecret: z.boolean(),
  isSecretStored: z.boolean(),
  waiting: z.number().int(),
  dead: z.number().int(),
  lastDeliveredAtMs: EpochMs.nullable(),
  lastError: z.string().nullable(),
});
export type CrmSnapshot = z.infer<typeof CrmSnapshot>;

export const crmRequests = {
  get: request({ channel: 'crm.get', input: Nothing, output: CrmSnapshot, errors: [] }),
  /** An absent secret keeps the stored one. A secret is `whsec_` and 24 to 64 bytes in base64 (Standard Webhooks). */
  save: request({ channel: 'crm.save', input: z.strictObject({ endpoint: CrmEndpoint, secret: z.string().max(200).optional() }), output: Nothing, errors: ['insecure-url', 'bad-secret', 'store-failed'] }),
  remove: request({ channel: 'crm.remove', input: Nothing, output: Nothing, errors: ['store-failed'] }),
  /** Sends a signed `sidetone.test` event now and says what came back. */
  test: request({ channel: 'crm.test', input: Nothing, output: z.strictObject({ httpStatus: z.number().int(), tookMs: z.number() }), errors: ['no-endpoint', 'no-secret', 'unreachable', 'refused'] }),
  /** Puts every dead letter back into the queue. */
  retryDead: request({ channel: 'crm.retryDead', input: Nothing, output: z.strictObject({ count: z.number().int() }), errors: ['store-failed'] }),
} as const;

export const crmEvents = { changed: event({ channel: 'crm.changed', snapshot: CrmSnapshot }) } as const;
