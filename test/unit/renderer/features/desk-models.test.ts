import { describe, expect, it } from 'vitest';
import { success } from '../../../../preload/contract/result.ts';
import { createBridge, type Bridge } from '../../../../renderer/bridge/bridge.ts';
import { HistoryModel } from '../../../../renderer/features/history/history-model.svelte.ts';
import { RecordDetail } from '../../../../renderer/features/history/record-detail.svelte.ts';
import { CrmModel } from '../../../../renderer/features/settings/crm-model.svelte.ts';
import { createModels } from '../../../../renderer/features/shell/models.ts';
import { Navigation } from '../../../../renderer/features/shell/navigation.svelte.ts';
import { createFakeSidetone, type FakeSidetone } from '../../../support/fake-sidetone.ts';
import { callId } from '../../../support/fake-sidetone-data.ts';
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

describe('HistoryModel and RecordDetail', () => {
  it('count the calls that wait to be wrapped up, and follow a record that changes', async () => {
    await stage('phone');
    const history = new HistoryModel(bridge.records);
    const detail = new RecordDetail(bridge.records);
    await detail.show(callId('r1'));
    expect(history.openWrapUps).toBe(1);
    await bridge.records.confirm({ callId: callId('r1'), summary: null, disposition: 'refund' });
    await settle();
    expect(history.openWrapUps).toBe(0);
    expect(detail.state).toMatchObject({ kind: 'open', record: { disposition: 'refund' } });
    await history.remove(callId('r1'));
    await settle();
    expect(detail.state.kind).toBe('gone');
    detail.close();
    expect(detail.state.kind).toBe('closed');
  });
});

describe('CrmModel', () => {
  it('tells what the last order came to', async () => {
    await stage('crm');
    const crm = new CrmModel(bridge.crm);
    await crm.test();
    expect(crm.deed).toEqual({ kind: 'tested', httpStatus: 204, tookMs: 87 });
    await crm.retryDead();
    expect(crm.deed).toEqual({ kind: 'requeued', count: 1 });
    expect(crm.snapshot?.dead).toBe(0);
    fake.refuse('crm.save', { code: 'insecure-url', message: '' });
    expect(await crm.save({ url: 'http://crm.example.com', isEnabled: true }, '')).toBe(false);
    expect(crm.deed).toMatchObject({ kind: 'failed', failure: { code: 'insecure-url' } });
    expect(askedOf('crm.save')[0]).not.toHaveProperty('secret');
  });
});

describe('the screen and the call', () => {
  it('goes to the wrap-up when an answered call ends on the phone screen', async () => {
    await stage('in-call');
    const models = createModels(bridge);
    await settle();
    fake.endCall();
    await settle();
    expect(models.navigation.view).toEqual({ kind: 'wrap-up', callId: 'live' });
    expect(models.wrapUp.record?.callId).toBe('live');
    models.ticker.dispose();
  });

  it('leaves a person alone who is elsewhere when the call ends', async () => {
    await stage('in-call');
    const models = createModels(bridge);
    await settle();
    models.navigation.showSettings('crm');
    fake.endCall();
    await settle();
    expect(models.navigation.view).toEqual({ kind: 'settings', section: 'crm' });
    models.ticker.dispose();
  });

  it('keeps a half-written wrap-up when the next call is answered', async () => {
    await stage('phone');
    const models = createModels(bridge);
    await settle();
    models.navigation.showWrapUp(callId('r1'));
    await settle();
    models.wrapUp.change({ note: 'half' });
    await fake.api.request.app.requestPracticeCall({ scriptId: 'refund' });
    await models.calls.answer(models.calls.ringing!.callId);
    await settle();
    expect(models.navigation.view.kind).toBe('phone');
    expect(askedOf('records.saveSummary')).toMatchObject([{ callId: 'r1', summary: { note: 'half' } }]);
    models.ticker.dispose();
  });

  it('closes the form for a new trunk with its screen', () => {
    const navigation = new Navigation();
    navigation.addAccount();
    expect(navigation.isAddingAccount).toBe(true);
    navigation.showPhone();
    expect(navigation.isAddingAccount).toBe(false);
  });
});

describe('the guard of the bridge', () => {
  it('passes answers through', async () => {
    await stage('phone');
    expect(await bridge.app.setLocale({ locale: 'en' })).toEqual(success({}));
  });
});
