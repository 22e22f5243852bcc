import type { LearningSnapshot, ReviewItem, TrialFigures } from '../../preload/contract/learning.ts';
import type { Contact } from '../../preload/contract/contacts.ts';
import type { DraftedArticle } from '../../preload/contract/questions.ts';
import { callId, utterances } from './fake-sidetone-data.ts';

type Learning = Omit<LearningSnapshot, 'revision'>;

export const nothingLearned: Learning = { trial: { kind: 'idle' }, toLearn: 0, heldOut: 0, weeks: [], errors: [], adoptions: [] };

export const trialFigures: TrialFigures = {
  heldOut: { count: 9, before: 5, after: 8 }, regression: { count: 212, before: 201, after: 203 },
  confusions: [{ truth: 'refund', answer: 'delivery', before: 4, after: 1 }, { truth: 'booking', answer: null, before: 3, after: 2 }],
};

/** Three months of a shop that reviews now and then. */
export function learnedSome(nowMs: number): Learning {
  const accuracy = [null, 8, 7, 9, null, 9, 9, 10, 9, 10, 10, 9];
  return {
    trial: { kind: 'idle' }, toLearn: 14, heldOut: 5,
    weeks: accuracy.map((right, index) => ({
      startMs: nowMs - (11 - index) * 7 * 86_400_000, calls: index === 0 ? 0 : 30 + index, utterances: index === 0 ? 0 : 140, named: index === 0 ? 0 : 84 + 3 * index,
      sampleLabelled: right === null ? 0 : 10, sampleRight: right ?? 0, cards: index === 0 ? 0 : 60, cardsUsed: index === 0 ? 0 : 22 + index,
    })),
    errors: [
      { kind: 'wrong-intent', callId: callId('past-1'), atMs: nowMs - 3_600_000, text: 'Could somebody have a look at when my parcel comes?', heard: 'refund', truth: 'delivery' },
      { kind: 'dismissed-card', callId: callId('past-1'), atMs: nowMs - 7_200_000, text: 'I moved house last week.', title: 'Opening hours' },
      { kind: 'searched', callId: callId('past-1'), atMs: nowMs - 90_000_000, text: 'Do you take old machines back?', title: null },
    ],
    adoptions: [{ adoptionId: 'a1', atMs: nowMs - 6 * 86_400_000, learned: 11, figures: trialFigures }],
  };
}

export function reviewItems(nowMs: number): ReviewItem[] {
  const [first, second, third] = utterances;
  if (first === undefined || second === undefined || third === undefined) return [];
  const item = { callId: callId('past-1'), startedAtMs: nowMs - 3_600_000, before: [{ speaker: first.speaker, text: first.text }, { speaker: second.speaker, text: second.text }] };
  return [
    { ...item, utteranceId: third.utteranceId, text: third.text, heard: 'refund', reason: { kind: 'dismissed-card', title: 'Tracking a return' }, guesses: [{ intentId: 'refund', confidence: 0.58 }, { intentId: 'delivery', confidence: 0.3 }, { intentId: null, confidence: 0.09 }] },
    { ...item, utteranceId: second.utteranceId, text: second.text, heard: null, reason: { kind: 'unsure', confidence: 0.44 }, guesses: [{ intentId: 'booking', confidence: 0.44 }, { intentId: 'refund', confidence: 0.2 }] },
  ];
}

export const draftedArticles: DraftedArticle[] = [
  { articleId: 'refunds', title: 'Refunds', source: 'refunds.md', drafts: [{ question: 'How long does a refund take?', sentence: 'A refund takes five to ten working days.' }, { question: 'Can I return the goods without the box?', sentence: 'You can return the goods without the box.' }] },
  { articleId: 'hours', title: 'Opening hours', source: 'hours.md', drafts: [{ question: 'When are you open?', sentence: 'We are open from nine to six.' }] },
];

export const sampleContacts: Contact[] = [
  { contactId: 'c1', name: 'Emma Brown', organisation: 'Harbour Bakery', numbers: [{ label: 'mobile', number: '+44 7700 900123' }, { label: 'work', number: '5550101' }], email: 'emma@example.com', note: '' },
  { contactId: 'c2', name: '王小明', organisation: '', numbers: [{ label: '', number: '5550102' }], email: '', note: '' },
  { contactId: 'c3', name: 'Wirtschaftsprüfungsgesellschaft Müller-Lüdenscheidt & Partner', organisation: '', numbers: [], email: 'kanzlei@example.com', note: 'Only in the morning.' },
];
