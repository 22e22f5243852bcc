import type { Suggestion, Utterance } from '../../../preload/contract/assist.ts';
import type { UtteranceId } from '../../../preload/contract/primitives.ts';
import type { MaskingPolicy, PersonalDataKind } from '../../../preload/contract/privacy.ts';
import { findPersonalData, type PersonalSpan } from './find-personal-data.ts';

/** What stands in the text where the data stood. */
const MARKS: Readonly<Record<PersonalDataKind, string>> = { 'card': '[card number]', 'national-id': '[id number]', 'birth-date': '[date of birth]', 'email': '[e-mail]', 'phone': '[phone number]' };
/** A new utterance can complete a number that began so many utterances ago; what is older is settled. */
const UTTERANCES_IN_VIEW = 16;

/** The mask over one call's transcript. */
export interface TranscriptMask {
  /** What may be shown now: this utterance, and earlier ones that turn out to have held a part of something longer. */
  take(utterance: Utterance): Utterance[];
  /** The same utterances as they may be kept. */
  masked(utterances: readonly Utterance[]): Utterance[];
  /** A card quotes the words that caused it. */
  maskSuggestion(suggestion: Suggestion): Suggestion;
}

export function createTranscriptMask(policy: MaskingPolicy, transcript: readonly Utterance[]): TranscriptMask {
  /** As they were said, by start. */
  let raw: readonly Utterance[] = [...transcript];
  const shown = new Map<UtteranceId, string>(transcript.map(({ utteranceId, text }) => [utteranceId, text]));

  function textsOf(utterances: readonly Utterance[]): string[] {
    return findPersonalData(utterances).map((spans, index) => maskText(utterances[index]?.text ?? '', spans.filter(({ kind }) => policy[kind])));
  }

  return {
    take(utterance) {
      raw = [...raw.filter(({ utteranceId }) => utteranceId !== utterance.utteranceId), utterance].sort((a, b) => a.startMs - b.startMs);
      const inView = raw.slice(-UTTERANCES_IN_VIEW);
      const known = inView.includes(utterance) ? inView : [...inView, utterance];
      const texts = textsOf(known);
      return known.flatMap((said, index) => {
        const text = texts[index] ?? '';
        // What was masked once stays so: a mask that lifts would show what it hid.
        if (said !== utterance && (shown.get(said.utteranceId) === text || text === said.text)) return [];
        shown.set(said.utteranceId, text);
        return [{ ...said, text }];
      });
    },
    masked: (utterances) => utterances.map((utterance) => ({ ...utterance, text: shown.get(utterance.utteranceId) ?? utterance.text })),
    maskSuggestion(suggestion) {
      const said = raw.find(({ utteranceId }) => utteranceId === suggestion.utteranceId);
      if (said === undefined || shown.get(said.utteranceId) === said.text) return suggestion;
      const [text] = textsOf([{ ...said, text: suggestion.triggerText }]);
      return { ...suggestion, triggerText: text === suggestion.triggerText && said.text.includes(text) ? shown.get(said.utteranceId) ?? '' : text ?? '' };
    },
  };
}

/** The text with its spans, by start and apart from each other, written over. */
function maskText(text: string, spans: readonly PersonalSpan[]): string {
  return spans.reduceRight((rest, { kind, start, end }) => rest.slice(0, start) + MARKS[kind] + rest.slice(end), text);
}
