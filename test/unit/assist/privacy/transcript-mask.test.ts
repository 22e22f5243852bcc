import { describe, expect, it } from 'vitest';
import { createTranscriptMask } from '../../../../main/assist/privacy/transcript-mask.ts';
import type { Suggestion, Utterance } from '../../../../preload/contract/assist.ts';
import { SuggestionId } from '../../../../preload/contract/primitives.ts';
import { DEFAULT_MASKING } from '../../../../preload/contract/privacy.ts';
import { transcriptOf } from '../../../support/say.ts';

const lines = transcriptOf('agent: Your card number?', 'caller: 4111 1111', 'agent: Go on.', 'caller: 1111 1111. Mail me at a@b.example.');
const texts = (utterances: readonly Utterance[]): string[] => utterances.map(({ text }) => text);

describe('the mask over a transcript', () => {
  it('writes over what the policy names, and over the beginning of a number once its end is heard', () => {
    const mask = createTranscriptMask(DEFAULT_MASKING, []);
    const shown = lines.map((utterance) => texts(mask.take(utterance)));
    expect(shown).toEqual([['Your card number?'], ['4111 1111'], ['Go on.'], ['[card number]', '[card number]. Mail me at a@b.example.']]);
    expect(texts(mask.masked(lines))).toEqual(['Your card number?', '[card number]', 'Go on.', '[card number]. Mail me at a@b.example.']);
  });

  it('leaves all as it was said where the policy says so', () => {
    const mask = createTranscriptMask({ ...DEFAULT_MASKING, card: false }, []);
    for (const utterance of lines) mask.take(utterance);
    expect(mask.masked(lines)).toEqual(lines);
  });

  it('goes on after a restart with what was masked before', () => {
    const mask = createTranscriptMask(DEFAULT_MASKING, [{ ...lines[0]!, text: 'It is [card number].' }]);
    expect(texts(mask.take(lines[2]!))).toEqual(['Go on.']);
  });

  it('writes over the words that a card quotes', () => {
    const mask = createTranscriptMask({ ...DEFAULT_MASKING, email: true }, []);
    mask.take(lines[3]!);
    const card: Suggestion = {
      suggestionId: SuggestionId.parse('s1'), articleId: 'a', title: 'Invoice', heading: 'Invoice', excerpt: '', source: 'a.md',
      utteranceId: lines[3]!.utteranceId, triggerText: 'Mail me at a@b.example.', confidence: 0.9, latencyMs: 1, state: 'shown', steps: [],
    };
    expect(mask.maskSuggestion(card).triggerText).toBe('Mail me at [e-mail].');
  });
});
