import { z } from 'zod';
import { ALL_PROCESSING, AudioChoices, RingVolumes, SYSTEM_DEFAULTS, USUAL_VOLUMES, VoiceProcessing } from '../../preload/contract/audio.ts';
import { AccountSettings } from '../../preload/contract/accounts.ts';
import { CallerNote } from '../../preload/contract/callers.ts';
import { CrmEndpoint } from '../../preload/contract/crm.ts';
import { HeadsetChoice } from '../../preload/contract/headset.ts';
import { HearingSettings, MEASURE_FIRST } from '../../preload/contract/hearing.ts';
import { AccountId, CallId, EpochMs, Locale } from '../../preload/contract/primitives.ts';
import { ASK_FIRST, LinkPolicy } from '../../preload/contract/links.ts';
import { TextMessage } from '../../preload/contract/messages.ts';
import { DEFAULT_MASKING, MaskingPolicy } from '../../preload/contract/privacy.ts';
import { CallRecord } from '../../preload/contract/records.ts';
import { Contact } from '../../preload/contract/contacts.ts';
import { JudgedQuestion } from '../../preload/contract/questions.ts';
import { Adoption } from '../../preload/contract/learning.ts';
import { IntentSet } from '../../preload/contract/intents.ts';
import { NO_URL_POP, UrlPop } from '../../preload/contract/url-pop.ts';
import { OwnTerms } from '../../preload/contract/vocabulary.ts';
import type { OutboxEntry, StoreData, StoredSecret } from './record-store.ts';

/** What this program writes and the newest it can read. */
export const STORE_VERSION = 1;

const Secret: z.ZodType<StoredSecret> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('encrypted'), base64: z.base64() }),
  z.strictObject({ kind: z.literal('unprotected'), text: z.string() }),
]);

const Entry: z.ZodType<OutboxEntry> = z.strictObject({
  entryId: z.string().min(1).max(100),
  eventType: z.enum(['call.completed', 'call.missed']),
  callId: CallId,
  body: z.string(),
  createdAtMs: EpochMs,
  attempts: z.number().int().nonnegative(),
  nextAttemptAtMs: EpochMs,
  lastError: z.string().nullable(),
  state: z.enum(['waiting', 'delivered', 'dead']),
  deliveredAtMs: EpochMs.nullable(),
  httpStatus: z.number().int().nullable(),
});

const Head = z.strictObject({
  version: z.literal(STORE_VERSION),
  settings: z.strictObject({
    locale: Locale.nullable(),
    allowUnprotectedSecrets: z.boolean(),
    defaultAccountId: AccountId.nullable(),
    crm: CrmEndpoint.nullable(),
    knowledgeFolder: z.string().nullable(),
    practicePort: z.number().int().min(0).max(65_535).nullable(),
    audio: AudioChoices.default(SYSTEM_DEFAULTS),
    masking: MaskingPolicy.default(DEFAULT_MASKING),
    hearing: HearingSettings.default(MEASURE_FIRST),
    links: LinkPolicy.default(ASK_FIRST),
    vocabulary: OwnTerms.default([]),
    /** When the window is closed. */
    keepsRunning: z.boolean().default(true),
    urlPop: UrlPop.default(NO_URL_POP),
    voiceProcessing: VoiceProcessing.default(ALL_PROCESSING),
    headset: HeadsetChoice.nullable().default(null),
    ringVolumes: RingVolumes.default(USUAL_VOLUMES),
    /** The person's own; null: the ones that came with the app. */
    intents: IntentSet.nullable().default(null),
    adoptions: z.array(Adoption).default([]),
    questions: z.array(JudgedQuestion).default([]),
  }),
  accounts: z.array(AccountSettings),
  secrets: z.record(z.string(), Secret),
  callers: z.record(z.string(), CallerNote).default({}),
});
/** The part of the data that lies in the main file itself. */
export type StoreHead = Omit<StoreData, 'records' | 'outbox' | 'messages' | 'contacts'>;

const PageReference = z.strictObject({
  /** The pattern keeps a damaged or foreign main file from naming anything outside the pages' folder. */
  fileName: z.string().regex(/^(?:records|outbox|messages|contacts)-\d{1,15}\.json$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  count: z.number().int().positive(),
});
export type PageReference = z.infer<typeof PageReference>;

/** The main file. */
export const Manifest = Head.extend({
  nextPageNumber: z.number().int().nonnegative(),
  recordPages: z.array(PageReference),
  outboxPages: z.array(PageReference),
  messagePages: z.array(PageReference).default([]),
  contactPages: z.array(PageReference).default([]),
});
export type Manifest = z.infer<typeof Manifest>;

export const RecordPage: z.ZodType<CallRecord[]> = z.array(CallRecord);
export const OutboxPage: z.ZodType<OutboxEntry[]> = z.array(Entry);
export const MessagePage: z.ZodType<TextMessage[]> = z.array(TextMessage);
export const ContactPage: z.ZodType<Contact[]> = z.array(Contact);

/** Everything but the secrets, in one (backup.ts). */
export const BackupContent = Head.omit({ secrets: true }).extend({ records: RecordPage, outbox: OutboxPage, messages: MessagePage, contacts: ContactPage });

const HeadOfData: z.ZodType<StoreHead> = Head;

/** "settings.crm.url: Invalid URL" for the first thing wrong with what an update wants to write; null: nothing. */
export function findInvalid(head: StoreHead, records: readonly CallRecord[], entries: readonly OutboxEntry[], messages: readonly TextMessage[], contacts: readonly Contact[]): string | null {
  for (const [name, parsed] of [['', HeadOfData.safeParse(head)], ['records', RecordPage.safeParse(records)], ['outbox', OutboxPage.safeParse(entries)], ['messages', MessagePage.safeParse(messages)], ['contacts', ContactPage.safeParse(contacts)]] as const) {
    if (!parsed.success) return describeIssue(name, parsed.error);
  }
  return null;
}

export function describeIssue(name: string, error: z.ZodError): string {
  const [issue] = error.issues;
  return `${[...(name === '' ? [] : [name]), ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'invalid'}`;
}
