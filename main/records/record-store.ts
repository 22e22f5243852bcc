import type { AudioChoices, RingVolumes, VoiceProcessing } from '../../preload/contract/audio.ts';
import type { CallerNote } from '../../preload/contract/callers.ts';
import type { HeadsetChoice } from '../../preload/contract/headset.ts';
import type { HearingSettings } from '../../preload/contract/hearing.ts';
import type { Contact } from '../../preload/contract/contacts.ts';
import type { JudgedQuestion } from '../../preload/contract/questions.ts';
import type { Adoption } from '../../preload/contract/learning.ts';
import type { IntentSet } from '../../preload/contract/intents.ts';
import type { UrlPop } from '../../preload/contract/url-pop.ts';
import type { OwnTerms } from '../../preload/contract/vocabulary.ts';
import type { MaskingPolicy } from '../../preload/contract/privacy.ts';
import type { AccountSettings } from '../../preload/contract/accounts.ts';
import type { CrmEndpoint } from '../../preload/contract/crm.ts';
import type { TextMessage } from '../../preload/contract/messages.ts';
import type { LinkPolicy } from '../../preload/contract/links.ts';
import type { CallRecord, RecordRow } from '../../preload/contract/records.ts';
import type { AccountId, CallId, Locale } from '../../preload/contract/primitives.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Unsubscribe } from '../platform/emitter.ts';

/** A CRM event waiting for its delivery; stored in the same update as the record it speaks of. */
export interface OutboxEntry {
  /** The webhook-id: the same on every attempt (Standard Webhooks). */
  readonly entryId: string;
  readonly eventType: 'call.completed' | 'call.missed';
  readonly callId: CallId;
  /** The body, fixed when the entry was made, so that every attempt signs the same bytes. */
  readonly body: string;
  readonly createdAtMs: number;
  readonly attempts: number;
  readonly nextAttemptAtMs: number;
  readonly lastError: string | null;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly deliveredAtMs: number | null;
  readonly httpStatus: number | null;
}

/** What a secret is stored as: bytes from safeStorage in base64, or clear text where the person allowed it. */
export type StoredSecret = { readonly kind: 'encrypted'; readonly base64: string } | { readonly kind: 'unprotected'; readonly text: string };

export interface StoredSettings {
  readonly locale: Locale | null;
  readonly allowUnprotectedSecrets: boolean;
  readonly defaultAccountId: AccountId | null;
  readonly crm: CrmEndpoint | null;
  readonly knowledgeFolder: string | null;
  readonly practicePort: number | null;
  readonly audio: AudioChoices;
  readonly masking: MaskingPolicy;
  readonly hearing: HearingSettings;
  readonly links: LinkPolicy;
  readonly vocabulary: OwnTerms;
  /** Whether the app goes on when its window is closed. */
  readonly keepsRunning: boolean;
  readonly ringVolumes: RingVolumes;
  readonly urlPop: UrlPop;
  readonly voiceProcessing: VoiceProcessing;
  readonly headset: HeadsetChoice | null;
  /** The person's own; null: the ones that came with the app. */
  readonly intents: IntentSet | null;
  /** What was learned from verdicts, the newest last. */
  readonly adoptions: Adoption[];
  /** Drafted questions that the person approved or threw away. */
  readonly questions: JudgedQuestion[];
}

export interface StoreData {
  readonly version: 1;
  readonly settings: StoredSettings;
  readonly accounts: readonly AccountSettings[];
  /** By name: `account:<id>`, `crm`. */
  readonly secrets: Readonly<Record<string, StoredSecret>>;
  /** What the agent noted of callers, by the key of `callers.ts`. */
  readonly callers: Readonly<Record<string, CallerNote>>;
  readonly records: readonly CallRecord[];
  readonly outbox: readonly OutboxEntry[];
  /** In the order of their arrival or sending. */
  readonly messages: readonly TextMessage[];
  /** The address book. */
  readonly contacts: readonly Contact[];
}

/**
 * The one store. `update` is serialised, validated by schema, written to a temporary file, fsynced and renamed over;
 * it resolves only when the bytes are on disk: what it acknowledged survives kill -9. On failure nothing changed, in memory either.
 * A change that returns the data it was given writes nothing; one that throws (our bug) rejects and changes nothing.
 */
export interface RecordStore {
  read(): StoreData;
  update(change: (data: StoreData) => StoreData): Promise<Result<void, 'store-failed'>>;
  subscribe(listener: (data: StoreData) => void): Unsubscribe;
  /** Set when the file at start was unreadable: it was moved aside to this name and a clean store begun. */
  readonly movedAside: { readonly fileName: string; readonly reason: string } | null;
  close(): Promise<void>;
}

export type { RecordRow };
