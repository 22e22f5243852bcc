import type { Mood, Summary, Utterance } from '../../../../preload/contract/assist.ts';

const NOT = /\b(?:not|never|n't|isn't|wasn't|don't|no)\b[^.,!?]{0,20}$/i;
const WORDS: readonly { readonly weight: number; readonly pattern: RegExp }[] = [
  { weight: -2, pattern: /\b(?:annoyed|angry|furious|fed up|unacceptable|ridiculous|outrageous|disgrace(?:ful)?|terrible|awful|horrible|disgusting|appalling|embarrass(?:ed|ing)|scandal(?:ous)?|had enough|never again|joke|complain(?:t|ing)?|lawyer|expected better)\b/gi },
  { weight: -1, pattern: /\b(?:upset|disappointed|frustrat(?:ed|ing)|unhappy|worried|nervous|stressed|impatient|still waiting|waited (?:for )?(?:hours|days|weeks)|for the (?:second|third|fourth) time|again and again|broken|ruined|a mess|shut out|help right now|nobody (?:answers|called|came)|no one (?:answers|called|came))\b/gi },
  { weight: 1, pattern: /\b(?:thank you (?:so|very) much|thanks a lot|good to (?:hear|know)|that helps|fine with me|that works|sounds good|glad|relieved?|pleased|happy|decent of you|kind of you|nice of you|appreciate)\b/gi },
  { weight: 2, pattern: /\b(?:wonderful|excellent|brilliant|fantastic|perfect|marvell?ous|lovely|superb|you(?:'ve| have) been (?:so |very |really )?(?:helpful|kind)|made my day)\b/gi },
];
/** One strong word, or two weak ones. */
const TELLING = 2;
/** With fewer words of the caller there is no beginning and no end. */
const LEAST_WORDS = 12;

/** The caller's mood in the first and the last third of what they said, by their words alone: a voice is not listened to for it. */
export function findMood(utterances: readonly Utterance[]): Summary['mood'] {
  const caller = utterances.filter(({ speaker }) => speaker === 'caller');
  const wordCounts = caller.map(({ text }) => text.split(/\s+/).length);
  const total = wordCounts.reduce((sum, count) => sum + count, 0);
  if (total < LEAST_WORDS) return { start: null, end: null };
  const before = (at: number): number => wordCounts.slice(0, at).reduce((sum, count) => sum + count, 0);
  return {
    start: moodOf(caller.filter((_utterance, at) => before(at) < total / 3)),
    end: moodOf(caller.filter((_utterance, at) => before(at + 1) > (total * 2) / 3)),
  };
}

function moodOf(utterances: readonly Utterance[]): Mood {
  const weighed = utterances.map(({ utteranceId, text }) => ({ utteranceId, weight: weightOf(text.replace(/’/g, "'")) })).filter(({ weight }) => weight !== 0);
  const sum = weighed.reduce((total, { weight }) => total + weight, 0);
  const value = sum >= TELLING ? 'positive' : sum <= -TELLING ? 'negative' : 'neutral';
  const telling = value === 'neutral' ? [] : weighed.filter(({ weight }) => Math.sign(weight) === Math.sign(sum));
  return { value, utteranceIds: telling.map(({ utteranceId }) => utteranceId) };
}

/** "not happy" is unhappy; "no complaint" is nothing. */
function weightOf(text: string): number {
  return WORDS.reduce((sum, { weight, pattern }) => [...text.matchAll(pattern)].reduce((part, match) => {
    const isTurned = NOT.test(text.slice(0, match.index));
    return part + (isTurned ? Math.min(0, -weight) : weight);
  }, sum), 0);
}
