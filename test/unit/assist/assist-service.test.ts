import type { MessagePortMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { createAssistService } from '../../../main/assist/assist-service.ts';
import type { EngineInUse, EngineKeeper } from '../../../main/assist/hearing/engine-keeper.ts';
import type { Recogniser } from '../../../main/assist/hearing/recogniser.ts';
import type { Engines } from '../../../main/assist/load-engines.ts';
import type { AssistOrder, AssistReply } from '../../../main/assist/protocol.ts';
import type { Understanding } from '../../../main/assist/understanding/understanding.ts';
import { systemClock, type Clock } from '../../../main/platform/clock.ts';
import { silentLog } from '../../../main/platform/log.ts';
import { EMPTY_SUMMARY } from '../../../preload/contract/assist.ts';
import { TAP_FRAME_SAMPLES } from '../../../preload/contract/media.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { NO_BACKGROUND } from '../../../preload/contract/call-background.ts';
import { CallId } from '../../../preload/contract/primitives.ts';
import { DEFAULT_MASKING } from '../../../preload/contract/privacy.ts';
import { failure, success } from '../../../preload/contract/result.ts';

const callId = CallId.parse('call-1');
const start: AssistOrder = { kind: 'start', modelsDirectory: '/models', addedModelsDirectory: '/profile/models', starterDirectory: '/starter', knowledgeFolder: null };
const begin: AssistOrder = { kind: 'begin-call', callId, nowOnCallMs: 10_000, transcript: [], background: NO_BACKGROUND };
const summary = EMPTY_SUMMARY;
const settle = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 5); });

function fakeUnderstanding(observed: string[]): Understanding {
  return {
    draftQuestions: () => [],
    useQuestions: () => Promise.resolve(),
    guessIntents: async (texts) => texts.map(() => []),
  tryIntents: async () => ({ heldOut: { count: 0, before: 0, after: 0 }, regression: { count: 0, before: 0, after: 0 }, confusions: [] }),
  loadKnowledge: (folder) => (folder === '/nowhere' ? Promise.reject(new Error('no such folder')) : Promise.resolve({ articles: 34 })),
    beginCall: () => (observed.push('begin'), []),
    observe(_, { state, text }) {
      observed.push(`${state} ${text}`);
      return Promise.resolve({ intents: [{ utteranceId: `${callId}-caller-1` as never, intentId: 'refund', label: 'Refund', confidence: 0.9 }], suggestions: null, steps: [{ articleId: 'refund', text: 'Ask' }] });
    },
    terms: () => ['Brennhaus'],
    search: () => Promise.resolve([]),
    useIntents: (set) => Promise.resolve(void observed.push(`learn ${set?.intents.length ?? 'the starter set'}`)),
    reportFeedback: (_, suggestionId, verdict) => observed.push(`${suggestionId} ${verdict}`),
    summarise: () => Promise.resolve({ intents: [], summary }),
    useBackground: () => observed.push('background'),
    endCall: () => observed.push('end'),
  };
}

/** Steps down from base to tiny once; hears "A refund please." either way. */
function fakeKeeper(recognise: Recogniser['recognise'] = () => Promise.resolve({ text: 'A refund please.', tokenIds: [3], meanLogProbability: -0.1, isLooping: false })): EngineKeeper {
  const available = ['base', 'tiny'];
  let inUse: EngineInUse = { modelId: 'base', choice: { reason: 'fast-enough', realTimeFactor: 0.1, available }, trouble: null };
  const become = (next: EngineInUse): Promise<EngineInUse> => Promise.resolve(inUse = next);
  return {
    recogniser: { modelId: 'fake', recognise, close: () => Promise.resolve() },
    get inUse() { return inUse; },
    choose: ({ pinnedModelId }) => become({ modelId: pinnedModelId ?? 'base', choice: { reason: 'pinned', realTimeFactor: null, available }, trouble: pinnedModelId === 'own' ? { code: 'added-model-failed', message: 'own does not listen' } : null }),
    stepDown: () => become({ modelId: 'tiny', choice: { reason: 'fell-behind', realTimeFactor: 0.5, available }, trouble: null }),
  };
}

/** A service whose detector takes loud frames for speech and whose recogniser always hears "A refund please." */
function service(change: Partial<Engines> = {}, clock: Clock = systemClock) {
  const replies: AssistReply[] = [];
  const observed: string[] = [];
  let finishLoading: (engines: Awaited<ReturnType<Parameters<typeof createAssistService>[0]['load']>>) => void = () => undefined;
  const served = createAssistService({ reply: (message) => replies.push(message), clock, log: silentLog, load: () => new Promise((resolve) => { finishLoading = resolve; }) });
  const engines: Engines = {
    trouble: null,
    detector: { openStream: () => ({ probability: (frame) => Promise.resolve((frame[0] ?? 0) > 0.1 ? 0.9 : 0), reset: () => undefined }), close: () => Promise.resolve() },
    engine: fakeKeeper(),
    understanding: fakeUnderstanding(observed),
    ...change,
  };
  const frames = (level: number, from: number, count: number): void => {
    for (let frame = from; frame < from + count; frame++) served.handle({ kind: 'frame', callId, speaker: 'caller', frame: { firstSample: frame * TAP_FRAME_SAMPLES, pcm: new Float32Array(TAP_FRAME_SAMPLES).fill(level) } }, []);
  };
  return {
    replies, observed, frames,
    order: (order: AssistOrder, ports: readonly MessagePortMain[] = []) => served.handle(order, ports),
    load: () => { finishLoading(success(engines)); return settle(); },
    refuse: () => { finishLoading(failure('model-missing', 'The model file silero-vad.onnx is missing.')); return settle(); },
    kinds: () => replies.map(({ kind }) => kind),
  };
}

describe('the assist process at work', () => {
  it('keeps the orders that come while it loads, in their order', async () => {
    const { order, load, frames, replies, observed } = service();
    order(start);
    order({ kind: 'use-knowledge', folder: '/articles', requestId: 1 });
    order(begin);
    order({ kind: 'attach-tap', callId, speaker: 'caller' });
    frames(0.5, 0, 30);
    frames(0, 30, 30);
    await settle();
    expect(replies).toEqual([]);
    await load();
    expect(replies.slice(0, 2)).toEqual([{ kind: 'status', status: { kind: 'ready', engine: 'base', choice: { reason: 'fast-enough', realTimeFactor: 0.1, available: ['base', 'tiny'] } } }, { kind: 'knowledge', requestId: 1, articles: 34, message: '' }]);
    expect(observed.slice(0, 1)).toEqual(['begin']);
    expect(observed.at(-1)).toBe('final A refund please.');
    expect(replies.find((reply) => reply.kind === 'intents')).toMatchObject({ intents: [{ intentId: 'refund' }] });
    expect(replies.find((reply) => reply.kind === 'steps-heard')).toMatchObject({ callId, steps: [{ articleId: 'refund', text: 'Ask' }] });
  });

  it('flushes open speech at the end and answers with finals, intents and summary', async () => {
    const { order, load, frames, replies, observed } = service();
    order(start);
    await load();
    order(begin);
    order({ kind: 'attach-tap', callId, speaker: 'caller' });
    frames(0.5, 0, 15);
    order({ kind: 'end-call', callId, requestId: 4 });
    await settle();
    const ended = replies.at(-1);
    expect(ended).toMatchObject({ kind: 'call-ended', requestId: 4, summary });
    expect(ended?.kind === 'call-ended' && ended.utterances).toMatchObject([{ utteranceId: 'call-1-caller-1', state: 'final', text: 'A refund please.' }]);
    expect(ended?.kind === 'call-ended' && (ended.utterances[0]?.startMs ?? 0) > 9_000).toBe(true);
    expect(observed.at(-1)).toBe('end');
  });

  it('sums a running call up, which goes on, and knows nothing of a call that is over', async () => {
    const { order, load, frames, replies } = service();
    order(start);
    await load();
    order(begin);
    order({ kind: 'attach-tap', callId, speaker: 'caller' });
    order({ kind: 'sum-up', callId, requestId: 7 });
    await settle();
    expect(replies.at(-1)).toEqual({ kind: 'summed-up', requestId: 7, summary });
    frames(0.5, 0, 15);
    order({ kind: 'end-call', callId, requestId: 8 });
    order({ kind: 'sum-up', callId, requestId: 9 });
    await settle();
    expect(replies.find((reply) => reply.kind === 'call-ended')).toMatchObject({ utterances: [{ text: 'A refund please.' }] });
    expect(replies).toContainEqual({ kind: 'summed-up', requestId: 9, summary: null });
  });

  it('changes the model in the middle of a call when the person says so, and tells which one listens', async () => {
    const { order, load, replies } = service();
    order(start);
    order(begin);
    await load();
    order({ kind: 'use-hearing', hearing: { pinnedModelId: 'tiny', measured: null } });
    await settle();
    expect(replies.at(-1)).toMatchObject({ kind: 'status', status: { kind: 'ready', engine: 'tiny', choice: { reason: 'pinned' } } });
  });

  it('loses no words under load, tells by how much it is behind, and takes the smaller model where that does not end (S06)', async () => {
    const clock = createFakeClock();
    let answer: () => void = () => undefined;
    const { order, load, frames, replies } = service({ engine: fakeKeeper(() => new Promise((resolve) => { answer = () => resolve({ text: 'At last.', tokenIds: [3], meanLogProbability: -0.1, isLooping: false }); })) }, clock);
    order(start);
    order(begin);
    await load();
    order({ kind: 'attach-tap', callId, speaker: 'caller' });
    frames(0.5, 0, 20);
    frames(0, 20, 40);
    await settle();
    clock.advance(21_000);
    frames(0, 60, 1);
    await settle();
    expect(replies.slice(-2)).toMatchObject([{ kind: 'behind', behindMs: 21_000 }, { kind: 'status', status: { engine: 'tiny', choice: { reason: 'fell-behind' } } }]);
    answer();
    await settle();
    expect(replies).toContainEqual(expect.objectContaining({ kind: 'utterance', utterance: expect.objectContaining({ state: 'final', text: 'At last.' }) }));
    expect(replies).toContainEqual({ kind: 'behind', callId, behindMs: 0 });
  });

  it('masks what leaves it, and understands what was said', async () => {
    const heard = fakeKeeper(() => Promise.resolve({ text: 'My card is 4111 1111 1111 1111.', tokenIds: [3], meanLogProbability: -0.1, isLooping: false }));
    const { order, load, frames, replies, observed } = service({ engine: heard });
    order({ kind: 'use-masking', policy: { ...DEFAULT_MASKING, card: true } });
    order(start);
    await load();
    order(begin);
    order({ kind: 'attach-tap', callId, speaker: 'caller' });
    frames(0.5, 0, 15);
    order({ kind: 'end-call', callId, requestId: 4 });
    await settle();
    expect(replies.at(-1)).toMatchObject({ kind: 'call-ended', utterances: [{ text: 'My card is [card number].' }] });
    expect(JSON.stringify(replies)).not.toContain('4111');
    expect(observed).toContain('final My card is 4111 1111 1111 1111.');
  });

  it.each([
    ['My order number is four seven two nine one.', 'My order number is 47291.'],
    ['My card is four one one one, one one one one, one one one one, one one one one.', 'My card is [card number].'],
    ['I bought a brenhouse, number four seven two nine.', 'I bought a Brennhaus, number 4729.', 'I bought a Brennhaus, number four seven two nine.'],
  ])('shows %j as people write it, and understands the words that were said', async (said, shown, understood = said) => {
    const { order, load, frames, replies, observed } = service({ engine: fakeKeeper(() => Promise.resolve({ text: said, tokenIds: [3], meanLogProbability: -0.1, isLooping: false })) });
    order(start);
    await load();
    order(begin);
    order({ kind: 'attach-tap', callId, speaker: 'caller' });
    frames(0.5, 0, 15);
    order({ kind: 'end-call', callId, requestId: 4 });
    await settle();
    expect(replies).toContainEqual(expect.objectContaining({ kind: 'utterance', utterance: expect.objectContaining({ text: shown }) as unknown }));
    expect(replies.at(-1)).toMatchObject({ kind: 'call-ended', utterances: [{ text: shown }] });
    expect(observed).toContain(`final ${understood}`);
  });

  it('hears through a port what a page posts, and drops what is no frame', async () => {
    const { order, load, replies } = service();
    order(start);
    await load();
    order(begin);
    let post: (event: { data: unknown }) => void = () => undefined;
    let isStarted = false;
    const port = { on: (_: string, listener: typeof post) => { post = listener; }, start: () => { isStarted = true; } } as unknown as MessagePortMain;
    order({ kind: 'attach-tap', callId, speaker: 'agent' }, [port]);
    await settle();
    expect(isStarted).toBe(true);
    for (const junk of [null, 'x', { firstSample: 1e300, pcm: [] }]) post({ data: junk });
    for (let frame = 0; frame < 60; frame++) post({ data: { firstSample: frame * TAP_FRAME_SAMPLES, pcm: new Float32Array(TAP_FRAME_SAMPLES).fill(frame < 30 ? 0.5 : 0) } });
    await settle();
    expect(replies.filter((reply) => reply.kind === 'utterance').at(-1)).toMatchObject({ utterance: { speaker: 'agent', state: 'final', text: 'A refund please.' } });
  });

  it('closes the port of a call that it does not know', async () => {
    const { order, load } = service();
    order(start);
    await load();
    let isClosed = false;
    order({ kind: 'attach-tap', callId, speaker: 'agent' }, [{ close: () => { isClosed = true; } } as unknown as MessagePortMain]);
    await settle();
    expect(isClosed).toBe(true);
  });

  it('is off, and does nothing more, where a model is missing', async () => {
    const { order, refuse, replies } = service();
    order(start);
    order(begin);
    await refuse();
    expect(replies).toMatchObject([{ kind: 'status', status: { kind: 'off', failure: { code: 'model-missing' } } }]);
  });

  it('writes the transcript down where nothing understands it', async () => {
    const { order, load, frames, replies } = service({ understanding: null });
    order(start);
    await load();
    order(begin);
    order({ kind: 'attach-tap', callId, speaker: 'caller' });
    frames(0.5, 0, 15);
    order({ kind: 'search', query: 'refund', requestId: 8 });
    order({ kind: 'use-knowledge', folder: null, requestId: 9 });
    order({ kind: 'end-call', callId, requestId: 10 });
    await settle();
    expect(replies).toContainEqual({ kind: 'found', requestId: 8, suggestions: null });
    expect(replies).toContainEqual({ kind: 'knowledge', requestId: 9, articles: null, message: 'The assist cannot read articles right now.' });
    expect(replies.at(-1)).toMatchObject({ kind: 'call-ended', utterances: [{ text: 'A refund please.' }], summary: { reason: { text: 'A refund please.' }, saysLittleBecause: 'assist-was-off' } });
  });

  it('says why a folder cannot be read', async () => {
    const { order, load, replies } = service();
    order(start);
    await load();
    order({ kind: 'use-knowledge', folder: '/nowhere', requestId: 2 });
    await settle();
    expect(replies.at(-1)).toEqual({ kind: 'knowledge', requestId: 2, articles: null, message: 'no such folder' });
  });
});
