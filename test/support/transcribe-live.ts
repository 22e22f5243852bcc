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
  /** How long the recogniser takes on the clock, as a share of the sound's length; about what base takes on one core. */
  readonly realTimeFactor?: number;
  /** Sees every fact as it happens, partials too. */
  readonly onFact?: (fact: HearingFact, nowMs: number) => void;
}

/**
 * Sends sound through the live pipeline (detector, endpointing, partials, finals) as fast as the machine can, on a clock that the
 * sound itself moves: whatever the load of this machine, the same is heard.
 *
 * @returns the finals in order
 */
export async function transcribeLive(pcm: Pcm16k, { detector, recogniser, speaker = 'caller', onFact = () => undefined, hasPartials = false, realTimeFactor = 0.09, ...rest }: LiveOptions): Promise<readonly Utterance[]> {
  const finals: Utterance[] = [];
  let heardSamples = 0;
  let broken: Extract<HearingFact, { kind: 'broken' }> | null = null;
  let work: Promise<unknown> = Promise.resolve();
  /** Answers that the recogniser has, and when on the clock it would have them. */
  let answers: { readonly dueMs: number; readonly give: () => void }[] = [];
  const { transcribe } = transcribeHere(recogniser);
  const nowMs = (): number => (heardSamples / TAP_RATE_HZ) * 1_000;
  const hearing = createHearing({
    ...rest, callId: 'file' as CallId, detector, hasPartials, nowMs,
    transcriber: { transcribe(piece, signal) {
      const dueMs = nowMs() + realTimeFactor * (piece.pcm.length / TAP_RATE_HZ) * 1_000;
      const done = transcribe(piece, signal);
      work = done.catch(() => undefined);
      return done.then((recognition) => new Promise((resolve) => { answers.push({ dueMs, give: () => resolve(signal.aborted ? null : recognition) }); }));
    } },
    onFact(fact) {
      if (fact.kind === 'broken') broken = fact;
      if (fact.kind === 'utterance' && fact.utterance.state === 'final') finals.push(fact.utterance);
      onFact(fact, nowMs());
    },
  });
  async function giveAnswers(untilMs: number): Promise<void> {
    await work;
    const due = answers.filter(({ dueMs }) => dueMs <= untilMs);
    answers = answers.filter(({ dueMs }) => dueMs > untilMs);
    for (const { give } of due) give();
    await new Promise((resolve) => void setImmediate(resolve));
  }

  for (let firstSample = 0; firstSample < pcm.length; firstSample += TAP_FRAME_SAMPLES) {
    const frame = new Float32Array(TAP_FRAME_SAMPLES);
    frame.set(pcm.subarray(firstSample, firstSample + TAP_FRAME_SAMPLES));
    heardSamples = firstSample + TAP_FRAME_SAMPLES;
    await hearing.hear(speaker, { firstSample, pcm: frame });
    await giveAnswers(nowMs());
  }
  let isFinished = false;
  const finished = hearing.finish(600_000).then(() => { isFinished = true; });
  while (!isFinished) await giveAnswers(Number.POSITIVE_INFINITY);
  await finished;
  const failed = broken as Extract<HearingFact, { kind: 'broken' }> | null;
  if (failed !== null) throw new Error('the recogniser failed', { cause: failed.error });
  return finals.filter(({ text }) => text !== '').toSorted((left, right) => left.startMs - right.startMs);
}
