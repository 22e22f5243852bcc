import { NO_URL_POP } from '../../preload/contract/url-pop.ts';
import { ALL_PROCESSING, SYSTEM_DEFAULTS, USUAL_VOLUMES } from '../../preload/contract/audio.ts';
import { ASK_FIRST } from '../../preload/contract/links.ts';
import { MEASURE_FIRST } from '../../preload/contract/hearing.ts';
import { DEFAULT_MASKING } from '../../preload/contract/privacy.ts';
import type { CallRecord } from '../../preload/contract/records.ts';
import type { Contact } from '../../preload/contract/contacts.ts';
import type { TextMessage } from '../../preload/contract/messages.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import { paginate, type Page } from './pages.ts';
import type { OutboxEntry, StoreData } from './record-store.ts';
import { findInvalid, STORE_VERSION, type StoreHead } from './store-schema.ts';

/** A state of the store together with the files that hold it. */
export interface StoreImage {
  readonly data: StoreData;
  readonly nextPageNumber: number;
  readonly recordPages: readonly Page<CallRecord>[];
  readonly outboxPages: readonly Page<OutboxEntry>[];
  readonly messagePages: readonly Page<TextMessage>[];
  readonly contactPages: readonly Page<Contact>[];
}

/** A record with its transcript has some 20 kB, so a page stays well under 1 MB and one update writes one page. */
const RECORDS_PER_PAGE = 32;
const ENTRIES_PER_PAGE = 32;
/** Most messages are a line or two. */
const MESSAGES_PER_PAGE = 128;
const CONTACTS_PER_PAGE = 512;

const emptyHead: StoreHead = {
  version: STORE_VERSION,
  settings: { locale: null, allowUnprotectedSecrets: false, defaultAccountId: null, crm: null, knowledgeFolder: null, practicePort: null, audio: SYSTEM_DEFAULTS, masking: DEFAULT_MASKING, hearing: MEASURE_FIRST, links: ASK_FIRST, vocabulary: [], keepsRunning: true, ringVolumes: USUAL_VOLUMES, urlPop: NO_URL_POP, voiceProcessing: ALL_PROCESSING, headset: null, intents: null, adoptions: [], questions: [] },
  accounts: [],
  secrets: {},
  callers: {},
};

export const emptyImage: StoreImage = imageOf(emptyHead, 1, [], [], [], []);
/** A store before its first use. */
export const emptyStoreData: StoreData = emptyImage.data;

export function imageOf(head: StoreHead, nextPageNumber: number, recordPages: readonly Page<CallRecord>[], outboxPages: readonly Page<OutboxEntry>[], messagePages: readonly Page<TextMessage>[], contactPages: readonly Page<Contact>[]): StoreImage {
  const { version, settings, accounts, secrets, callers } = head;
  const records = recordPages.flatMap((page) => page.items);
  const outbox = outboxPages.flatMap((page) => page.items);
  const messages = messagePages.flatMap((page) => page.items);
  const contacts = contactPages.flatMap((page) => page.items);
  return { data: { version, settings, accounts, secrets, callers, records, outbox, messages, contacts }, nextPageNumber, recordPages, outboxPages, messagePages, contactPages };
}

/** The image that `data` makes of `before`; fails where the data does not fit the schema, naming the place. */
export function planImage(before: StoreImage, data: StoreData): Result<StoreImage, 'store-failed'> {
  let nextPageNumber = before.nextPageNumber;
  const records = paginate(before.recordPages, data.records, { keyOf: (record) => record.callId, capacity: RECORDS_PER_PAGE, newFileName: () => `records-${nextPageNumber++}.json` });
  const outbox = paginate(before.outboxPages, data.outbox, { keyOf: (entry) => entry.entryId, capacity: ENTRIES_PER_PAGE, newFileName: () => `outbox-${nextPageNumber++}.json` });
  const messages = paginate(before.messagePages, data.messages, { keyOf: (message) => message.messageId, capacity: MESSAGES_PER_PAGE, newFileName: () => `messages-${nextPageNumber++}.json` });
  const contacts = paginate(before.contactPages, data.contacts, { keyOf: (contact) => contact.contactId, capacity: CONTACTS_PER_PAGE, newFileName: () => `contacts-${nextPageNumber++}.json` });
  const { version, settings, accounts, secrets, callers } = data;
  const invalid = findInvalid({ version, settings, accounts, secrets, callers }, records.changed, outbox.changed, messages.changed, contacts.changed);
  if (invalid !== null) return failure('store-failed', 'The change does not fit what the store may hold.', { detail: invalid });
  return success(imageOf(data, nextPageNumber, records.pages, outbox.pages, messages.pages, contacts.pages));
}
