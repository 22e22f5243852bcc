import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUnderstanding, type Understanding } from '../../main/assist/understanding/understanding.ts';
import { advanceAssistView, beginAssistView, emptyAssistView, judgeSuggestion } from '../../main/calls/assist-view.ts';
import { silentLog } from '../../main/platform/log.ts';
import { learnCardPreferences } from '../../main/records/learned-cards.ts';
import type { Suggestion, Utterance } from '../../preload/contract/assist.ts';
import { NO_BACKGROUND, type CallBackground } from '../../preload/contract/call-background.ts';
import { CallId } from '../../preload/contract/primitives.ts';
import type { CallRecord } from '../../preload/contract/records.ts';
import { transcriptOf } from '../support/say.ts';
import { runningRecord } from '../unit/records/sample-record.ts';

const GOLD = '---\nid: gold\nregion: EU\ntier: Gold\nvalidTo: 2026-03-14\nquestions:\n  - Is the repair free for me?\n---\n\n# Free repair\n\nThe repair is free.\n';
const callId = CallId.parse('call-1');
const [asks] = transcriptOf('caller: I am still waiting for my refund. When do I get my money back?') as [Utterance];
const [asksRepair] = transcriptOf('caller: Can you tell me, is the repair free for me?') as [Utterance];
const [asksHours] = transcriptOf('caller: When are you open on Saturday?') as [Utterance];
/** Two articles that answer nearly the same, one for some callers only, and one about something else. */
const ARTICLES = {
  'card.md': '---\nid: card\nquestions:\n  - When do I get my money back on my card?\n  - I am waiting for my refund\n---\n\n# Refund to a card\n\nIt takes five days.\n',
  'transfer.md': '---\nid: transfer\nquestions:\n  - When do I get my money back on my account?\n  - I still wait for my refund\n---\n\n# Refund to a bank account\n\nIt takes two days.\n',
  'gold.md': GOLD,
  'hours.md': '---\nid: hours\nquestions:\n  - When are you open?\n  - Are you open on Saturday?\n---\n\n# Opening hours\n\nFrom nine to six.\n',
};
let understanding: Understanding;
let folder: string;
let today = '2026-03-14';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-cards-'));
  for (const [name, text] of Object.entries(ARTICLES)) await writeFile(join(folder, name), text);
  understanding = await createUnderstanding({ modelsDirectory: join(process.cwd(), 'models', 'files'), starterDirectory: join(process.cwd(), 'main', 'assist', 'starter'), log: silentLog, intents: null, headFile: '', onKnowledge: () => undefined, onTraining: () => undefined, today: () => today });
  await understanding.loadKnowledge(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => understanding.endCall(callId));

async function cardsFor(utterance: Utterance, background: CallBackground): Promise<Suggestion[]> {
  understanding.beginCall(callId, [], background);
  return [...(await understanding.observe(callId, utterance, 5_000)).suggestions ?? []];
}

/** A call in which the agent judged the card of an article, as its record keeps it. */
async function judgedCall(articleId: string, verdict: 'used' | 'dismissed'): Promise<CallRecord> {
  understanding.beginCall(callId, [], NO_BACKGROUND);
  const { intents, suggestions } = await understanding.observe(callId, asks, 5_000);
  const view = advanceAssistView(beginAssistView(emptyAssistView, callId), { kind: 'suggestions', callId, suggestions: suggestions ?? [] });
  const card = view.suggestions.find((suggestion) => suggestion.articleId === articleId);
  const judged = judgeSuggestion(view, callId, card?.suggestionId ?? '', verdict);
  return runningRecord('c', { intents: [...intents], suggestions: judged?.suggestions ?? [] });
}
const idsOf = (cards: readonly Suggestion[]): string[] => cards.map(({ articleId }) => articleId);

describe('a card that was judged under an intent in earlier calls', () => {
  it('comes after another once it was dismissed again and again, and neither is lost nor moved by a single verdict', async () => {
    const before = idsOf(await cardsFor(asks, NO_BACKGROUND));
    expect([...before].sort()).toEqual(['card', 'transfer']);
    const [first = '', second = ''] = before;
    const dismissed = await judgedCall(first, 'dismissed');
    const once = { ...NO_BACKGROUND, preferences: learnCardPreferences([dismissed]) };
    expect(idsOf(await cardsFor(asks, once))).toEqual([first, second]);
    const often = { ...NO_BACKGROUND, preferences: learnCardPreferences([dismissed, dismissed, dismissed]) };
    expect(idsOf(await cardsFor(asks, often))).toEqual([second, first]);
  });

  it('comes before another that is as near, once it was used, but never where the words did not bring it', async () => {
    const [, second = ''] = idsOf(await cardsFor(asks, NO_BACKGROUND));
    const used = await judgedCall(second, 'used');
    const liked = { ...NO_BACKGROUND, preferences: learnCardPreferences([used, used, used, used]) };
    expect(idsOf(await cardsFor(asks, liked))[0]).toBe(second);
    const everywhere = { ...NO_BACKGROUND, preferences: [null, 'opening-hours', 'hours'].map((intentId) => ({ intentId, articleId: second, preference: 1 })) };
    expect(idsOf(await cardsFor(asksHours, everywhere))).toEqual(['hours']);
  });
});

describe('the card of a question that is asked more often than before', () => {
  const rising = (intentId: string) => ({ intentId, calls: 9, ofCalls: 18, callsBefore: 2, ofCallsBefore: 42 });
  let own: Understanding;
  beforeAll(async () => {
    own = await createUnderstanding({ modelsDirectory: join(process.cwd(), 'models', 'files'), starterDirectory: join(process.cwd(), 'main', 'assist', 'starter'), log: silentLog, intents: null, headFile: '', onKnowledge: () => undefined, onTraining: () => undefined });
  });
  const cardsAt = (intentIds: readonly string[], transcript: readonly Utterance[] = []): Suggestion[] => [...own.beginCall(callId, transcript, { ...NO_BACKGROUND, rising: intentIds.map(rising) })];

  it('is there when the call begins, says why, and is the only one', () => {
    expect(cardsAt(['opening-hours', 'refund'])).toMatchObject([{ articleId: 'opening-hours', state: 'shown', utteranceId: null, rising: rising('opening-hours') }]);
  });

  it('is not there where no article answers, where nothing rises, and where something was said already', () => {
    expect(cardsAt(['no-such-intent'])).toEqual([]);
    expect(cardsAt(['no-such-intent', 'refund'])).toMatchObject([{ rising: { intentId: 'refund' } }]);
    expect(cardsAt([])).toEqual([]);
    expect(cardsAt(['opening-hours'], [asks])).toEqual([]);
  });

  it('makes room for the first card that is asked for, unless it was used', async () => {
    cardsAt(['opening-hours']);
    expect(idsOf((await own.observe(callId, asks, 5_000)).suggestions ?? [])).not.toContain('opening-hours');
    const [card] = cardsAt(['opening-hours']);
    own.reportFeedback(callId, card!.suggestionId, 'used');
    const cards = (await own.observe(callId, asks, 5_000)).suggestions ?? [];
    expect(idsOf(cards)).toContain('opening-hours');
    expect(new Set(cards.map(({ suggestionId }) => suggestionId)).size).toBe(cards.length);
  });
});

describe('a question that was drafted and approved', () => {
  it('is found from then on, better than its article was before', async () => {
    const sentence = 'It takes two days.';
    const asked = 'How quickly does a wire come through?';
    const nearness = async (): Promise<number> => (await understanding.search(asked)).find(({ articleId }) => articleId === 'transfer')?.confidence ?? 0;
    const before = await nearness();
    await understanding.useQuestions([{ articleId: 'transfer', sentence, draft: 'How long does it take?', question: 'How quickly does a wire transfer come?' }]);
    expect(await nearness()).toBeGreaterThan(before + 0.2);
    expect((await understanding.search(asked))[0]?.articleId).toBe('transfer');
    await understanding.useQuestions([]);
    expect(await nearness()).toBe(before);
  });
});

describe('a card for some callers only', () => {
  const knowing = (facts: Partial<CallBackground['caller']>): CallBackground => ({ ...NO_BACKGROUND, caller: { ...NO_BACKGROUND.caller, ...facts } });

  it.each([
    ['is shown with its audience where nothing is known of the caller', {}, ['gold']],
    ['is shown to a caller that it is for', { tier: ['gold', 'vip'], region: ['EU'] }, ['gold']],
    ['is not shown to a caller of another tier', { tier: ['basic'] }, []],
    ['is not shown to a caller from elsewhere', { tier: ['gold'], region: ['US'] }, []],
  ])('%s', async (_what, facts, expected) => {
    const cards = await cardsFor(asksRepair, knowing(facts));
    expect(idsOf(cards)).toEqual(expected);
    expect(cards.map(({ audience }) => audience)).toEqual(expected.map(() => [{ fact: 'tier', values: ['Gold'] }, { fact: 'region', values: ['EU'] }]));
  });

  it('is not shown any more once the caller turns out to be another, nor found when its time is over', async () => {
    understanding.beginCall(callId, [], NO_BACKGROUND);
    understanding.useBackground(callId, knowing({ tier: ['basic'] }));
    expect((await understanding.observe(callId, asksRepair, 5_000)).suggestions).toBeNull();
    expect(idsOf(await understanding.search('is the repair free'))).toContain('gold');
    today = '2026-03-15';
    expect(idsOf(await understanding.search('is the repair free'))).not.toContain('gold');
    expect(idsOf(await cardsFor(asksRepair, NO_BACKGROUND))).toEqual([]);
  });
});
