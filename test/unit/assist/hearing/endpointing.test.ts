import { describe, expect, it } from 'vitest';
import { advanceEndpointing, enoughSilenceMs, finishEndpointing, FRAME_MS, noteFinished, quiet, type EndpointingEvent, type EndpointingSettings, type EndpointingState } from '../../../../main/assist/hearing/endpointing.ts';

const settings: EndpointingSettings = { startProbability: 0.5, keepProbability: 0.35, sustainedMs: 250, pauseMs: 160, finishedSilenceMs: 256, silenceMs: 704, silenceOfLongMs: 320, longFromMs: 4_000, longestMs: 8_000 };
const framesOf = (ms: number): number => Math.ceil(ms / FRAME_MS);

/** Runs of [probability, ms], one after the other; the events with the frame that they came in. */
function hear(...runs: readonly (readonly [probability: number, ms: number])[]) {
  let state: EndpointingState = quiet;
  let frame = 0;
  const events: (EndpointingEvent & { atFrame: number })[] = [];
  for (const [probability, ms] of runs) {
    for (let index = 0; index < framesOf(ms); index++, frame++) {
      const next = advanceEndpointing(state, frame, probability, settings);
      state = next.state;
      events.push(...next.events.map((event) => ({ ...event, atFrame: frame })));
    }
  }
  return { state, events, kinds: events.map(({ kind }) => kind), end: finishEndpointing(state), pieces: events.flatMap((event) => (event.kind === 'closed' ? [event.piece] : [])) };
}

describe('endpointing', () => {
  it('opens an utterance after 250 ms of speech, looks at it in the pause and closes it after the silence', () => {
    const { events, kinds } = hear([0, 320], [0.9, 960], [0, 1_000]);
    expect(kinds).toEqual(['opened', 'paused', 'closed']);
    const [opened, paused, closed] = events;
    expect((opened?.atFrame ?? 0) + 1 - 10).toBe(framesOf(250));
    expect((paused?.atFrame ?? 0) + 1).toBe(10 + 30 + 5);
    expect((closed?.atFrame ?? 0) + 1).toBe(10 + 30 + 22);
    expect(closed).toMatchObject({ piece: { startFrame: 10, endFrame: 40, speechMs: 960 }, because: 'silence' });
  });

  it('takes a click, a cough or a note of music for no utterance', () => {
    expect(hear([0, 320], [0.9, 200], [0, 1_000]).kinds).toEqual(['dropped']);
    expect(hear([0.9, 96], [0, 320], [0.9, 96], [0, 1_000]).kinds).toEqual(['dropped']);
  });

  it('goes on after a pause, which is then part of the utterance', () => {
    const { kinds, pieces } = hear([0.9, 640], [0, 384], [0.9, 640], [0, 1_000]);
    expect(kinds).toEqual(['opened', 'paused', 'resumed', 'paused', 'closed']);
    expect(pieces).toMatchObject([{ startFrame: 0, endFrame: 52, speechMs: 1_280, pauses: [{ from: 20, to: 32 }] }]);
  });

  it('keeps to speech on less certainty than it begins with', () => {
    expect(hear([0.4, 2_000]).kinds).toEqual([]);
    expect(hear([0.9, 320], [0.4, 640], [0, 1_000]).pieces).toMatchObject([{ endFrame: 30 }]);
  });

  it('asks for less and less silence as a turn grows long', () => {
    expect(enoughSilenceMs(1_000, settings)).toBe(704);
    expect(enoughSilenceMs(6_000, settings)).toBe(512);
    expect(enoughSilenceMs(60_000, settings)).toBe(320);
    expect(hear([0.9, 7_000], [0, 448]).kinds).toContain('closed');
    expect(hear([0.9, 3_000], [0, 448]).kinds).not.toContain('closed');
  });

  it('cuts a turn without end at the longest pause of its later half, and loses no frame of speech', () => {
    const { events, pieces, end } = hear([0.9, 5_120], [0, 192], [0.9, 960], [0, 128], [0.9, 1_600], [0.9, 320]);
    const [head] = pieces;
    expect(events.filter(({ kind }) => kind === 'closed')).toMatchObject([{ because: 'too-long' }]);
    expect(head).toMatchObject({ startFrame: 0, endFrame: 160 });
    expect(end).toMatchObject([{ kind: 'closed', piece: { startFrame: 166 } }]);
    const tail = end.flatMap((event) => (event.kind === 'closed' ? [event.piece] : []));
    expect((head?.speechMs ?? 0) + (tail[0]?.speechMs ?? 0)).toBe(5_120 + 960 + 1_600 + 320);
  });

  it('keeps what is left after a cut, however short', () => {
    const { pieces } = hear([0.9, 7_680], [0, 160], [0.9, 192], [0, 1_000]);
    expect(pieces).toHaveLength(2);
    expect(pieces[1]).toMatchObject({ startFrame: 245, endFrame: 251 });
  });

  it('closes what is open when the call ends, and only that', () => {
    expect(hear([0.9, 640]).end).toMatchObject([{ kind: 'closed', piece: { startFrame: 0, endFrame: 20 } }]);
    expect(hear([0.9, 96]).end).toEqual([{ kind: 'dropped' }]);
    expect(hear([0, 640]).end).toEqual([]);
  });

  it('ends early at a pause after a whole sentence, once that pause is long enough, and not once the speaker has gone on', () => {
    const paused = hear([0.9, 640], [0, 288]).state;
    expect(noteFinished(paused, 20, 29, settings)).toMatchObject({ state: quiet, events: [{ kind: 'closed', piece: { endFrame: 20 } }] });
    const early = noteFinished(hear([0.9, 640], [0, 192]).state, 20, 26, settings);
    expect(early).toMatchObject({ state: { isFinished: true }, events: [] });
    expect(advanceEndpointing(early.state, 26, 0, settings).events).toEqual([]);
    const sevenFrames = advanceEndpointing(early.state, 26, 0, settings).state;
    expect(advanceEndpointing(sevenFrames, 27, 0, settings)).toMatchObject({ state: quiet, events: [{ kind: 'closed', piece: { endFrame: 20 } }] });
    const goneOn = advanceEndpointing(early.state, 26, 0.9, settings);
    expect(goneOn).toMatchObject({ state: { isFinished: false }, events: [{ kind: 'resumed' }] });
    expect(noteFinished(goneOn.state, 20, 27, settings)).toEqual({ state: goneOn.state, events: [] });
    expect(noteFinished(quiet, 20, 29, settings).events).toEqual([]);
  });
});
