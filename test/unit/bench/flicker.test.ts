import { describe, expect, it } from 'vitest';
import type { Utterance } from '../../../preload/contract/assist.ts';
import { UtteranceId } from '../../../preload/contract/primitives.ts';
import { countFlicker } from '../../bench/hearing/flicker.ts';

const state = (id: string, text: string, kind: Utterance['state'] = 'partial'): Utterance => ({ utteranceId: UtteranceId.parse(id), speaker: 'caller', state: kind, text, startMs: 0, endMs: 1_000, confidence: 0.9 });

describe('the flicker of partials', () => {
  it('is nought where words are only added, and where only stops and capitals change', () => {
    expect(countFlicker([state('a', 'Where is'), state('a', 'where is my order'), state('a', 'Where is my order?', 'final')])).toEqual({ changed: 0, final: 4 });
  });

  it('counts from the first word that differs, each utterance by itself', () => {
    expect(countFlicker([state('a', 'Where is my'), state('b', 'Yes'), state('a', 'Where was my order', 'final'), state('b', 'Yes please', 'final')])).toEqual({ changed: 2, final: 6 });
  });

  it('counts words that are taken away again', () => {
    expect(countFlicker([state('a', 'one more word'), state('a', 'one', 'final')])).toEqual({ changed: 2, final: 1 });
  });
});
