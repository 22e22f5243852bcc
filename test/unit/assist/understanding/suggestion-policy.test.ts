import { describe, expect, it } from 'vitest';
import type { Hit } from '../../../../main/assist/understanding/knowledge/knowledge-index.ts';
import { excerptOf, judgeCard, noCards, offerCards, type Candidate, type CardState } from '../../../../main/assist/understanding/suggestion-policy.ts';
import { Suggestion, type Utterance } from '../../../../preload/contract/assist.ts';
import { CallId } from '../../../../preload/contract/primitives.ts';
import { transcriptOf } from '../../../support/say.ts';

const callId = CallId.parse('call-1');
const [asked, again] = transcriptOf('caller: how long does a refund take', 'caller: and when are you open') as [Utterance, Utterance];
const candidate = (articleId: string, heading = 'How', confidence = 0.8, matter = articleId): Candidate => {
  const passage = { heading, text: `${heading} it is done.` };
  const hit: Hit = { article: { articleId, title: `About ${articleId}`, source: `${articleId}.md`, questions: [], passages: [passage], steps: ['Ask for the number'] }, passage, score: 2, nearness: 0.9, matter, field: null };
  return { hit, confidence };
};
const offer = (state: CardState, articles: string[], nowMs: number, utterance = asked): CardState => offerCards(state, callId, utterance, articles.map((articleId) => candidate(articleId)), nowMs);
const shown = (state: CardState): string[] => state.cards.map((card) => card.articleId);

describe('a card', () => {
  it('says where it comes from, what caused it and how long it took', () => {
    const [card] = offer(noCards, ['refund'], 4_900).cards;
    const { shownAtMs: _shownAtMs, matter: _matter, ...suggestion } = card!;
    expect(Suggestion.parse(suggestion)).toEqual({
      suggestionId: 'call-1-card-1', articleId: 'refund', title: 'About refund', heading: 'How', excerpt: 'How it is done.', source: 'refund.md',
      utteranceId: 'u1', triggerText: 'how long does a refund take', confidence: 0.8, latencyMs: 900, state: 'shown', steps: [{ text: 'Ask for the number', state: 'open', utteranceId: null }],
    });
  });

  it('from words still being spoken took no time', () => {
    expect(offer(noCards, ['refund'], 3_000).cards[0]!.latencyMs).toBe(0);
  });

  it('stands for all articles that say the same: none of them follows it, nor comes after it was dismissed', () => {
    const first = offer(noCards, ['refund'], 3_000);
    const twin = candidate('refund-copy', 'How', 0.9, 'refund');
    expect(offerCards(first, callId, again, [twin], 5_000)).toBe(first);
    const dismissed = judgeCard(first, first.cards[0]!.suggestionId, 'dismissed', 5_000);
    expect(offerCards(dismissed, callId, again, [twin], 100_000)).toBe(dismissed);
    expect(shown(offerCards(first, callId, again, [twin], 100_000))).toEqual(['refund-copy']);
  });

  it('keeps its identity and turns to the passage that the whole utterance asks for', () => {
    const first = offer(noCards, ['refund'], 3_000);
    const grown = { ...asked, text: `${asked.text} to my card` };
    const second = offerCards(first, callId, grown, [candidate('refund', 'To which card', 0.9)], 4_000);
    expect(second.cards).toMatchObject([{ suggestionId: first.cards[0]!.suggestionId, heading: 'To which card', triggerText: grown.text, confidence: 0.9 }]);
    expect(offerCards(second, callId, again, [candidate('refund', 'How')], 5_000)).toBe(second);
  });
});

describe('the cards of a call', () => {
  it('are at most three, the newest first', () => {
    const state = offer(offer(noCards, ['a', 'b'], 1_000), ['c', 'd'], 2_000, again);
    expect(shown(state)).toEqual(['c', 'd', 'a']);
  });

  it('stay as they are when there is nothing to say', () => {
    const state = offer(noCards, ['a'], 1_000);
    expect(offer(state, [], 2_000)).toBe(state);
  });

  it('do not repeat themselves, until the caller asks again after a while', () => {
    const state = offer(noCards, ['a'], 1_000);
    expect(offer(state, ['a'], 20_000, again)).toBe(state);
    const later = offer(state, ['a'], 60_000, again);
    expect(later.cards).toMatchObject([{ articleId: 'a', suggestionId: 'call-1-card-2', utteranceId: 'u2' }]);
  });

  it('make room when nobody used them for two minutes', () => {
    expect(shown(offer(offer(noCards, ['a'], 1_000), ['b'], 130_000))).toEqual(['b']);
  });

  it('keep one that was used', () => {
    const state = judgeCard(offer(noCards, ['a'], 1_000), 'call-1-card-1', 'used', 2_000);
    expect(offer(state, ['b'], 130_000).cards).toMatchObject([{ articleId: 'b' }, { articleId: 'a', state: 'used' }]);
  });

  it('lose one that was dismissed, which stays away', () => {
    const state = judgeCard(offer(noCards, ['a'], 1_000), 'call-1-card-1', 'dismissed', 2_000);
    expect(state.cards).toMatchObject([{ state: 'dismissed' }]);
    expect(shown(offer(state, ['b'], 3_000))).toEqual(['b']);
    expect(offer(state, ['a'], 100_000)).toBe(state);
    expect(shown(offer(state, ['a'], 190_000))).toEqual(['a']);
  });

  it('know no verdict on a card they do not have', () => {
    const state = offer(noCards, ['a'], 1_000);
    expect(judgeCard(state, 'other', 'used', 2_000)).toBe(state);
  });
});

describe('an excerpt', () => {
  it.each([
    ['is the whole of a short text', 'Short.', 'Short.'],
    ['ends with a sentence', `${'A sentence of words. '.repeat(30)}`, 'A sentence of words. '.repeat(20).slice(0, 398).trim()],
    ['of one long sentence ends with a word', 'word '.repeat(120), `${'word '.repeat(79)}word …`],
  ])('%s', (_what, text, excerpt) => {
    const cut = excerptOf(text);
    expect(cut.length).toBeLessThanOrEqual(402);
    expect(cut).toBe(excerpt.startsWith('A sentence') ? cut.slice(0, cut.lastIndexOf('.') + 1) : excerpt);
  });
});
