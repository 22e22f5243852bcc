import { TAP_FRAME_SAMPLES, TAP_RATE_HZ } from '../../preload/contract/media.ts';
import type { Utterance } from '../../preload/contract/assist.ts';
import type { CallId, Speaker } from '../../preload/contract/primitives.ts';
import { createHearing, type HearingFact, type HearingOptions } from '../../main/assist/hearing/hearing.ts';
import type { Pcm16k, Recogniser } from '../../main/assist/hearing/recogniser.ts';
import { transcribeHere } from '../../main/assist/hearing/transcribe-here.ts';
import type { VoiceDetector } from '../../main/assist/hearing/voice-detector.ts';

interface LiveOptions extends Pick<HearingOptions, 'settings' | 'hasPartials'> {
  readonly detector: VoiceDetector;
  readonly recogniser: Recogniser;
  readonly speaker?: Speaker;
  /** Sees every fact as it happens, partials too. */
  readonly onFact?: (fact: HearingFact, nowMs: number) => void;
}

/**
 * Sends sound through the live pipeline (detector, endpointing, partials, finals) as fast as the machine can, on a clock that the
 * sound itself moves and that stands still while the recogniser works: what a fast machine would have heard.
 *
 * @returns the finals in order
 */
export async function transcribeLive(pcm: Pcm16k, { detector, recogniser, speaker = 'caller', onFact = () => undefined, hasPartials = false, ...rest }: LiveOptions): Promise<readonly Utterance[]> {
  const finals: Utterance[] = [];
  let heardSamples = 0;
  let broken: Extract<HearingFact, { kind: 'broken' }> | null = null;
  let work: Promise<unknown> = Promise.resolve();
  const { transcribe } = transcribeHere(recogniser);
  const nowMs = (): number => (heardSamples / TAP_RATE_HZ) * 1_000;
  const hearing = createHearing({
    ...rest, callId: 'file' as CallId, detector, hasPartials, nowMs,
    transcriber: { transcribe(piece, signal) {
      const done = transcribe(piece, signal);
      work = done.catch(() => undefined);
      return done;
    } },
    onFact(fact) {
      if (fact.kind === 'broken') broken = fact;
      if (fact.kind === 'utterance' && fact.utterance.state === 'final') finals.push(fact.utterance);
      onFact(fact, nowMs());
    },
  });
  for (let firstSample = 0; firstSample < pcm.length; firstSample += TAP_FRAME_SAMPLES) {
    const frame = new Float32Array(TAP_FRAME_SAMPLES);
    frame.set(pcm.subarray(firstSample, firstSample + TAP_FRAME_SAMPLES));
    heardSamples = firstSample + TAP_FRAME_SAMPLES;
    await hearing.hear(speaker, { firstSample, pcm: frame });
    await hearing.whenFinalsDone();
    if (hasPartials) await work;
  }
  await hearing.finish(600_000);
  const failed = broken as Extract<HearingFact, { kind: 'broken' }> | null;
  if (failed !== null) throw new Error('the recogniser failed', { cause: failed.error });
  return finals.filter(({ text }) => text !== '').toSorted((left, right) => left.startMs - right.startMs);
}
