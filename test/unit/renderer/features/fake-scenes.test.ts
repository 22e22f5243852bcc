import { describe, expect, it } from 'vitest';
import { events, requests } from '../../../../preload/contract/index.ts';
import { createFakeSidetone } from '../../../support/fake-sidetone.ts';
import { SCENES, type SceneName } from '../../../support/fake-sidetone-scenes.ts';

describe.each(Object.keys(SCENES) as SceneName[])('the scene %s', (name) => {
  it('is one that main could send', async () => {
    const { api } = createFakeSidetone(SCENES[name](1_800_000_000_000));
    const { request } = api;
    const answers = { app: request.app.get, accounts: request.accounts.get, calls: request.calls.get, assist: request.assist.get, records: request.records.getHistory, crm: request.crm.get };
    for (const [feature, get] of Object.entries(answers) as [keyof typeof answers, (input: object) => Promise<{ ok: boolean; value: unknown }>][]) {
      expect(events[feature].changed.snapshot.safeParse((await get({})).value).error, feature).toBeUndefined();
    }
    for (const row of SCENES[name](1_800_000_000_000).records) expect(requests.records.get.output.safeParse(row).error).toBeUndefined();
  });
});
