import { accountEvents, accountRequests } from './accounts.ts';
import { appEvents, appRequests } from './app.ts';
import { assistEvents, assistRequests } from './assist.ts';
import { callerRequests } from './callers.ts';
import { callEvents, callRequests } from './calls.ts';
import { contactEvents, contactRequests } from './contacts.ts';
import { crmEvents, crmRequests } from './crm.ts';
import type { EventFunction, RequestFunction } from './definition.ts';
import { handOverRequests } from './hand-over.ts';
import { intentEvents, intentRequests } from './intents.ts';
import { learningEvents, learningRequests } from './learning.ts';
import { linkEvents, linkRequests } from './links.ts';
import { mediaRequests } from './media.ts';
import { messageEvents, messageRequests } from './messages.ts';
import { presenceEvents, presenceRequests } from './presence.ts';
import { questionRequests } from './questions.ts';
import { recordingRequests } from './recording.ts';
import { recordEvents, recordRequests } from './records.ts';

/** Every request the page may make, by feature. */
export const requests = {
  app: appRequests,
  accounts: accountRequests,
  calls: callRequests,
  media: mediaRequests,
  assist: { ...assistRequests, ...handOverRequests },
  records: recordRequests,
  crm: crmRequests,
  intents: intentRequests,
  learning: learningRequests,
  links: linkRequests,
  callers: callerRequests,
  messages: messageRequests,
  presence: presenceRequests,
  contacts: contactRequests,
  questions: questionRequests,
  recording: recordingRequests,
} as const;

/** Every snapshot main sends unasked, by feature. */
export const events = {
  app: appEvents,
  accounts: accountEvents,
  calls: callEvents,
  assist: assistEvents,
  records: recordEvents,
  crm: crmEvents,
  intents: intentEvents,
  contacts: contactEvents,
  learning: learningEvents,
  links: linkEvents,
  messages: messageEvents,
  presence: presenceEvents,
} as const;

type Requests = typeof requests;
type Events = typeof events;

export type RequestApi = { readonly [Feature in keyof Requests]: { readonly [Name in keyof Requests[Feature]]: RequestFunction<Requests[Feature][Name]> } };
export type EventApi = { readonly [Feature in keyof Events]: { readonly [Name in keyof Events[Feature]]: EventFunction<Events[Feature][Name]> } };

/** What the page finds as `window.sidetone`. */
export interface SidetoneApi {
  readonly request: RequestApi;
  readonly on: EventApi;
}

export { TAP_PORT_MESSAGE } from './tap-port-message.ts';
