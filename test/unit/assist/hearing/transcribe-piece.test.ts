import { describe, expect, it } from 'vitest';
import type { Recogniser, Recognition } from '../../../../main/assist/hearing/recogniser.ts';
import { splitPoint, transcribePiece } from '../../../../main/assist/hearing/transcribe-piece.ts';

const SECOND = 16_000;
const heard = (text: string, isLooping = false): Recognition => ({ text, tokenIds: text.split(' ').map((_, index) => index + 3), meanLogProbability: -0.1 * text.length, isLooping });

/** Goes round in circles on more than `fromSec`, else says how long the sound is. */
function recogniser(fromSec: number, asked: { samples: number; hasSpeech: boolean }[] = []): Recogniser {
  return {
    modelId: 'fake', close: () => Promise.resolve(),
    recognise: (pcm, { hasSpeech }) => { asked.push({ samples: pcm.length, hasSpeech }); return Promise.resolve(pcm.length > fromSec * SECOND ? heard('round and round', true) : heard(`${pcm.length / SECOND} s`)); },
  };
}

describe('transcribing a piece', () => {
  it('asks once where the answer is straight, and says whether there is speech for certain', async () => {
    const asked: { samples: number; hasSpeech: boolean }[] = [];
    const piece = { pcm: new Float32Array(3 * SECOND), pauses: [], speechMs: 250 };
    expect((await transcribePiece(recogniser(10, asked), piece))?.text).toBe('3 s');
    await transcribePiece(recogniser(10, asked), { ...piece, speechMs: 249 });
    expect(asked).toEqual([{ samples: 3 * SECOND, hasSpeech: true }, { samples: 3 * SECOND, hasSpeech: false }]);
  });

  it('takes the halves around the longest pause where the model goes round in circles', async () => {
    const piece = { pcm: new Float32Array(12 * SECOND), speechMs: 9_000, pauses: [{ from: 3 * SECOND, to: 3.2 * SECOND }, { from: 4.5 * SECOND, to: 5.5 * SECOND }] };
    const both = await transcribePiece(recogniser(8), piece);
    expect(both).toMatchObject({ text: '5 s 7 s', isLooping: false, tokenIds: [3, 4, 3, 4] });
    expect(both?.meanLogProbability).toBeCloseTo(-0.3);
  });

  it('splits again where a half goes round, and keeps a short piece as it is', async () => {
    const split = await transcribePiece(recogniser(5), { pcm: new Float32Array(12 * SECOND), pauses: [{ from: 6 * SECOND, to: 6 * SECOND }], speechMs: 9_000 });
    const partsSec = split?.text.split(' s').filter((part) => part !== '').map(Number) ?? [];
    expect(Math.max(...partsSec)).toBeLessThanOrEqual(5);
    expect(partsSec.reduce((sum, sec) => sum + sec, 0)).toBeCloseTo(12);
    expect((await transcribePiece(recogniser(1), { pcm: new Float32Array(3 * SECOND), pauses: [], speechMs: 2_000 }))?.isLooping).toBe(true);
  });

  it('splits at the quietest moment near the middle where nobody paused', () => {
    const pcm = new Float32Array(10 * SECOND).fill(0.5).fill(0.001, 5.5 * SECOND, 5.7 * SECOND);
    const at = splitPoint({ pcm, pauses: [] }) ?? 0;
    expect(at).toBeGreaterThan(5.5 * SECOND);
    expect(at).toBeLessThan(5.7 * SECOND);
  });

  describe('of an unsure answer', () => {
    /** Answers `look 1`, `look 2`, …, each as likely as told, and remembers the drafts and the samples that it was given. */
    function unsure(logProbabilities: readonly number[]) {
      const asked: { readonly draft: readonly number[]; readonly samples: number }[] = [];
      const recogniser: Recogniser = {
        modelId: 'fake', close: () => Promise.resolve(),
        recognise(pcm, { draft = [] }) {
          asked.push({ draft, samples: pcm.length });
          return Promise.resolve({ ...heard(`look ${asked.length}`), meanLogProbability: logProbabilities[asked.length - 1] ?? 0 });
        },
      };
      return { recogniser, asked };
    }
    const piece = { pcm: new Float32Array(3 * SECOND), pauses: [], speechMs: 2_000, isLookedAtAgain: true };

    it.each([
      ['looks again until an answer is sure', [-0.5, -0.09, -0.01], 'look 2', 2],
      ['looks three times at most, and takes the likeliest', [-0.5, -0.3, -0.2], 'look 3', 3],
      ['takes an earlier answer where a later one is less likely', [-0.5, -0.3, -0.6], 'look 2', 3],
      ['keeps the first where none is clearly likelier', [-0.5, -0.6, -0.495], 'look 1', 3],
      ['does not look again where the first is sure', [-0.09, -0.01], 'look 1', 1],
    ] as const)('%s', async (_, logProbabilities, text, times) => {
      const { recogniser, asked } = unsure(logProbabilities);
      expect((await transcribePiece(recogniser, piece))?.text).toBe(text);
      expect(asked).toHaveLength(times);
      expect(new Set(asked.map(({ samples }) => samples)).size).toBe(times);
      expect(asked.slice(1).every(({ draft }) => draft.length > 0)).toBe(true);
    });

    it('is content with a partial as it is', async () => {
      expect((await transcribePiece(unsure([-0.5, -0.2]).recogniser, { ...piece, isLookedAtAgain: false }))?.text).toBe('look 1');
    });
  });

  it('is nothing where it was aborted', async () => {
    const aborted: Recogniser = { modelId: 'fake', close: () => Promise.resolve(), recognise: () => Promise.resolve(null) };
    expect(await transcribePiece(aborted, { pcm: new Float32Array(SECOND), pauses: [], speechMs: 900 })).toBeNull();
  });
});
