import type { IntentSet } from '../../preload/contract/intents.ts';
import type { Lesson } from '../../preload/contract/learning.ts';
import type { CallRecord } from '../../preload/contract/records.ts';
import { askingUtterances } from './asking-utterances.ts';
import { truthOf } from './is-right.ts';
import { shareOf } from './share-of.ts';

/** One verdict in four is never learned: it judges. */
const HELD_OUT_SHARE = 0.25;
const MOST_CHARACTERS = 300;

/** What people said of utterances, parted into what may be learned and what judges. A text is always on the same side. */
export interface Lessons {
  readonly toLearn: readonly Lesson[];
  readonly heldOut: readonly Lesson[];
}

/** @param set the intents in use; what they have as an example already is neither learned nor a judge */
export function lessonsOf(records: readonly CallRecord[], set: IntentSet): Lessons {
  const known = new Set([...set.intents.flatMap(({ label, examples }) => [label, ...examples]), ...set.otherUtterances].map(asKey));
  const names = new Set(set.intents.map(({ intentId }) => intentId));
  const lessons = new Map<string, Lesson>();
  for (const { utterance, verdict } of askingUtterances(records.filter(({ labels }) => labels.length > 0))) {
    if (verdict === null || verdict.kind === 'unusable') continue;
    const intentId = truthOf(verdict);
    const text = withoutMasks(utterance.text);
    const isOfUse = text !== '' && text.length <= MOST_CHARACTERS && !known.has(asKey(text)) && (intentId === null || names.has(intentId));
    if (isOfUse) lessons.set(asKey(text), { intentId, text }); // the newest verdict on the same words counts
  }
  const all = [...lessons.values()];
  const isHeldOut = ({ text }: Lesson): boolean => shareOf(asKey(text)) < HELD_OUT_SHARE;
  return { toLearn: all.filter((lesson) => !isHeldOut(lesson)), heldOut: all.filter(isHeldOut) };
}

const asKey = (text: string): string => text.trim().toLowerCase();

/** What was written over ("[card number]") teaches nothing. */
function withoutMasks(text: string): string {
  return text.replace(/\[[a-z -]+\]/g, ' ').replace(/\s+/g, ' ').trim();
}
