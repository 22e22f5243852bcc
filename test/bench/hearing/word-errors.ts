import type { Utterance } from '../../../preload/contract/assist.ts';
import { TAP_RATE_HZ } from '../../../preload/contract/media.ts';
import { NOTHING_SETTLED, settle, type Settling } from '../../../main/assist/hearing/settled-words.ts';
import type { Recogniser } from '../../../main/assist/hearing/recogniser.ts';
import type { VoiceDetector } from '../../../main/assist/hearing/voice-detector.ts';
import { transcribeLive } from '../../support/transcribe-live.ts';
import { countWordErrors } from '../../support/wer.ts';
import type { Clip } from './clips.ts';
import { countFlicker } from './flicker.ts';

export interface Engines {
  readonly detector: VoiceDetector;
  readonly recogniser: Recogniser;
}

export interface WordErrors {
  readonly clips: number;
  readonly errors: number;
  readonly words: number;
  /** Shown words that changed, and words of the finals; both 0 without partials. */
  readonly changedWords: number;
  readonly shownWords: number;
  readonly audioSec: number;
  readonly spentSec: number;
}

export const NO_WORD_ERRORS: WordErrors = { clips: 0, errors: 0, words: 0, changedWords: 0, shownWords: 0, audioSec: 0, spentSec: 0 };

export function added(left: WordErrors, right: WordErrors): WordErrors {
  return Object.fromEntries(Object.entries(left).map(([key, value]) => [key, value + right[key as keyof WordErrors]])) as unknown as WordErrors;
}

/** One clip through detector, endpointing, partials (where wanted) and finals; its utterances are joined before they are compared. */
export async function hearClip(clip: Clip, { detector, recogniser }: Engines, hasPartials: boolean): Promise<WordErrors> {
  const pcm = await clip.load();
  const shown: Utterance[] = [];
  const settling = new Map<string, Settling>();
  const startedMs = performance.now();
  const finals = await transcribeLive(pcm, { detector, recogniser, hasPartials, onFact: (fact) => { if (fact.kind === 'utterance') shown.push(asShown(settling, fact.utterance)); } });
  const spentSec = (performance.now() - startedMs) / 1_000;
  const { errors, words } = countWordErrors(clip.ref, finals.map(({ text }) => text).join(' '));
  const { changed, final } = hasPartials ? countFlicker(shown) : { changed: 0, final: 0 };
  return { clips: 1, errors, words, changedWords: changed, shownWords: final, audioSec: pcm.length / TAP_RATE_HZ, spentSec };
}

/** As the screen shows it: of a partial what has settled. */
function asShown(settling: Map<string, Settling>, utterance: Utterance): Utterance {
  if (utterance.state === 'final') return utterance;
  const settled = settle(settling.get(utterance.utteranceId) ?? NOTHING_SETTLED, utterance.text);
  settling.set(utterance.utteranceId, settled);
  return { ...utterance, text: settled.shown };
}

/** All clips, by kind in the order in which the kinds first appear. */
export async function hearClips(clips: readonly Clip[], engines: Engines, { hasPartials, say }: { readonly hasPartials: boolean; readonly say: (line: string) => void }): Promise<ReadonlyMap<string, WordErrors>> {
  const byKind = new Map<string, WordErrors>();
  for (const [index, clip] of clips.entries()) {
    byKind.set(clip.kind, added(byKind.get(clip.kind) ?? NO_WORD_ERRORS, await hearClip(clip, engines, hasPartials)));
    const sum = [...byKind.values()].reduce(added, NO_WORD_ERRORS);
    if (index % 25 === 24 || index === clips.length - 1) say(`${engines.recogniser.modelId}, ${index + 1} of ${clips.length} clips: word error rate so far ${((100 * sum.errors) / sum.words).toFixed(1)} %`);
  }
  return byKind;
}
