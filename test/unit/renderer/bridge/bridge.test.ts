import { describe, expect, it } from 'vitest';
import { TAP_PORT_MESSAGE } from '../../../../preload/contract/tap-port-message.ts';
import { createBridge } from '../../../../renderer/bridge/bridge.ts';
import { guardRequests } from '../../../../renderer/bridge/guard-requests.ts';
import { createFakeSidetone } from '../../../support/fake-sidetone.ts';
import { SCENES } from '../../../support/fake-sidetone-scenes.ts';

/** As much of a window as the bridge looks at. */
function fakePage() {
  const page = Object.assign(new EventTarget(), { location: { origin: 'sidetone://app' } });
  const post = (change: Record<string, unknown>) => {
    const event = new Event('message');
    page.dispatchEvent(Object.assign(event, { source: page, origin: 'sidetone://app', ports: [{}], data: { type: TAP_PORT_MESSAGE, tap: { callId: 'c', speaker: 'agent' } }, ...change }));
  };
  return { page: page as unknown as Window, post };
}

describe('the bridge', () => {
  it('hands over the ports that the preload posts, and nothing else', () => {
    const { page, post } = fakePage();
    const taps: unknown[] = [];
    const stop = createBridge(createFakeSidetone(SCENES.phone(0)).api, page).media.onTapPort((tap) => taps.push(tap));
    post({});
    post({ source: null });
    post({ origin: 'https://example.com' });
    post({ ports: [] });
    post({ data: { type: 'other', tap: {} } });
    post({ data: null });
    stop();
    post({});
    expect(taps).toEqual([{ callId: 'c', speaker: 'agent' }]);
  });

  it('answers unexpected where main rejects a request', async () => {
    const { ask } = guardRequests({ ask: async (_input: object): Promise<{ ok: true; value: string }> => { throw new Error('bad sender'); } });
    expect(await ask({})).toMatchObject({ ok: false, error: { code: 'unexpected', detail: 'bad sender' } });
  });
});
