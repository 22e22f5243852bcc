import { describe, expect, it } from 'vitest';
import { withIntent, withMerged, without } from '../../../main/calls/intent-changes.ts';
import { createIntentDesk } from '../../../main/calls/intent-desk.ts';
import type { Intent, IntentDraft, IntentSet } from '../../../preload/contract/intents.ts';
import { fakeAssist } from '../../support/fake-assist.ts';
import { createMemoryStore } from '../../support/memory-store.ts';

const intent = (intentId: string, label: string, examples: string[] = []): Intent => ({ intentId, label, disposition: 'information', articles: [`${intentId}-article`], examples });
const starter: IntentSet = { intents: [intent('a', 'Refund', ['money back']), intent('b', 'Hours', ['when open'])], otherUtterances: ['hello'] };
const draft = (change: Partial<IntentDraft>): IntentDraft => ({ intentId: null, label: 'Parking', disposition: 'information', examples: [], ...change });
const newId = () => 'new';

describe('an intent', () => {
  it('is made with each example once, without the space around it', () => {
    expect(withIntent(starter, draft({ label: ' Parking ', examples: [' where can  I park ', 'Where can I park', '', 'is there parking'] }), newId)).toMatchObject({
      ok: true, value: { otherUtterances: ['hello'], intents: [{}, {}, { intentId: 'new', label: 'Parking', articles: [], examples: ['Where can I park', 'is there parking'] }] },
    });
  });

  it('is changed in its place, and keeps its articles', () => {
    const changed = withIntent(starter, draft({ intentId: 'a', label: 'Money back', disposition: 'refund', examples: ['give it back'] }), newId);
    expect(changed).toMatchObject({ ok: true, value: { intents: [{ intentId: 'a', label: 'Money back', disposition: 'refund', articles: ['a-article'], examples: ['give it back'] }, { intentId: 'b' }] } });
  });

  it.each([[draft({ label: 'refund' }), 'name-taken'], [draft({ label: '   ' }), 'name-taken'], [draft({ intentId: 'a', label: 'HOURS' }), 'name-taken'], [draft({ intentId: 'gone' }), 'unknown-intent'], [draft({ examples: Array.from({ length: 301 }, (_unused, n) => `example ${n}`) }), 'too-many']] as const)('is refused: %j (%s)', (wrong, code) => {
    expect(withIntent(starter, wrong, newId)).toMatchObject({ ok: false, error: { code } });
  });

  it('may keep its own name', () => {
    expect(withIntent(starter, draft({ intentId: 'a', label: 'Refund' }), newId).ok).toBe(true);
  });

  it('that is merged gives its name, examples and articles to the other, and is gone', () => {
    expect(withMerged(starter, 'a', 'b')).toMatchObject({ ok: true, value: { intents: [{ intentId: 'b', label: 'Hours', articles: ['b-article', 'a-article'], examples: ['when open', 'Refund', 'money back'] }] } });
    for (const [from, into] of [['a', 'a'], ['a', 'gone'], ['gone', 'a']] as const) expect(withMerged(starter, from, into)).toMatchObject({ ok: false, error: { code: 'unknown-intent' } });
  });

  it('is removed, but not the last', () => {
    const one = without(starter, 'a');
    expect(one).toMatchObject({ ok: true, value: { intents: [{ intentId: 'b' }] } });
    expect(without(starter, 'gone')).toMatchObject({ ok: false, error: { code: 'unknown-intent' } });
    expect(one.ok && without(one.value, 'b')).toMatchObject({ ok: false, error: { code: 'last-intent' } });
  });
});

describe('the desk of the intents', () => {
  function desk() {
    const store = createMemoryStore();
    const assist = fakeAssist();
    let changes = 0;
    return { store, assist, changes: () => changes, desk: createIntentDesk({ store, starter, assist, onChange: () => { changes += 1; } }) };
  }

  it('begins with the starter set, and keeps and teaches what is changed', async () => {
    const { store, assist, changes, desk: intents } = desk();
    expect(intents.snapshot()).toEqual({ intents: starter.intents, isStarter: true, training: { kind: 'ready' } });
    const saved = await intents.save(draft({ examples: ['where can I park'] }));
    expect(saved.ok && intents.snapshot().intents.at(-1)?.intentId).toBe(saved.ok && saved.value.intentId);
    expect(intents.snapshot().isStarter).toBe(false);
    expect(store.read().settings.intents?.otherUtterances).toEqual(['hello']);
    expect(assist.orders).toEqual(['learn Refund, Hours, Parking']);
    expect(changes()).toBe(1);
  });

  it('goes back to the starter set', async () => {
    const { assist, desk: intents } = desk();
    await intents.remove('a');
    await intents.restore();
    expect(intents.snapshot()).toMatchObject({ isStarter: true, intents: [{ intentId: 'a' }, { intentId: 'b' }] });
    expect(assist.orders).toEqual(['learn Hours', 'learn the starter set']);
  });

  it('teaches nothing that was refused', async () => {
    const { assist, desk: intents } = desk();
    expect(await intents.save(draft({ label: 'Hours' }))).toMatchObject({ ok: false, error: { code: 'name-taken' } });
    expect(await intents.merge('a', 'gone')).toMatchObject({ ok: false });
    expect(assist.orders).toEqual([]);
  });
});
