import type { QuestionDraft } from '../../../../preload/contract/questions.ts';
import { sentencesOf } from '../text/segments.ts';
import { wordsOf } from '../text/normal-form.ts';
import type { Article } from './article.ts';

const MOST_DRAFTS = 5;
/** Longer is nobody's question. */
const MOST_WORDS = 14;

/** What one sentence answers: its question, or null. Forms alone; nothing is added that the sentence does not say. English. */
type Rule = (sentence: string) => string | null;

const rule = (form: RegExp, ask: (...parts: string[]) => string): Rule => (sentence) => {
  const match = form.exec(sentence);
  return match === null ? null : ask(...match.slice(1).map((part) => part ?? ''));
};

const RULES: readonly Rule[] = [
  rule(/^to ([a-z][^,]{3,60}), (?:please )?(?:[a-z]+)\b/i, (deed) => `How do I ${asAsked(deed)}?`),
  rule(/^you can (?:also )?([a-z][^.,;:]{3,70})/i, (deed) => `Can I ${asAsked(deed)}?`),
  rule(/^you (?:need|have) to ([a-z][^.,;:]{3,70})/i, (deed) => `Do I have to ${asAsked(deed)}?`),
  rule(/^you must ([a-z][^.,;:]{3,70})/i, (deed) => `Do I have to ${asAsked(deed)}?`),
  rule(/^we (offer|accept|take|deliver|ship|repair|sell|charge|open|work|keep|install|provide)\b([^.,;:]{2,60})/i, (verb, what) => `Do you ${verb.toLowerCase()}${asAsked(what)}?`),
  rule(/^(?:we are|the (?:shop|store|office|branch|line|phone) is|our (?:shop|store|office) is|it is) open\b/i, () => 'When are you open?'),
  rule(/^(?!it\b|this\b|that\b)((?:the |a |an |our |your )?[a-z][\w -]{2,40}?) (costs?|takes?) (?:about |around |up to |at least |between )?(?:\d|[a-z]+ (?:to [a-z]+ )?(?:working |business )?(?:minutes|hours|days|weeks|months|euros|pounds|dollars)|€|£|\$)/i,
    (subject, verb) => `How ${/^cost/i.test(verb) ? 'much' : 'long'} ${/s$/i.test(verb) ? 'does' : 'do'} ${asAsked(lowerFirst(subject))} ${verb.toLowerCase().replace(/s$/, '')}?`),
  rule(/^(?:how to|how do (?:i|you)) ([a-z].{3,60}?)\??$/i, (deed) => `How do I ${asAsked(deed)}?`),
  rule(/^((?:how|what|when|where|which|who|why|can|do|does|is|are) .{5,70}\?)$/i, (question) => upperFirst(asAsked(question))),
];

/** Words of the house as a caller says them. */
const SWAPPED: Readonly<Record<string, string>> = { 'your': 'my', 'yours': 'mine', 'you': 'I', 'yourself': 'myself', 'our': 'your', 'us': 'you', 'we': 'you' };

function asAsked(text: string): string {
  return text.trimEnd().replace(/\b(?:your|yours|you|yourself|our|us|we)\b/gi, (word) => SWAPPED[word.toLowerCase()] ?? word);
}

const lowerFirst = (text: string): string => (/^[A-Z](?:[a-z]|\s)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Questions that an article answers, drafted from its headings and sentences, each with the words it comes from; none that it has already. */
export function draftQuestions({ passages, questions }: Pick<Article, 'passages' | 'questions'>): QuestionDraft[] {
  const known = new Set(questions.map(keyOf));
  const drafts: QuestionDraft[] = [];
  for (const sentence of passages.flatMap(({ heading, text }) => [heading, ...sentencesOf(text)])) {
    const question = RULES.map((draft) => draft(sentence)).find((drafted) => drafted !== null) ?? null;
    if (question === null || known.has(keyOf(question)) || wordsOf(question).length > MOST_WORDS) continue;
    known.add(keyOf(question));
    drafts.push({ question, sentence });
  }
  return drafts.slice(0, MOST_DRAFTS);
}

const keyOf = (text: string): string => wordsOf(text).join(' ');
