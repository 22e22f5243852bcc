import type { Accounts } from '../calls/accounts.ts';
import { answeredAtMs } from '../calls/call-state.ts';
import type { CallAssist } from '../calls/call-assist.ts';
import type { CallJournal } from '../calls/call-journal.ts';
import type { Calls } from '../calls/calls.ts';
import type { MessageDesk } from '../calls/message-desk.ts';
import type { PresenceDesk } from '../calls/presence-desk.ts';
import type { RecordingDesk } from '../calls/recording-desk.ts';
import type { MediaGateway } from '../media/media-gateway.ts';
import type { Log } from '../platform/log.ts';
import type { PracticeLine } from '../practice/practice-line.ts';
import type { RecordStore } from '../records/record-store.ts';
import { failure } from '../../preload/contract/result.ts';
import type { Snapshots } from './handlers.ts';
import type { MainWindow } from './main-window.ts';
import type { Notices } from './notices.ts';
import type { SecretPolicy } from './preferences.ts';

interface Parts {
  readonly snapshots: Snapshots;
  readonly accounts: Accounts;
  readonly calls: Calls;
  readonly messages: MessageDesk;
  readonly presence: PresenceDesk;
  readonly callAssist: CallAssist;
  readonly journal: CallJournal;
  readonly recordings: RecordingDesk;
  readonly gateway: MediaGateway;
  readonly practice: PracticeLine;
  readonly store: RecordStore;
  readonly secrets: SecretPolicy;
  readonly notices: Notices;
  readonly mainWindow: MainWindow;
  readonly log: Log;
}

/** Who hears of what: every fact of one part that another part or the screen must know. */
export function connectFacts({ snapshots, accounts, calls, messages, presence, callAssist, journal, recordings, gateway, practice, store, secrets, notices, mainWindow, log }: Parts): void {
  accounts.subscribe((line, fact) => {
    if (line !== null && fact.kind !== 'accounts-changed') presence.note(line, fact);
    switch (fact.kind) {
      case 'incoming-call':
        if (line !== null) void calls.receive(line, fact.call, fact.replaces);
        break;
      case 'incoming-refused':
        if (line !== null) calls.noteRefused(line, fact.remote, fact.end);
        break;
      case 'message-received':
        if (line !== null) void messages.receive(line, fact.message);
        break;
      case 'mailbox-changed':
      case 'extension-changed':
        break; // the presence desk has heard of it
      case 'stranger-ignored':
        log.info('sip.stranger-ignored', { total: fact.total });
        snapshots.accounts.touch();
        break;
      case 'registration-changed':
      case 'accounts-changed':
        snapshots.accounts.touch();
        snapshots.presence.touch();
        break;
    }
  });

  calls.subscribe(({ kind, call, ...rest }) => {
    snapshots.calls.touch();
    if (kind === 'refused') return void journal.noteUnanswered(call);
    const fact = 'fact' in rest ? rest.fact : null;
    if (fact?.kind === 'started' && call.direction === 'incoming') mainWindow.callAttention();
    if (fact?.kind === 'answered') {
      callAssist.begin(call, answeredAtMs(call) ?? fact.atMs);
      void journal.begin(call);
      recordings.begin(call);
    }
    if (fact?.kind === 'held' && !fact.isHeld) callAssist.bringToFront(call.callId);
    if (fact?.kind === 'ended') void recordings.end(call.callId);
    if (fact?.kind === 'ended') void (answeredAtMs(call) === null ? journal.noteUnanswered(call) : journal.end(call));
  });

  callAssist.subscribe(() => snapshots.assist.touch());
  practice.subscribe(() => snapshots.app.touch());
  store.subscribe(() => {
    snapshots.records.touch();
    snapshots.crm.touch();
    snapshots.messages.touch();
  });
  gateway.subscribe((fact) => log.warn('media.process', { kind: fact.kind }));

  if (store.movedAside !== null) {
    const { fileName, reason } = store.movedAside;
    notices.raise('store-moved-aside', 'error', failure('store-moved-aside', `The profile's data file could not be read and was kept as ${fileName}. Sidetone began with an empty one.`, { detail: reason }).error);
  }
  if (secrets.storage === 'memory') {
    notices.raise('no-keyring', 'warning', failure('no-keyring', 'This system has no keyring, so passwords are kept in memory and asked for again at the next start.', { action: 'allow-unprotected-secrets' }).error);
  }
}
