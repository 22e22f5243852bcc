import { z } from 'zod';
import { AccountSettings } from './accounts.ts';
import { CrmEndpoint } from './crm.ts';
import { Locale } from './primitives.ts';
import { PersonalDataKind } from './privacy.ts';

/**
 * The file of `npm start -- --provision FILE`: what an administrator, a test or the demo sets up before the first call.
 * Unknown keys are refused: a typo must not be a silent no.
 */
export const Provisioning = z.strictObject({
  version: z.literal(1),
  accounts: z.array(AccountSettings.omit({ kind: true }).extend({ password: z.string().min(1).max(256).optional(), turnPassword: z.string().min(1).max(256).optional() })).max(50).default([]),
  /** Adds the practice line's account. */
  practiceLine: z.boolean().default(false),
  defaultAccountId: z.string().nullable().default(null),
  crm: z.strictObject({ endpoint: CrmEndpoint, secret: z.string().max(200).optional() }).nullable().default(null),
  /** A folder of Markdown articles, absolute or relative to the provisioning file; null keeps what is set. */
  knowledgeFolder: z.string().min(1).nullable().default(null),
  settings: z.strictObject({
    locale: Locale.optional(),
    /** Keep secrets in clear where the system has no keyring; absent keeps them in memory alone. */
    allowUnprotectedSecrets: z.boolean().optional(),
    /** The kinds of personal data that are written over in transcripts, summaries and records, in place of what is set. */
    masking: z.array(PersonalDataKind).optional(),
    /** The loopback address and port of the practice line's registrar; port 0 lets the system choose. */
    practicePort: z.number().int().min(0).max(65_535).optional(),
  }).default({}),
});
export type Provisioning = z.infer<typeof Provisioning>;
