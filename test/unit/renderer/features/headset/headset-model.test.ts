import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBridge } from '../../../../../renderer/bridge/bridge.ts';
import { HeadsetModel } from '../../../../../renderer/features/headset/headset-model.svelte.ts';
import { CORDLESS, FakeHeadset, fakeHid, HEADSET, WIRED } from '../../../../support/fake-headset.ts';
import { createFakeSidetone, type FakeSidetone } from '../../../../support/fake-sidetone.ts';
import { call } from '../../../../support/fake-sidetone-data.ts';
import { SCENES } from '../../../../support/fake-sidetone-scenes.ts';

const OFF = '2:00000000 00000000';
const RING = '2:00000010 00000000';
const TALK = '2:00000001 00000000';
const TALK_MUTED = '2:00000101 00000000';
let fake: FakeSidetone;
let headset: FakeHeadset;
let hid: ReturnType<typeof fakeHid>;
let model: HeadsetModel;
let nowMs = 0;
const settle = async () => { for (let turn = 0; turn < 30; turn += 1) await Promise.resolve(); };
const scene = () => ({ ...SCENES.phone(0), app: { ...SCENES.phone(0).app, headset: HEADSET } });
const asked = () => fake.asked.filter(({ channel }) => channel.startsWith('calls.') && channel !== 'calls.get');

async function begin(device = new FakeHeadset()): Promise<void> {
  headset = device;
  hid = fakeHid(headset);
  fake = createFakeSidetone(scene(), () => nowMs);
  nowMs = 10_000;
  const page = { addEventListener: () => undefined, removeEventListener: () => undefined, location: { origin: '' } } as unknown as Window;
  model = new HeadsetModel(createBridge(fake.api, page), hid, () => nowMs);
  await settle();
}
async function ring(): Promise<void> {
  nowMs += 1_000;
  fake.show({ ...scene(), calls: [call({ kind: 'ringing-in' }, nowMs)] });
  await settle();
  nowMs += 1_000;
}
async function press(...reports: readonly (readonly number[])[]): Promise<void> {
  for (const bytes of reports) headset.report(2, ...bytes);
  await settle();
  nowMs += 1_000;
}

beforeEach(() => begin());
afterEach(() => model.dispose());

describe('a headset in a call', () => {
  it('rings, answers, mutes and hangs up from its buttons, its lamps following (T18)', async () => {
    expect([model.status, headset.opens]).toEqual(['ready', 0]);
    await ring();
    expect([model.status, headset.told]).toEqual(['in-use', [RING]]);
    await press([1, 0]);
    expect(asked()).toEqual([{ channel: 'calls.answer', input: { callId: 'live' } }]);
    expect(headset.told).toEqual([RING, TALK]);
    await press([0b101, 0], [0b001, 0]);
    expect(asked()[1]).toEqual({ channel: 'calls.setMuted', input: { callId: 'live', isMuted: true } });
    expect(headset.told).toEqual([RING, TALK, TALK_MUTED]);
    await press([0, 0]);
    expect(asked()[2]).toEqual({ channel: 'calls.hangUp', input: { callId: 'live' } });
    expect([headset.told.at(-1), headset.opened, model.status]).toEqual([OFF, false, 'ready']);
  });

  it('follows a call that is answered and ended on the screen, and takes its echoes for no presses (T18)', async () => {
    await ring();
    await fake.api.request.calls.answer({ callId: call({ kind: 'ringing-in' }, 0).callId });
    await settle();
    nowMs += 5_000;
    fake.endCall();
    await settle();
    expect(headset.told).toEqual([RING, TALK, OFF]);
    expect(asked().map(({ channel }) => channel)).toEqual(['calls.answer']);
  });

  it('belongs to other programs while no call of ours rings or runs (T19)', async () => {
    await press([1, 0], [0, 0]);
    expect([headset.opens, headset.listeners, headset.told, asked()]).toEqual([0, 0, [], []]);
    await ring();
    expect([headset.opened, headset.listeners]).toEqual([true, 1]);
    fake.endCall();
    await settle();
    await press([1, 0], [0, 0]);
    expect([headset.opened, headset.listeners, headset.told, asked()]).toEqual([false, 0, [RING, OFF], []]);
  });

  it('may be unplugged in a call, and follows it again when it is plugged in (T18)', async () => {
    await ring();
    await press([1, 0]);
    hid.plug(false);
    await settle();
    expect([model.status, headset.listeners]).toEqual(['unplugged', 0]);
    expect(asked().map(({ channel }) => channel)).toEqual(['calls.answer']);
    hid.plug(true);
    await settle();
    expect([model.status, headset.told.at(-1)]).toEqual(['in-use', TALK]);
  });

  it('that another program keeps from us harms no call, and is had at the next one (T19)', async () => {
    headset.isTaken = true;
    await ring();
    expect([model.status, asked()]).toEqual(['refused', []]);
    fake.endCall();
    await settle();
    headset.isTaken = false;
    await ring();
    expect([model.status, headset.told.at(-1)]).toEqual(['in-use', RING]);
  });

  it('of another make is understood by its own description (T18)', async () => {
    model.dispose();
    await begin(new FakeHeadset(CORDLESS));
    await ring();
    await press([1, 0]);
    await press([0b1001, 0]);
    expect(asked().map(({ channel }) => channel)).toEqual(['calls.answer', 'calls.setMuted']);
    expect(headset.told).toEqual(['2:00000100 00000000', TALK, '2:00000011 00000000']);
  });
});

describe('the headset in the settings', () => {
  it('is forgotten at once, in a call too', async () => {
    await ring();
    await model.forget();
    await settle();
    expect([model.choice, model.status, headset.opened]).toEqual([null, 'none', false]);
  });

  it('tells when there is none to connect', async () => {
    await model.choose();
    expect(model.isNoneFound).toBe(false);
    hid.plug(false);
    await model.choose();
    expect(model.isNoneFound).toBe(true);
  });

  it('is left alone where it has no buttons of telephony', async () => {
    model.dispose();
    await begin(new FakeHeadset(WIRED.slice(0, 1)));
    await ring();
    expect([model.status, headset.opens]).toEqual(['unplugged', 0]);
  });
});
