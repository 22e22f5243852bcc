import { describe, expect, it } from 'vitest';
import { newCall } from '../../../main/calls/call-state.ts';
import { createCallAssist } from '../../../main/calls/call-assist.ts';
import { AccountId, CallId, SuggestionId, UtteranceId } from '../../../preload/contract/primitives.ts';
import { NO_BACKGROUND } from '../../../preload/contract/call-background.ts';
import type { Suggestion, Utterance } from '../../../preload/contract/assist.ts';
import { failure, success } from '../../../preload/contract/result.ts';
import { fakeAssist, READY } from '../../support/fake-assist.ts';

const CALL = CallId.parse('c1');
const { call } = newCall({ callId: CALL, accountId: AccountId.parse('a1'), direction: 'incoming', remote: { uri: 'sip:1@x', user: '1', displayName: null }, startedAtMs: 0 });
const utterance = (id: string, state: 'partial' | 'final' = 'final'): Utterance => ({ utteranceId: UtteranceId.parse(id), speaker: 'caller', state, text: `words of ${id}`, startMs: 0, endMs: 900, confidence: 0.9 });
const card: Suggestion = {
  suggestionId: SuggestionId.parse('s1'), articleId: 'refund', title: 'Refund', heading: 'Refund', excerpt: '', source: 'refund.md', utteranceId: null,
  triggerText: 'money back', confidence: 0.9, latencyMs: 200, state: 'shown', steps: [{ text: 'Ask for the order number', state: 'open', utteranceId: null }],
};

function setUp(status = READY) {
  const assist = fakeAssist(status);
  const taps: string[] = [];
  const callAssist = createCallAssist(assist, (callId) => taps.push(callId), () => ['Anna']);
  return { assist, taps, callAssist };
}

describe('the assist beside a call', () => {
  it.each([
    ['the page asks first', (parts: ReturnType<typeof setUp>) => { parts.callAssist.openTaps(CALL); parts.callAssist.begin(call, 1_000); }],
    ['the answer comes first', (parts: ReturnType<typeof setUp>) => { parts.callAssist.begin(call, 1_000); parts.callAssist.openTaps(CALL); }],
  ])('connects the taps once both are there: %s', (_order, act) => {
    const parts = setUp();
    act(parts);
    expect(parts.taps).toEqual([CALL]);
    expect(parts.assist.orders).toEqual(['know Anna', 'begin c1 with 0']);
  });

  it('says why when there is no assist, and the call goes on', () => {
    const { callAssist, taps } = setUp({ kind: 'off', failure: { code: 'model-missing', message: 'the model is missing' } });
    callAssist.begin(call, 1_000);
    expect(callAssist.openTaps(CALL)).toMatchObject({ ok: false, error: { code: 'assist-off', message: 'the model is missing' } });
    expect(taps).toEqual([]);
  });

  it('gives a restarted assist the transcript so far and new taps', () => {
    const { assist, callAssist, taps } = setUp();
    callAssist.begin(call, 1_000);
    callAssist.openTaps(CALL);
    assist.tell({ kind: 'utterance', callId: CALL, utterance: utterance('u1') });
    assist.tell({ kind: 'utterance', callId: CALL, utterance: utterance('u2', 'partial') });
    assist.become({ kind: 'starting' });
    assist.become(READY);
    expect(assist.orders).toEqual(['know Anna', 'begin c1 with 0', 'begin c1 with 1']);
    expect(taps).toEqual([CALL, CALL]);
  });

  it('connects late when the assist comes up during the call', () => {
    const { assist, callAssist, taps } = setUp({ kind: 'starting' });
    callAssist.begin(call, 1_000);
    callAssist.openTaps(CALL);
    expect(taps).toEqual([]);
    assist.become(READY);
    expect(taps).toEqual([CALL]);
  });

  it('harvests what was said before and after a restart, finals alone', async () => {
    const { assist, callAssist } = setUp();
    callAssist.begin(call, 1_000);
    assist.tell({ kind: 'utterance', callId: CALL, utterance: utterance('u1') });
    assist.tell({ kind: 'suggestions', callId: CALL, suggestions: [card] });
    assist.harvest = { ...assist.harvest, utterances: [utterance('u2')] };
    const harvest = await callAssist.end(CALL);
    expect(harvest.transcript.map((spoken) => spoken.utteranceId)).toEqual(['u1', 'u2']);
    expect(harvest.suggestions).toHaveLength(1);
  });

  it('keeps what the agent searches for with the caller\'s newest words, in a running call alone', async () => {
    const { assist, callAssist } = setUp();
    await callAssist.search('before any call');
    callAssist.begin(call, 1_000);
    await callAssist.search('opening hours');
    for (const said of [utterance('u1'), utterance('u2', 'partial')]) assist.tell({ kind: 'utterance', callId: CALL, utterance: said });
    assist.search = async () => success([card]);
    await callAssist.search('refund');
    assist.search = async () => failure('assist-off', 'off');
    await callAssist.search('refund once more');
    assist.search = async () => success([]);
    const late = callAssist.search('too late');
    expect((await callAssist.end(CALL)).searches).toEqual([{ query: 'opening hours', utteranceId: null, title: null }, { query: 'refund', utteranceId: 'u1', title: 'Refund' }]);
    await late;
    callAssist.begin(call, 2_000);
    expect((await callAssist.end(CALL)).searches).toEqual([]);
  });

  it('keeps what it hears of two calls apart and shows the one in front', async () => {
    const OTHER = CallId.parse('c2');
    const { assist, callAssist } = setUp();
    callAssist.begin(call, 1_000);
    assist.tell({ kind: 'utterance', callId: CALL, utterance: utterance('u1') });
    callAssist.begin({ ...call, callId: OTHER }, 2_000);
    expect(callAssist.view()).toMatchObject({ callId: OTHER, utterances: [] });
    assist.tell({ kind: 'utterance', callId: CALL, utterance: utterance('u2') });
    callAssist.bringToFront(CALL);
    expect(callAssist.view().utterances.map((spoken) => spoken.utteranceId)).toEqual(['u1', 'u2']);
    assist.become({ kind: 'starting' });
    assist.become(READY);
    expect(assist.orders.slice(-2)).toEqual(['begin c1 with 2', 'begin c2 with 0']);
    const harvest = await callAssist.end(CALL);
    expect(harvest.transcript).toHaveLength(2);
    expect(callAssist.view().callId).toBe(OTHER);
    callAssist.bringToFront(CALL);
    expect(callAssist.view().callId).toBe(OTHER);
  });

  it('tells the assist of the agent\'s verdict on a card, once it is known', () => {
    const { assist, callAssist } = setUp();
    callAssist.begin(call, 1_000);
    assist.tell({ kind: 'suggestions', callId: CALL, suggestions: [card] });
    expect(callAssist.judge(CALL, card.suggestionId, 'used').ok).toBe(true);
    expect(assist.orders).toContain('used s1');
    expect(callAssist.view().suggestions[0]?.state).toBe('used');
    expect(callAssist.judge(CALL, SuggestionId.parse('other'), 'used')).toMatchObject({ ok: false, error: { code: 'unknown-suggestion' } });
  });

  it('tells the assist what is known before the call, after a restart of it too, with the checklists that are begun', () => {
    const assist = fakeAssist();
    const preferences = [{ intentId: 'refund', articleId: 'refund', preference: 0.5 }];
    createCallAssist(assist, () => undefined, () => [], () => ({ ...NO_BACKGROUND, preferences })).begin(call, 1_000);
    assist.tell({ kind: 'suggestions', callId: CALL, suggestions: [card, { ...card, suggestionId: SuggestionId.parse('s2'), articleId: 'gone', state: 'dismissed' }] });
    assist.become({ kind: 'starting' });
    assist.become(READY);
    const checklists = '[{"articleId":"refund","steps":["Ask for the order number"]}]';
    expect(assist.orders.filter((order) => order.startsWith('begin'))).toEqual(['begin c1 with 0 after 1', `begin c1 with 0 after 1 at ${checklists}`]);
  });

  it('tells the assist what becomes known of the party while the call runs', () => {
    const assist = fakeAssist();
    let tier: string[] = [];
    const callAssist = createCallAssist(assist, () => undefined, () => [], () => ({ ...NO_BACKGROUND, caller: { ...NO_BACKGROUND.caller, tier } }));
    callAssist.begin(call, 1_000);
    tier = ['Gold'];
    callAssist.refreshBackgrounds();
    expect(assist.orders.at(-1)).toBe('know of c1 {"tier":["Gold"],"region":[],"language":[],"product":[]}');
  });

  it('keeps the steps that the agent ticks, and sums up with them', async () => {
    const { assist, callAssist } = setUp();
    callAssist.begin(call, 0);
    assist.tell({ kind: 'suggestions', callId: CALL, suggestions: [card] });
    expect(callAssist.tickStep(CALL, card.suggestionId, 0, true).ok).toBe(true);
    expect(callAssist.tickStep(CALL, card.suggestionId, 1, true)).toMatchObject({ ok: false, error: { code: 'unknown-suggestion' } });
    const { suggestions, summary } = await callAssist.end(CALL);
    expect(suggestions[0]!.steps).toMatchObject([{ state: 'ticked' }]);
    expect(summary.checklists).toEqual([{ articleId: 'refund', title: 'Refund', steps: suggestions[0]!.steps }]);
  });

  it('writes a hand-over card of a running call: what was heard so far and the article that fits best', async () => {
    const { callAssist, assist } = setUp();
    expect(await callAssist.handOver(CALL)).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
    callAssist.begin(call, 1_000);
    assist.tell({ kind: 'suggestions', callId: CALL, suggestions: [{ ...card, suggestionId: SuggestionId.parse('s2'), title: 'Sure', confidence: 0.99 }, card] });
    expect(callAssist.judge(CALL, card.suggestionId, 'used').ok).toBe(true);
    expect(await callAssist.handOver(CALL)).toMatchObject({ ok: true, value: { reason: null, tried: [], article: { title: card.title } } });
    callAssist.tickStep(CALL, card.suggestionId, 0, true);
    expect(await callAssist.handOver(CALL)).toMatchObject({ ok: true, value: { checklists: [{ articleId: card.articleId, steps: [{ state: 'ticked' }] }] } });
  });
});
