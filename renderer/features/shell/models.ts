import type { Bridge } from '../../bridge/bridge.ts';
import { AccountsModel } from '../accounts/accounts-model.svelte.ts';
import { AppModel } from '../app/app-model.svelte.ts';
import { CallersModel } from '../callers/callers-model.svelte.ts';
import { AssistModel } from '../call/assist-model.svelte.ts';
import { answeredAtMs } from '../call/call-facts.ts';
import { CallsModel } from '../call/calls-model.svelte.ts';
import { HandOverModel } from '../call/hand-over-model.svelte.ts';
import { HistoryModel } from '../history/history-model.svelte.ts';
import { RecordingModel } from '../recording/recording-model.svelte.ts';
import { RecordDetail } from '../history/record-detail.svelte.ts';
import { HeadsetModel } from '../headset/headset-model.svelte.ts';
import type { Hid } from '../headset/hid.ts';
import { PresenceModel } from '../colleagues/presence-model.svelte.ts';
import { QuestionsModel } from '../questions/questions-model.svelte.ts';
import { MessagesModel } from '../messages/messages-model.svelte.ts';
import { IntentsModel } from '../intents/intents-model.svelte.ts';
import { ContactsModel } from '../contacts/contacts-model.svelte.ts';
import { LearningModel } from '../learning/learning-model.svelte.ts';
import { LinksModel } from '../links/links-model.svelte.ts';
import { CrmModel } from '../settings/crm-model.svelte.ts';
import { WrapUpModel } from '../wrap-up/wrap-up-model.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { Ticker } from './ticker.svelte.ts';

export type Models = ReturnType<typeof createModels>;

/** One model per feature, each with its slice of the bridge, and the one place where a call moves the screen. */
export function createModels(bridge: Bridge, hid: Hid | null = null) {
  const callers = new CallersModel(bridge.callers);
  const detail = new RecordDetail(bridge.records, (record) => void callers.load(record.remote));
  const wrapUp = new WrapUpModel(bridge.records);
  const messages = new MessagesModel(bridge.messages);
  const learning = new LearningModel(bridge.learning);
  const navigation = new Navigation((view) => {
    messages.show(view.kind === 'messages');
    if (view.kind === 'wrap-up') void wrapUp.open(view.callId);
    else void wrapUp.keep();
    if (view.kind === 'learning') void learning.open();
    if (view.kind !== 'history') return;
    if (view.callId === null) detail.close();
    else void detail.show(view.callId);
  });
  const app = new AppModel(bridge.app);
  const assist = new AssistModel(bridge.assist);
  const calls = new CallsModel(bridge.calls, (moment) => {
    if (moment.kind === 'ringing') app.noteCall();
    if (moment.kind !== 'ended') void callers.load(moment.call.remote);
    if (moment.kind === 'on-line') {
      assist.clearSearch();
      navigation.callBegan();
    }
    if (moment.kind === 'ended' && answeredAtMs(moment.call) !== null && calls.isIdle) navigation.callEnded(moment.call.callId);
  });
  return {
    navigation, app, assist, calls, detail, wrapUp,
    accounts: new AccountsModel(bridge.accounts),
    callers,
    headset: new HeadsetModel(bridge, hid),
    recordings: new RecordingModel(bridge.recording),
    handOver: new HandOverModel(bridge.assist),
    history: new HistoryModel(bridge.records),
    crm: new CrmModel(bridge.crm),
    intents: new IntentsModel(bridge.intents),
    links: new LinksModel(bridge.links),
    learning,
    contacts: new ContactsModel(bridge.contacts),
    questions: new QuestionsModel(bridge.questions),
    messages,
    presence: new PresenceModel(bridge.presence),
    ticker: new Ticker(),
  };
}
