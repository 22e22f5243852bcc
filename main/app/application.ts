import { app, dialog, MessageChannelMain, powerMonitor, powerSaveBlocker, session, shell, type MessagePortMain } from 'electron';
import { mkdir } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { events } from '../../preload/contract/index.ts';
import { TAP_RATE_HZ, type TapReader } from '../../preload/contract/media.ts';
import type { CallId, Speaker } from '../../preload/contract/primitives.ts';
import { success, type Result } from '../../preload/contract/result.ts';
import { openModelDesk } from '../assist/model-desk.ts';
import type { ModelOrigin } from '../../preload/contract/models.ts';
import { createAssist } from '../assist/assist-client.ts';
import { createAccounts, practiceAccount, turnPasswordName } from '../calls/accounts.ts';
import { createCallAssist } from '../calls/call-assist.ts';
import { audienceFactsOf } from '../records/callers.ts';
import { learnCardPreferences } from '../records/learned-cards.ts';
import { namesToKnow } from '../calls/names-to-know.ts';
import { createCallJournal } from '../calls/call-journal.ts';
import { createCalls } from '../calls/calls.ts';
import { checkOfferFor } from '../calls/leg-options.ts';
import { createMessageDesk } from '../calls/message-desk.ts';
import { createPresenceDesk } from '../calls/presence-desk.ts';
import { createRecordingDesk } from '../calls/recording-desk.ts';
import { createOpenMedia } from '../calls/open-media.ts';
import { createCrmDesk, queueOf } from '../calls/crm-desk.ts';
import { createCrmDelivery } from '../crm/crm-delivery.ts';
import { createPublisher } from '../ipc/publisher.ts';
import { servePage, type PageLink } from '../ipc/page-link.ts';
import { createMediaGateway } from '../media/media-client.ts';
import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { createTidier } from '../platform/tidy.ts';
import { launchUtility } from '../platform/utility-launcher.ts';
import { createPracticeLine } from '../practice/practice-client.ts';
import { startRecording } from '../recording/recording.ts';
import { createWaveFile } from '../recording/wave-file.ts';
import { openRecordStore } from '../records/open-record-store.ts';
import { createSipPhone } from '../sip/create-sip-phone.ts';
import type { SipAccount, SipPhone } from '../sip/sip-phone.ts';
import { argumentsOf, parseCommandLine, type CommandLine } from './command-line.ts';
import { connectFacts } from './connect-facts.ts';
import { dialWhenReady } from './dial-when-ready.ts';
import { createDialLinks } from './dial-links.ts';
import { readIntentSet } from '../assist/understanding/known-intents.ts';
import { createIntentDesk } from '../calls/intent-desk.ts';
import { risingQuestions } from '../records/rising-questions.ts';
import { createLearningDesk } from '../learning/learning-desk.ts';
import { readRegression } from '../learning/read-regression.ts';
import { createQuestionDesk } from '../calls/question-desk.ts';
import { createContactDesk } from '../contacts/contact-desk.ts';
import { createUrlPop } from '../calls/url-pop.ts';
import { createCallerDesk } from '../calls/caller-desk.ts';
import { createHandlers, type Snapshots } from './handlers.ts';
import { hardenSession } from './harden.ts';
import { letChooseHeadset } from './headset-choice.ts';
import { keepAwake } from './keep-awake.ts';
import { keepRegistered } from './keep-registered.ts';
import { systemKeyring } from './keyring.ts';
import { systemLinkRegistry } from './link-registry.ts';
import { openLogFile } from './log-file.ts';
import { createBackupDesk } from './backup-desk.ts';
import { watchAway } from './away.ts';
import { createBackground } from './background.ts';
import { orderOf } from './command-deed.ts';
import { createMainWindow } from './main-window.ts';
import type { collectOpenedLinks } from './opened-links.ts';
import { notifyOfMessage } from './message-notification.ts';
import { createNotices } from './notices.ts';
import { PAGE_ORIGIN } from './page-file.ts';
import { servePageFiles } from './page-protocol.ts';
import { createPreferences } from './preferences.ts';
import { applyProvisioning, readProvisioning } from './provision.ts';
import { createSecretVault } from './secrets.ts';
import { stopOnQuit } from './stop-on-quit.ts';
import { systemWords } from './words.ts';

/** Beside this bundle: the other processes' entries; above it: the page, the preload, models and starter content. */
const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '..', '..');
/** What native code reads lies beside the packed archive (asarUnpack of electron-builder.yml). */
const FILES = ROOT.replace(/app\.asar$/, 'app.asar.unpacked');
const entry = (name: string): string => join(HERE, `${name}.js`);

/**
 * Composes the app and starts it. Everything below is wiring: what the parts do stands in their rooms.
 *
 * @returns a failure when the provisioning file is wrong: the app must not start half set up
 * @throws Error when the profile cannot be written
 */
export async function startApplication(commandLine: CommandLine, openedLinks: ReturnType<typeof collectOpenedLinks>): Promise<Result<void>> {
  const profile = app.getPath('userData');
  await mkdir(profile, { recursive: true, mode: 0o700 });
  const log = createLog(openLogFile(join(profile, 'sidetone.log')));
  const clock = systemClock;
  const versions = { sidetone: app.getVersion(), electron: process.versions.electron ?? '', chromium: process.versions['chrome'] ?? '', node: process.versions.node };
  log.info('app.start', versions);

  const recordingsFolder = join(profile, 'recordings');
  const store = await openRecordStore({ file: join(profile, 'sidetone.json'), clock, log });
  const vault = createSecretVault({ keyring: systemKeyring, store, log });
  if (commandLine.provision !== null) {
    const provisioning = await readProvisioning(commandLine.provision);
    if (!provisioning.ok) return provisioning;
    const applied = await applyProvisioning(provisioning.value, { store, vault, practiceAccount });
    if (!applied.ok) return applied;
  }

  const launch = launchUtility;
  const addedModelsDirectory = join(profile, 'models');
  const starterDirectory = join(FILES, 'main', 'assist', 'starter');
  const gateway = createMediaGateway({ launch, entry: entry('media-process'), log, clock });
  const assist = createAssist({ launch, entry: entry('assist-process'), modelsDirectory: join(FILES, 'models', 'files'), addedModelsDirectory, starterDirectory, headFile: join(profile, 'intent-head.onnx'), log, clock });
  const practice = createPracticeLine({ launch, entry: entry('practice-process'), callersDirectory: join(FILES, 'main', 'practice', 'callers'), log, clock });
  const delivery = createCrmDelivery({ queue: queueOf(store), fetch, clock, random: Math.random, log });

  const createPhone = (account: SipAccount): SipPhone =>
    createSipPhone(account, { clock, log, version: app.getVersion(), checkOffer: (offerSdp) => checkOfferFor(account.settings, offerSdp) });
  const contacts = createContactDesk({ store, pickFile: pickContactFile, pickTarget: pickContactTarget, onChange: () => snapshots.contacts.touch() });
  const accounts = createAccounts({ store, vault, practice, log, createPhone });
  const calls = createCalls({ openMedia: createOpenMedia({ gateway, clock, turnPassword: (accountId) => vault.get(turnPasswordName(accountId)) }), lines: accounts, clock, log, nameOf: (number) => contacts.nameOf(number) });
  const callAssist = createCallAssist(assist, connectTaps, ({ remote }) => namesToKnow(store.read(), remote.displayName), ({ remote }) => ({ preferences: learnCardPreferences(store.read().records), rising: risingQuestions(store.read().records, clock.nowMs()), caller: audienceFactsOf(store.read(), remote), checklists: [] }));
  const journal = createCallJournal({
    store, callAssist, accounts, clock, log,
    onStoreFailed: (message) => notices.raise('store-failed', 'error', { code: 'store-failed', message, action: 'retry' }),
  });
  const recordings = createRecordingDesk({
    folder: recordingsFolder, findCall: calls.find, store, clock, log, connect: connectRecorder,
    policyOf(accountId) {
      const settings = accounts.find(accountId)?.settings;
      return { policy: settings?.recording ?? 'off', announcement: settings?.recordingAnnouncement ?? null };
    },
    start: async (file, onFailed) => startRecording(await createWaveFile(file, TAP_RATE_HZ), clock, onFailed),
  });
  const messages = createMessageDesk({ store, lines: accounts, clock, log, onArrival: (message) => notifyOfMessage(message, mainWindow) });
  const presence = createPresenceDesk({ accounts, calls, onChange: () => snapshots.presence.touch() });
  const intents = createIntentDesk({ store, starter: await readIntentSet(join(starterDirectory, 'intents.json')), assist, onChange: () => snapshots.intents.touch() });
  const backup = createBackupDesk({ store, profile, clock, isOnCall: () => calls.current() !== null, pickFile: pickBackup, pickTarget: pickBackupTarget, restart: () => { app.relaunch(); app.quit(); } });
  const learning = createLearningDesk({ store, intents, regression: await readRegression(starterDirectory), assist, clock, isOnCall: () => calls.current() !== null, onChange: () => snapshots.learning.touch() });
  const crm = createCrmDesk({ store, vault, delivery, nowMs: () => clock.nowMs() });

  hardenSession(() => store.read().settings.headset);
  servePageFiles(join(ROOT, 'out', 'renderer'), recordingsFolder);
  const iconFile = join(ROOT, 'main', 'app', 'resources', 'icon.png');
  const mainWindow = createMainWindow({
    preloadFile: join(ROOT, 'out', 'preload', 'index.cjs'), iconFile, onPageGone: (reason) => log.error('app.page-gone', { reason }),
    // Nobody hangs up by closing a window.
    goesOn: () => store.read().settings.keepsRunning || calls.current() !== null,
    onHidden: () => background.noteHidden(),
  });

  const notices = createNotices(() => snapshots.app.touch());
  const preferences = createPreferences({ store, secrets: vault, notices, assist, practice, versions, systemLocale: app.getLocale(), pickFolder, onChange: () => snapshots.app.touch() });
  letChooseHeadset(session.defaultSession, { ask: askWhichHeadset, keep: (headset) => preferences.chooseHeadset(headset) });
  const models = await openModelDesk({
    directory: addedModelsDirectory, pick: pickModel, onChange: () => snapshots.app.touch(),
    pinnedModelId: () => store.read().settings.hearing.pinnedModelId, unpin: () => preferences.chooseEngine(null),
  });
  const dial = (destination: string): void => dialWhenReady(destination, { accounts, calls, clock, notices });
  const links = createDialLinks({
    store, registry: systemLinkRegistry(), dial, onChange: () => snapshots.links.touch(),
    onUnreadable: (text) => notices.raise('link', 'warning', { code: 'bad-destination', message: 'The link holds no number or address that can be called.', detail: text.slice(0, 200) }),
  });
  const snapshots: Snapshots = {
    app: createPublisher((revision) => ({ revision, ...preferences.snapshot(), addedModels: [...models.list()] }), (snapshot) => link.publish(events.app.changed, snapshot)),
    accounts: createPublisher((revision) => ({ revision, accounts: [...accounts.views()], defaultAccountId: accounts.defaultAccountId() }), (snapshot) => link.publish(events.accounts.changed, snapshot)),
    calls: createPublisher((revision) => ({ revision, calls: [...calls.list()] }), (snapshot) => link.publish(events.calls.changed, snapshot)),
    assist: createPublisher((revision) => ({ revision, ...callAssist.view() }), (snapshot) => link.publish(events.assist.changed, snapshot)),
    records: createPublisher((revision) => ({ revision, ...journal.history() }), (snapshot) => link.publish(events.records.changed, snapshot)),
    crm: createPublisher((revision) => ({ revision, ...crm.snapshot() }), (snapshot) => link.publish(events.crm.changed, snapshot)),
    intents: createPublisher((revision) => ({ revision, ...intents.snapshot() }), (snapshot) => link.publish(events.intents.changed, snapshot)),
    contacts: createPublisher((revision) => ({ revision, ...contacts.snapshot() }), (snapshot) => link.publish(events.contacts.changed, snapshot)),
    learning: createPublisher((revision) => ({ revision, ...learning.snapshot() }), (snapshot) => link.publish(events.learning.changed, snapshot)),
    links: createPublisher((revision) => ({ revision, ...links.snapshot() }), (snapshot) => link.publish(events.links.changed, snapshot)),
    messages: createPublisher((revision) => ({ revision, ...messages.snapshot() }), (snapshot) => link.publish(events.messages.changed, snapshot)),
    presence: createPublisher((revision) => ({ revision, ...presence.snapshot() }), (snapshot) => link.publish(events.presence.changed, snapshot)),
  };
  const link: PageLink = servePage(() => mainWindow.page(), PAGE_ORIGIN, createHandlers({ snapshots, preferences, models, accounts, calls, callAssist, journal, crm, practice, links, messages, presence, callers: createCallerDesk(store, clock), intents, learning, contacts, backup, questions: createQuestionDesk({ store, assist }), recordings, reveal: (file) => shell.showItemInFolder(file) }));
  const background = createBackground({ calls, mainWindow, words: () => systemWords(preferences.snapshot().locale), iconFile, keepsRunning: () => store.read().settings.keepsRunning });
  connectFacts({ snapshots, accounts, calls, messages, presence, callAssist, journal, recordings, gateway, practice, store, secrets: vault, notices, mainWindow, log });
  calls.subscribe(() => background.noteCalls());
  const noteAwake = keepAwake(powerSaveBlocker);
  const away = watchAway({ power: powerMonitor, mainWindow, words: () => systemWords(preferences.snapshot().locale) });
  calls.subscribe(({ call }) => {
    noteAwake(calls.list());
    away.noteEnded(call);
  });
  const tidy = createTidier(() => calls.current() === null);
  calls.subscribe((happened) => { if (happened.kind === 'call' && happened.fact.kind === 'ended') tidy(); });
  calls.subscribe(createUrlPop(() => store.read().settings.urlPop, (url) => void shell.openExternal(url).catch((error: unknown) => log.warn('url-pop.not-opened', { reason: String(error) }))));

  mainWindow.show();
  assist.useMasking(store.read().settings.masking);
  assist.useHearing(store.read().settings.hearing);
  assist.useIntents(store.read().settings.intents);
  assist.useQuestions(store.read().settings.questions);
  assist.start();
  if (store.read().settings.knowledgeFolder !== null) void assist.useKnowledgeFolder(store.read().settings.knowledgeFolder);
  await journal.recover();
  await recordings.recover();
  await messages.recover();
  crm.refreshTarget();
  delivery.start();
  await accounts.startAll();
  if (commandLine.call !== null) dial(commandLine.call);
  if (commandLine.link !== null) links.open(commandLine.link);
  openedLinks.deliverTo((opened) => {
    mainWindow.show();
    links.open(opened);
  });

  app.on('second-instance', (_event, argv, _folder, handedOver) => {
    mainWindow.show();
    const asked = parseCommandLine(argumentsOf(handedOver, argv.slice(1)));
    if (asked.ok && asked.value.call !== null) dial(asked.value.call);
    const order = asked.ok && asked.value.deed !== null ? orderOf(asked.value.deed, calls.list()) : null;
    if (order !== null) background.carryOut(order);
    if (asked.ok && asked.value.link !== null) links.open(asked.value.link);
  });
  app.on('activate', () => mainWindow.show());
  app.on('window-all-closed', () => app.quit());
  const registrations = keepRegistered({ accounts, interfaces: networkInterfaces, clock, log });
  powerMonitor.on('resume', () => registrations.wake('resume'));
  powerMonitor.on('unlock-screen', () => registrations.wake('unlock'));
  stopOnQuit([() => accounts.stop(), () => delivery.stop(), () => assist.stop(), () => gateway.stop(), () => practice.stop(), () => store.close()]);
  return success();

  function connectTaps(callId: CallId): void {
    openTapPorts(callId, 'assist', (speaker, port) => assist.attachTap(callId, speaker, port));
  }
  function connectRecorder(callId: CallId, onMessage: (speaker: Speaker, message: unknown) => void): void {
    openTapPorts(callId, 'recording', (speaker, port) => {
      port.on('message', ({ data }) => onMessage(speaker, data));
      port.start();
    });
  }
  function openTapPorts(callId: CallId, reader: TapReader, use: (speaker: Speaker, port: MessagePortMain) => void): void {
    for (const speaker of ['agent', 'caller'] as const) {
      const { port1, port2 } = new MessageChannelMain();
      use(speaker, port1);
      link.postTap({ callId, speaker, reader }, port2);
    }
  }
  async function pickModel(from: ModelOrigin): Promise<string | null> {
    if (from === 'folder') return pickFolder();
    const picked = await dialog.showOpenDialog({ properties: ['openFile'], filters: [{ name: '.zip, .tar.gz', extensions: ['zip', 'gz', 'tgz'] }] });
    return picked.filePaths[0] ?? null;
  }
  async function pickBackup(): Promise<string | null> {
    const picked = await dialog.showOpenDialog({ properties: ['openFile'], filters: [{ name: 'Sidetone', extensions: ['sidetone-backup'] }] });
    return picked.filePaths[0] ?? null;
  }
  async function pickBackupTarget(): Promise<string | null> {
    const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
    const picked = await dialog.showSaveDialog({ defaultPath: `${day}.sidetone-backup`, filters: [{ name: 'Sidetone', extensions: ['sidetone-backup'] }] });
    return picked.canceled ? null : picked.filePath;
  }
  async function pickContactFile(): Promise<string | null> {
    const picked = await dialog.showOpenDialog({ properties: ['openFile'], filters: [{ name: 'vCard, CSV', extensions: ['vcf', 'vcard', 'csv', 'txt'] }] });
    return picked.filePaths[0] ?? null;
  }
  async function pickContactTarget(): Promise<string | null> {
    const picked = await dialog.showSaveDialog({ defaultPath: 'contacts.vcf', filters: [{ name: 'vCard', extensions: ['vcf'] }] });
    return picked.canceled ? null : picked.filePath;
  }
  async function askWhichHeadset(names: readonly string[]): Promise<number | null> {
    const { whichHeadset, whichHeadsetText, cancel } = systemWords(preferences.snapshot().locale);
    const { response } = await dialog.showMessageBox({ type: 'question', message: whichHeadset, detail: whichHeadsetText, buttons: [...names, cancel], cancelId: names.length, defaultId: 0 });
    return response === names.length ? null : response;
  }
  async function pickFolder(): Promise<string | null> {
    const picked = await dialog.showOpenDialog({ properties: ['openDirectory'] });
    return picked.filePaths[0] ?? null;
  }
}
