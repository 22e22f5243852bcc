import { describe, expect, it } from 'vitest';
import { createHearing, type HearingFact } from '../../../../main/assist/hearing/hearing.ts';
import type { Transcriber } from '../../../../main/assist/hearing/recognition-desk.ts';
import type { Recognition } from '../../../../main/assist/hearing/recogniser.ts';
import type { PieceToTranscribe } from '../../../../main/assist/hearing/transcribe-piece.ts';
import type { Utterance } from '../../../../preload/contract/assist.ts';
import { TAP_FRAME_SAMPLES } from '../../../../preload/contract/media.ts';
import { CallId, UtteranceId, type Speaker } from '../../../../preload/contract/primitives.ts';

const callId = CallId.parse('call-7');
const recognition = (text: string): Recognition => ({ text, tokenIds: [3], meanLogProbability: Math.log(0.8), isLooping: false });
const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

interface Asked {
  readonly piece: PieceToTranscribe;
  readonly signal: AbortSignal;
  answer(text: string): Promise<void>;
  fail(): Promise<void>;
}

/** Hearing whose detector takes loud frames for speech and whose recogniser answers when the test says so. */
function hearing(transcript: readonly Utterance[] = []) {
  const facts: HearingFact[] = [];
  const asked: Asked[] = [];
  const sent = { agent: 0, caller: 0 };
  let nowMs = 0;
  const transcriber: Transcriber = {
    transcribe: (piece, signal) => new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => resolve(null));
      asked.push({ piece, signal, answer: (text) => { resolve(recognition(text)); return settle(); }, fail: () => { reject(new Error('out of memory')); return settle(); } });
    }),
  };
  const hears = createHearing({
    callId, transcriber, transcript, nowMs: () => nowMs, onFact: (fact) => facts.push(fact),
    detector: { openStream: () => ({ probability: (frame) => Promise.resolve((frame[0] ?? 0) > 0.1 ? 0.95 : 0.01), reset: () => undefined }), close: () => Promise.resolve() },
  });
  async function frames(speaker: Speaker, level: number, ms: number): Promise<void> {
    for (let frame = 0; frame < ms / 32; frame++) {
      nowMs += 32;
      await hears.hear(speaker, { firstSample: sent[speaker], pcm: new Float32Array(TAP_FRAME_SAMPLES).fill(level) });
      sent[speaker] += TAP_FRAME_SAMPLES;
    }
    await settle();
  }
  return {
    hears, facts, asked,
    speak: (ms: number, speaker: Speaker = 'caller') => frames(speaker, 0.5, ms),
    pause: (ms: number, speaker: Speaker = 'caller', level = 0) => frames(speaker, level, ms),
    utterances: () => facts.flatMap((fact) => (fact.kind === 'utterance' ? [fact.utterance] : [])),
    restart: async (speaker: Speaker) => { sent[speaker] = 0; await hears.restartLine(speaker); },
  };
}

describe('hearing', () => {
  it('shows the words so far without the last one, and the whole at the end under the same id', async () => {
    const { asked, utterances, speak, pause } = hearing();
    await pause(320);
    await speak(1_600);
    await asked[0]?.answer('Where is my or');
    await pause(480);
    await asked[1]?.answer('Where is my order?');
    await pause(320);
    expect(utterances().map(({ state, text }) => `${state}: ${text}`)).toEqual(['partial: Where is my', 'partial: Where is my order?', 'final: Where is my order?']);
    expect(utterances().at(-1)).toEqual({ utteranceId: 'call-7-caller-1', speaker: 'caller', state: 'final', text: 'Where is my order?', startMs: 320, endMs: 1_920, confidence: expect.closeTo(0.8) });
    expect(asked).toHaveLength(2);
  });

  it('asks for partials no sooner than 700 ms after one another, and than three times the last one took', async () => {
    const { asked, speak } = hearing();
    await speak(960);
    expect(asked).toHaveLength(1);
    await speak(960);
    expect(asked).toHaveLength(1);
    await asked[0]?.answer('one two');
    await speak(640);
    expect(asked).toHaveLength(1);
    await speak(2_000);
    expect(asked).toHaveLength(2);
  });

  it("recognises the line's own sound around the speech too, silence to fill it up, and silence where a partial breaks off", async () => {
    const { asked, speak, pause } = hearing();
    await pause(1_000, 'caller', 0.01);
    await speak(960);
    await pause(320, 'caller', 0.01);
    const runs = (pcm: Float32Array | undefined): (readonly [level: number, ms: number])[] => {
      const found: [number, number][] = [];
      for (const sample of pcm ?? []) {
        const level = Math.round(sample * 100) / 100;
        const last = found.at(-1);
        if (last?.[0] === level) last[1] += 1 / 16;
        else found.push([level, 1 / 16]);
      }
      return found;
    };
    expect(runs(asked[0]?.piece.pcm)).toEqual([[0, 80], [0.01, 320], [0.5, expect.any(Number)], [0, 200]]);
    expect(runs(asked[1]?.piece.pcm)).toEqual([[0, 80], [0.01, 320], [0.5, 960], [0.01, 160], [0, 240]]);
  });

  it('ends an utterance at a pause that follows a finished sentence, and waits for more where it may go on', async () => {
    const { asked, speak, pause, utterances } = hearing();
    await speak(640);
    await pause(320);
    await asked.at(-1)?.answer('Where is my order?');
    expect(utterances().at(-1)).toMatchObject({ state: 'final', text: 'Where is my order?', endMs: 640 });
    await speak(640);
    await pause(320);
    await asked.at(-1)?.answer('My number is 7.');
    expect(utterances().at(-1)?.state).toBe('partial');
    await pause(448);
    expect(utterances().at(-1)).toMatchObject({ state: 'final', text: 'My number is 7.' });
  });

  it('does not end an utterance at a pause that is over by the time its words are known', async () => {
    const { asked, speak, pause, utterances } = hearing();
    await speak(640);
    await pause(320);
    await speak(320);
    await asked[0]?.answer('Where is my order?');
    expect(utterances()).toEqual([]);
    await pause(320);
    await asked.at(-1)?.answer('Where is my order? I need it.');
    expect(utterances().at(-1)).toMatchObject({ state: 'final', text: 'Where is my order? I need it.' });
  });

  it('lets the final go before a partial, whoever speaks', async () => {
    const { asked, speak, pause, utterances } = hearing();
    await speak(960, 'agent');
    await speak(640, 'caller');
    expect(asked).toHaveLength(1);
    await pause(480, 'caller');
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[1]?.answer('Yes.');
    await pause(320, 'caller');
    expect(utterances().filter(({ state }) => state === 'final')).toMatchObject([{ speaker: 'caller', text: 'Yes.' }]);
  });

  it('says nothing of a sound that was no words', async () => {
    const { asked, speak, pause, facts } = hearing();
    await speak(640);
    await pause(480);
    await asked.at(-1)?.answer('');
    await pause(640);
    expect(facts).toEqual([]);
  });

  it('tells how far it is behind while finals queue, and that it has caught up', async () => {
    const { asked, speak, pause, facts } = hearing();
    for (let turn = 0; turn < 2; turn++) {
      await speak(640);
      await pause(1_024);
    }
    await pause(640);
    const behind = (): number[] => facts.flatMap((fact) => (fact.kind === 'behind' ? [fact.behindMs] : []));
    expect(behind().at(-1)).toBeGreaterThanOrEqual(1_000);
    for (const one of asked) await one.answer('Yes.');
    for (const one of asked.slice(1)) await one.answer('No.');
    expect(behind().at(-1)).toBe(0);
  });

  it('writes what is open at the end, and what the recogniser cannot finish in time as it was last shown', async () => {
    const { asked, speak, hears, utterances } = hearing();
    await speak(1_280);
    await asked[0]?.answer('I want my money b');
    await hears.finish(20);
    expect(utterances().at(-1)).toMatchObject({ state: 'final', text: 'I want my money' });
    const flushed = hearing();
    await flushed.speak(640);
    const finished = flushed.hears.finish(5_000);
    await settle();
    await flushed.asked[0]?.answer('Goodbye.');
    await finished;
    expect(flushed.utterances()).toMatchObject([{ state: 'final', text: 'Goodbye.' }]);
  });

  it('goes on numbering after a restart, for each speaker', async () => {
    const before = (speaker: Speaker, number: number): Utterance => ({ utteranceId: UtteranceId.parse(`call-7-${speaker}-${number}`), speaker, state: 'final', text: 'Hello.', startMs: 0, endMs: 500, confidence: null });
    const { asked, speak, pause, utterances } = hearing([before('caller', 2), before('caller', 10), before('agent', 4)]);
    await speak(640);
    await pause(480);
    await asked.at(-1)?.answer('Again.');
    await pause(320);
    expect(utterances().at(-1)?.utteranceId).toBe('call-7-caller-11');
  });

  it('goes on where a page was loaded anew and counts its samples from nought', async () => {
    const { asked, speak, pause, restart, utterances } = hearing();
    await speak(640);
    await restart('caller');
    await asked[0]?.answer('One.');
    await speak(640);
    await pause(480);
    await asked.at(-1)?.answer('Two.');
    await pause(320);
    const finals = utterances().filter(({ state }) => state === 'final');
    expect(finals).toMatchObject([{ utteranceId: 'call-7-caller-1', text: 'One.' }, { utteranceId: 'call-7-caller-2', text: 'Two.', startMs: 640 }]);
  });

  it('says when the recogniser is broken', async () => {
    const { asked, speak, pause, facts } = hearing();
    await speak(640);
    await pause(480);
    await asked.at(-1)?.fail();
    expect(facts).toMatchObject([{ kind: 'broken', error: { message: 'out of memory' } }]);
  });
});
