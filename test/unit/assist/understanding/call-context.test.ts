import { describe, expect, it } from 'vitest';
import { wordsBefore } from '../../../../main/assist/understanding/call-context.ts';
import { transcriptOf } from '../../../support/say.ts';

const said = transcriptOf('caller: my order', 'agent: one moment please', 'caller: thank you', 'agent: when do you need it', 'caller: on Friday');

describe('what was said before an utterance', () => {
  it('is the two utterances before it, whoever said them', () => {
    expect(wordsBefore(said, said[4]!)).toBe('thank you when do you need it');
    expect(wordsBefore(said, said[1]!)).toBe('my order');
    expect(wordsBefore(said, said[0]!)).toBe('');
  });

  it('is taken by time, without partials, and the last thirty words of it', () => {
    const late = [...said].reverse();
    expect(wordsBefore(late, said[2]!)).toBe('my order one moment please');
    expect(wordsBefore([{ ...said[0]!, state: 'partial' }, said[1]!], said[2]!)).toBe('one moment please');
    const [long, next] = transcriptOf(`caller: ${Array.from({ length: 50 }, (_unused, index) => `w${index}`).join(' ')}`, 'caller: and then');
    expect(wordsBefore([long!, next!], next!).split(' ')).toHaveLength(30);
    expect(wordsBefore([long!, next!], next!)).toMatch(/w49$/);
  });
});
