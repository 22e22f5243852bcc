import type { SummaryEntity } from '../../../../preload/contract/assist.ts';

/** One time that an entity was named: in which utterance and where in its text. */
export interface Mention {
  readonly kind: SummaryEntity['kind'];
  readonly text: string;
  readonly utterance: number;
  readonly at: number;
}

/** Words by which people take back what was just said. */
const TAKES_BACK = /\b(?:no,? (?:wait|hold on|sorry|that)|oh,? no|hold on|wait,|sorry,? (?:what|i mean|not)|i mean|correction|actually|forget (?:the|that|it)|rather|instead|the (?:old|wrong) one|wrong (?:letter|line|number|one|paper)|is bad for|(?:does|do|will) not (?:work|suit)|won't work|doesn't (?:work|suit)|much better|not any more|last one is)\b/gi;
/** What is taken back was said so shortly before, and what takes its place comes so soon after. */
const UTTERANCES_BACK = 4;
const UTTERANCES_ON = 8;

/** The mentions without those that were taken back and replaced by another of the same kind; one that is named again after that stays. */
export function withoutTakenBack(mentions: readonly Mention[], texts: readonly string[]): Mention[] {
  const gone = new Set<string>();
  const keyOf = ({ kind, text }: Mention): string => `${kind} ${text.toLowerCase()}`;
  for (const [utterance, text] of texts.entries()) {
    for (const { index: at } of text.matchAll(TAKES_BACK)) {
      const isBefore = (mention: Mention): boolean => mention.utterance < utterance || (mention.utterance === utterance && mention.at < at);
      for (const kind of new Set(mentions.map((mention) => mention.kind))) {
        const ofKind = mentions.filter((mention) => mention.kind === kind);
        const old = ofKind.findLast((mention) => isBefore(mention) && mention.utterance >= utterance - UTTERANCES_BACK);
        const replacement = ofKind.find((mention) => !isBefore(mention) && mention.utterance <= utterance + UTTERANCES_ON && old !== undefined && keyOf(mention) !== keyOf(old));
        if (old === undefined || replacement === undefined) continue;
        const isNamedAgain = ofKind.some((mention) => keyOf(mention) === keyOf(old) && mention.utterance > replacement.utterance);
        if (!isNamedAgain) gone.add(keyOf(old));
      }
    }
  }
  return mentions.filter((mention) => !gone.has(keyOf(mention)));
}
