import { NOTHING_NOTED } from '../../../../preload/contract/audience.ts';
import { describe, expect, it } from 'vitest';
import { failure, success } from '../../../../preload/contract/result.ts';
import { CallersModel } from '../../../../renderer/features/callers/callers-model.svelte.ts';
import { newCaller, returningCaller } from '../../../support/fake-sidetone-data.ts';

const emma = { user: '5550101', uri: 'sip:5550101@trunk.example' };

describe('what is known of callers', () => {
  it('is nothing until it was asked for, and is asked for anew when a note was kept', async () => {
    const asked: unknown[] = [];
    let profile = newCaller;
    const model = new CallersModel({ profile: async (party) => { asked.push(party); return success(profile); }, save: async () => success({}) });
    expect(model.of(emma)).toBeNull();
    await model.load(emma);
    expect(model.of(emma)).toEqual(newCaller);
    profile = returningCaller;
    await model.save(emma, { isVip: true, note: 'Has the service contract.', facts: NOTHING_NOTED });
    expect(model.of(emma)).toEqual(returningCaller);
    expect(asked).toEqual([emma, emma]);
  });

  it('says when a note could not be kept', async () => {
    const model = new CallersModel({ profile: async () => success(newCaller), save: async () => failure('store-failed', 'disk full') });
    await model.save(emma, { isVip: true, note: '', facts: NOTHING_NOTED });
    expect(model.failure).toMatchObject({ code: 'store-failed' });
    expect(model.of(emma)).toBeNull();
  });
});
