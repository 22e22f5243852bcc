import type { Suggestion, Summary } from '../../preload/contract/assist.ts';
import type { HandOver } from '../../preload/contract/hand-over.ts';

/** The card for whoever takes the call over, from the summary so far and the cards of the call. */
export function handOverOf(summary: Summary, suggestions: readonly Suggestion[]): HandOver {
  const { reason, asked, details, answered, promisedActions, followUp, entities, mood, checklists } = summary;
  return { reason, details, open: [...asked.slice(-1), ...followUp], tried: answered, checklists, promisedActions, entities, mood: mood.end ?? mood.start, article: bestArticle(suggestions) };
}

function bestArticle(suggestions: readonly Suggestion[]): HandOver['article'] {
  const rank = ({ state, confidence }: Suggestion): number => confidence + (state === 'used' ? 2 : state === 'shown' ? 1 : 0);
  const [best] = suggestions.filter(({ state }) => state !== 'dismissed').sort((a, b) => rank(b) - rank(a));
  return best === undefined ? null : { articleId: best.articleId, title: best.title, source: best.source };
}
