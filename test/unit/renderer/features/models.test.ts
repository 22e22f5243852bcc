import { beforeEach, describe, expect, it } from 'vitest';
import { createBridge, type Bridge } from '../../../../renderer/bridge/bridge.ts';
import { AccountsModel } from '../../../../renderer/features/accounts/accounts-model.svelte.ts';
import { newAccountDraft } from '../../../../renderer/features/accounts/account-draft.ts';
import { AppModel } from '../../../../renderer/features/app/app-model.svelte.ts';
import { AssistModel } from '../../../../renderer/features/call/assist-model.svelte.ts';
import { CallsModel, type CallMoment } from '../../../../renderer/features/call/calls-model.svelte.ts';
import { intentsByUtterance } from '../../../../renderer/features/call/intents.ts';
import { WrapUpModel } from '../../../../renderer/features/wrap-up/wrap-up-model.svelte.ts';
import { createFakeSidetone, type FakeSidetone } from '../../../support/fake-sidetone.ts';
import { callId, intents, PRACTICE, plainEnd } from '../../../support/fake-sidetone-data.ts';
import { SCENES, type SceneName } from '../../../support/fake-sidetone-scenes.ts';

const NOW = 1_800_000_000_000;
const page = Object.assign(new EventTarget(), { location: { origin: 'sidetone://app' } }) as unknown as Window;
/** Lets the answers of the fake arrive. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

let fake: FakeSidetone;
let bridge: Bridge;

async function stage(scene: SceneName): Promise<void> {
  fake = createFakeSidetone(SCENES[scene](NOW), () => NOW);
  bridge = createBridge(fake.api, page);
  await settle();
}

const askedOf = (channel: string) => fake.asked.filter((entry) => entry.channel === channel).map((entry) => entry.input);

describe('CallsModel', () => {
  const moments: CallMoment[] = [];
  let calls: CallsModel;

  async function start(scene: SceneName): Promise<void> {
    await stage(scene);
    moments.length = 0;
    calls = new CallsModel(bridge.calls, (moment) => moments.push(moment));
    await settle();
  }

  it('shows the call that is heard, and leaves it there when it is held as well', async () => {
    await start('two-calls');
    expect([calls.onScreen?.callId, calls.beside.map((call) => call.callId)]).toEqual(['live', ['second']]);
    await calls.setHeld(callId('second'), false);
    await settle();
    expect(calls.onScreen?.callId).toBe('second');
    await calls.setHeld(callId('second'), true);
    await settle();
    expect(calls.onScreen?.callId).toBe('second');
  });

  it('keeps a ringing call off the call screen until it is answered', async () => {
    await start('ringing');
    expect(calls.ringing?.callId).toBe('live');
    expect(calls.onScreen).toBeNull();
    await calls.answer(callId('live'));
    expect(calls.ringing).toBeNull();
    expect(calls.onScreen?.state.kind).toBe('active');
    expect(moments.map((moment) => moment.kind)).toEqual(['ringing', 'on-line']);
  });

  it('tells of an end once, and keeps an unanswered failure on show until it is put away', async () => {
    await start('ringing-out');
    fake.endCall({ ...plainEnd, result: 'busy', sipStatus: 486, reason: 'Busy Here' });
    expect(moments.map((moment) => moment.kind)).toEqual(['on-line', 'ended']);
    expect(calls.outcome?.callId).toBe('live');
    calls.dismissOutcome();
    expect(calls.outcome).toBeNull();
  });

  it('makes no fuss about a call that the person cancelled', async () => {
    await start('ringing-out');
    await calls.hangUp(callId('live'));
    expect(calls.isIdle).toBe(true);
    expect(calls.outcome).toBeNull();
  });

  it('keeps the failure of an order until the next one', async () => {
    await start('phone');
    fake.refuse('calls.place', { code: 'line-busy', message: 'busy' });
    expect(await calls.place('100', PRACTICE)).toBe(false);
    expect(calls.failed).toMatchObject({ deed: 'place', failure: { code: 'line-busy' } });
    expect(await calls.place('100', PRACTICE)).toBe(true);
    expect(calls.failed).toBeNull();
  });

  it('places one call for two presses', async () => {
    await start('phone');
    await Promise.all([calls.place('100', null), calls.place('100', null)]);
    expect(askedOf('calls.place')).toHaveLength(1);
  });

  it('remembers the tones of this call alone', async () => {
    await start('in-call');
    await calls.sendDtmf(callId('live'), '12');
    await calls.sendDtmf(callId('live'), '#');
    fake.refuse('calls.sendDtmf', { code: 'dtmf-not-negotiated', message: '' });
    await calls.sendDtmf(callId('live'), '9');
    expect(calls.sentTones).toBe('12#');
    fake.endCall();
    await calls.place('100', null);
    expect(calls.sentTones).toBe('');
  });
});

describe('AssistModel', () => {
  beforeEach(() => stage('in-call'));

  it('shows cards that wait for a verdict apart from those that were used', async () => {
    const assist = new AssistModel(bridge.assist);
    await settle();
    expect(assist.cards.map((card) => card.suggestionId)).toEqual(['s3', 's2']);
    await assist.use(callId('live'), assist.cards[0]!.suggestionId);
    await assist.dismiss(callId('live'), assist.cards[0]!.suggestionId);
    expect(assist.cards).toEqual([]);
    expect(assist.used.map((card) => card.suggestionId)).toEqual(['s3', 's1']);
  });

  it('speaks only of the call that it is asked about', async () => {
    const assist = new AssistModel(bridge.assist);
    await settle();
    expect(assist.of(callId('live'))?.utterances.length).toBeGreaterThan(0);
    expect(assist.of(callId('another'))).toBeNull();
  });

  it('keeps the answer to the last question, whichever comes last', async () => {
    const assist = new AssistModel(bridge.assist);
    await Promise.all([assist.find('first'), assist.find('public holidays')]);
    expect(assist.search).toMatchObject({ kind: 'found', query: 'public holidays' });
    await assist.find('  ');
    expect(assist.search.kind).toBe('idle');
    fake.refuse('assist.search', { code: 'assist-off', message: '' });
    await assist.find('x');
    expect(assist.search).toMatchObject({ kind: 'failed', failure: { code: 'assist-off' } });
  });

  it('groups intents by their utterance', () => {
    expect([...intentsByUtterance(intents).keys()]).toEqual(['u2', 'u3']);
  });
});

describe('WrapUpModel', () => {
  async function open(): Promise<WrapUpModel> {
    await stage('phone');
    const wrapUp = new WrapUpModel(bridge.records);
    await wrapUp.open(callId('r1'));
    return wrapUp;
  }

  it('chooses what was suggested until the agent chooses', async () => {
    const wrapUp = await open();
    expect(wrapUp.disposition).toBe('refund');
    wrapUp.choose('complaint');
    expect(wrapUp.disposition).toBe('complaint');
    expect(wrapUp.suggested).toBe('refund');
  });

  it('does not let a newer snapshot overwrite what is being typed', async () => {
    const wrapUp = await open();
    wrapUp.change({ note: 'half a sen' });
    fake.endCall();
    fake.show(SCENES.phone(NOW));
    await settle();
    expect(wrapUp.summary.note).toBe('half a sen');
    expect(wrapUp.summary.reason?.text).toContain('Emma');
  });

  it('saves a draft once, and again only after another change', async () => {
    const wrapUp = await open();
    await wrapUp.keep();
    expect(askedOf('records.saveSummary')).toHaveLength(0);
    wrapUp.change({ note: 'a' });
    await wrapUp.keep();
    await wrapUp.keep();
    expect(askedOf('records.saveSummary')).toHaveLength(1);
    expect(wrapUp.isSaved).toBe(true);
  });

  it('keeps the draft of one call when another is opened', async () => {
    const wrapUp = await open();
    wrapUp.change({ note: 'later' });
    await wrapUp.open(callId('r2'));
    expect(askedOf('records.saveSummary')).toMatchObject([{ callId: 'r1', summary: { note: 'later' } }]);
    expect(wrapUp.summary.note).toBe('');
    expect(wrapUp.isOpen).toBe(false);
  });

  it('confirms once and then shows the delivery', async () => {
    const wrapUp = await open();
    wrapUp.change({ note: 'done' });
    expect(await wrapUp.confirm()).toBe(true);
    expect(askedOf('records.confirm')).toMatchObject([{ callId: 'r1', disposition: 'refund', summary: { note: 'done' } }]);
    expect(wrapUp.isOpen).toBe(false);
    expect(wrapUp.delivery.kind).toBe('waiting');
    expect(await wrapUp.confirm()).toBe(false);
  });

  it('asks for an outcome where none was suggested', async () => {
    await stage('phone');
    const scene = SCENES.phone(NOW);
    fake.show({ ...scene, records: scene.records.map((entry) => ({ ...entry, record: { ...entry.record, summary: null } })) });
    const wrapUp = new WrapUpModel(bridge.records);
    await wrapUp.open(callId('r1'));
    expect(wrapUp.isWriting).toBe(true);
    expect(await wrapUp.confirm()).toBe(false);
    expect(wrapUp.isChoiceMissing).toBe(true);
    wrapUp.choose('no-conversation');
    expect(await wrapUp.confirm()).toBe(true);
    expect(askedOf('records.confirm')).toMatchObject([{ summary: null }]);
  });

  it('takes the suggestion of a summary that came just before Confirm', async () => {
    const wrapUp = await open();
    const withSummary = wrapUp.record!;
    wrapUp.record = { ...withSummary, summary: null };
    expect(wrapUp.disposition).toBeNull();
    expect(await wrapUp.confirm()).toBe(true);
    expect(askedOf('records.confirm')).toMatchObject([{ disposition: 'refund' }]);
  });

  it('says so when the record is gone', async () => {
    const wrapUp = await open();
    await wrapUp.open(callId('nobody'));
    expect(wrapUp.isGone).toBe(true);
  });
});

describe('AccountsModel', () => {
  it('calls from the default account, and finds the practice line', async () => {
    await stage('phone-two-lines');
    const accounts = new AccountsModel(bridge.accounts);
    await settle();
    expect(accounts.current?.settings.accountId).toBe('office');
    await accounts.setDefault(PRACTICE);
    expect(accounts.current?.settings.accountId).toBe('practice');
    expect(accounts.practice?.settings.accountId).toBe('practice');
  });

  it('pins a certificate and leaves the rest of the line, and its password, as it was', async () => {
    await stage('line-certificate');
    const accounts = new AccountsModel(bridge.accounts);
    await settle();
    const sha256 = Array.from({ length: 32 }, () => 'AB').join(':');
    await accounts.trust(accounts.current!, sha256);
    expect(askedOf('accounts.save')).toEqual([{ settings: expect.objectContaining({ accountId: 'office', transport: 'tls', pinnedCertificate: sha256 }) }]);
  });

  it('sends the password apart from the settings, and only when one was typed', async () => {
    await stage('phone');
    const accounts = new AccountsModel(bridge.accounts);
    const draft = { ...newAccountDraft(), label: 'Office', user: '1', domain: 'x' };
    await accounts.save(draft);
    await accounts.save({ ...draft, password: 'p' });
    expect(askedOf('accounts.save')).toMatchObject([{ settings: { label: 'Office' } }, { password: 'p' }]);
    expect(askedOf('accounts.save')[0]).not.toHaveProperty('password');
  });

  it('keeps the failure until the next order', async () => {
    await stage('first-run');
    const accounts = new AccountsModel(bridge.accounts);
    fake.refuse('accounts.usePracticeLine', { code: 'practice-line-failed', message: '' });
    expect(await accounts.usePracticeLine()).toBe(false);
    expect(accounts.failure?.code).toBe('practice-line-failed');
    expect(await accounts.usePracticeLine()).toBe(true);
    expect(accounts.failure).toBeNull();
    expect(accounts.isBusy).toBe(false);
  });
});

describe('AppModel', () => {
  it('follows the language of main', async () => {
    await stage('phone');
    const app = new AppModel(bridge.app);
    await app.setLocale('zh-CN');
    expect(app.locale).toBe('zh-CN');
  });

  it('awaits a practice caller until a call comes or the request fails', async () => {
    await stage('phone');
    const app = new AppModel(bridge.app);
    fake.refuse('app.requestPracticeCall', { code: 'practice-line-off', message: '' });
    await app.requestPracticeCall('refund');
    expect(app.awaitedScriptId).toBeNull();
    expect(app.failure?.code).toBe('practice-line-off');
    await app.requestPracticeCall('refund');
    expect(app.awaitedScriptId).toBe('refund');
    app.noteCall();
    expect(app.awaitedScriptId).toBeNull();
  });
});
