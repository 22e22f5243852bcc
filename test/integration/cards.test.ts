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

const callId = CallId.parse('call-1');
const [asks] = transcriptOf('caller: I am still waiting for my refund. When do I get my money back?') as [Utterance];
const [asksHours] = transcriptOf('caller: When are you open on Saturday?') as [Utterance];
/** Two articles that answer nearly the same, and one about something else. */
const ARTICLES = {
  'card.md': '---\nid: card\nquestions:\n  - When do I get my money back on my card?\n  - I am waiting for my refund\n---\n\n# Refund to a card\n\nIt takes five days.\n',
  'transfer.md': '---\nid: transfer\nquestions:\n  - When do I get my money back on my account?\n  - I still wait for my refund\n---\n\n# Refund to a bank account\n\nIt takes two days.\n',
  'hours.md': '---\nid: hours\nquestions:\n  - When are you open?\n  - Are you open on Saturday?\n---\n\n# Opening hours\n\nFrom nine to six.\n',
};
let understanding: Understanding;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-cards-'));
  for (const [name, text] of Object.entries(ARTICLES)) await writeFile(join(folder, name), text);
  understanding = await createUnderstanding({ modelsDirectory: join(process.cwd(), 'models', 'files'), starterDirectory: join(process.cwd(), 'main', 'assist', 'starter'), log: silentLog, onKnowledge: () => undefined });
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
    const once = { preferences: learnCardPreferences([dismissed]) };
    expect(idsOf(await cardsFor(asks, once))).toEqual([first, second]);
    const often = { preferences: learnCardPreferences([dismissed, dismissed, dismissed]) };
    expect(idsOf(await cardsFor(asks, often))).toEqual([second, first]);
  });

  it('comes before another that is as near, once it was used, but never where the words did not bring it', async () => {
    const [, second = ''] = idsOf(await cardsFor(asks, NO_BACKGROUND));
    const used = await judgedCall(second, 'used');
    const liked = { preferences: learnCardPreferences([used, used, used, used]) };
    expect(idsOf(await cardsFor(asks, liked))[0]).toBe(second);
    const everywhere = { preferences: [null, 'opening-hours', 'hours'].map((intentId) => ({ intentId, articleId: second, preference: 1 })) };
    expect(idsOf(await cardsFor(asksHours, everywhere))).toEqual(['hours']);
  });
});
