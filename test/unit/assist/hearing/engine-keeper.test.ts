import { describe, expect, it } from 'vitest';
import { createEngineKeeper, type EngineInUse } from '../../../../main/assist/hearing/engine-keeper.ts';
import type { Recogniser, Recognition } from '../../../../main/assist/hearing/recogniser.ts';
import { MEASURE_FIRST, type HearingSettings, type SpeedMeasurement } from '../../../../preload/contract/hearing.ts';

const CLIP_SEC = 4;
const heard = (text: string): Recognition => ({ text, tokenIds: [], meanLogProbability: 0, isLooping: false });

/** Engines that say their own name and take their time by a clock of their own. */
async function keeper({ baseSec = 0.4, hearing = MEASURE_FIRST, available = ['base', 'tiny'] as [string, ...string[]] }: { baseSec?: number; hearing?: HearingSettings; available?: [string, ...string[]] } = {}) {
  let now = 0;
  let hold: Promise<void> | null = null;
  const speed = { base: baseSec };
  const events: string[] = [];
  const kept: SpeedMeasurement[] = [];
  const fellBack: EngineInUse[] = [];
  let broken: string | null = null;
  const start = (modelId: string): Promise<Recogniser> => {
    events.push(`load ${modelId}`);
    if (modelId === 'gone') return Promise.reject(new Error('a file is missing'));
    return Promise.resolve({
      modelId,
      async recognise() {
        now += speed.base * 1_000;
        if (hold !== null) await hold;
        if (broken === modelId) throw new Error('the engine died');
        return heard(modelId);
      },
      close: () => { events.push(`close ${modelId}`); return Promise.resolve(); },
    });
  };
  const made = await createEngineKeeper({ available, machine: 'here', start, loadClip: () => Promise.resolve(new Float32Array(CLIP_SEC * 16_000)), monotonicMs: () => now, onMeasured: (measured) => kept.push(measured), onFallBack: (inUse) => fellBack.push(inUse) }, hearing);
  return { keeper: made, events, kept, speed, fellBack, breakDown: (modelId: string) => { broken = modelId; }, hold: (until: Promise<void>) => { hold = until; } };
}

describe('the speech model in use', () => {
  it('is timed with a clip of speech on the first run, and the result is told so that it can be kept (S05)', async () => {
    const { keeper: { inUse }, kept, events } = await keeper();
    expect(kept).toEqual([{ machine: 'here', modelId: 'base', realTimeFactor: 0.1, hasFallenBehind: false }]);
    expect(inUse).toMatchObject({ modelId: 'base', choice: { reason: 'fast-enough', realTimeFactor: 0.1 } });
    expect(events).toEqual(['load base']);
  });

  it('is the small one on a machine that the large one is too slow for (S05)', async () => {
    const { keeper: { inUse, recogniser }, events } = await keeper({ baseSec: 2 });
    expect(inUse).toMatchObject({ modelId: 'tiny', choice: { reason: 'too-slow', realTimeFactor: 0.5 } });
    expect(events).toEqual(['load base', 'load tiny', 'close base']);
    expect((await recogniser.recognise(new Float32Array(1), { hasSpeech: true }))?.text).toBe('tiny');
  });

  it('is not timed again where this machine was measured before', async () => {
    const { kept, events } = await keeper({ hearing: { pinnedModelId: null, measured: { machine: 'here', modelId: 'base', realTimeFactor: 0.9, hasFallenBehind: false } } });
    expect(kept).toEqual([]);
    expect(events).toEqual(['load tiny']);
  });

  it('is measured again when calls fall behind, and steps down (S06)', async () => {
    const { keeper: engine, kept, speed } = await keeper();
    speed.base = 0.8;
    expect(await engine.stepDown()).toMatchObject({ modelId: 'tiny', choice: { reason: 'fell-behind', realTimeFactor: 0.2 } });
    expect(kept.at(-1)).toMatchObject({ realTimeFactor: 0.2, hasFallenBehind: true });
    expect(await engine.stepDown()).toMatchObject({ modelId: 'tiny' });
    expect(kept).toHaveLength(2);
  });

  it('stays where the person pinned it', async () => {
    const { keeper: engine, kept } = await keeper({ hearing: { pinnedModelId: 'base', measured: null } });
    expect(await engine.stepDown()).toMatchObject({ modelId: 'base', choice: { reason: 'pinned' } });
    expect(kept).toEqual([]);
  });

  it('changes in the middle of a call without losing the words that are being recognised (S06)', async () => {
    const { keeper: engine, events, hold } = await keeper();
    let release: () => void = () => undefined;
    hold(new Promise<void>((resolve) => { release = resolve; }));
    const underWay = engine.recogniser.recognise(new Float32Array(1), { hasSpeech: true });
    await engine.choose({ pinnedModelId: 'tiny', measured: null });
    expect(events).toEqual(['load base', 'load tiny']);
    release();
    expect((await underWay)?.text).toBe('base');
    await Promise.resolve();
    expect(events).toEqual(['load base', 'load tiny', 'close base']);
    expect(engine.recogniser.modelId).toBe('tiny');
  });

  it('is one that the person added, where they chose it; it is timed for them to see, and the time of the product’s is kept', async () => {
    const { keeper: engine, kept, events } = await keeper({ hearing: { pinnedModelId: 'own', measured: null } });
    expect(engine.inUse).toEqual({ modelId: 'own', choice: { reason: 'pinned', realTimeFactor: 0.1, available: ['base', 'tiny'] }, trouble: null });
    expect([kept, events]).toEqual([[], ['load own']]);
    expect(await engine.stepDown()).toMatchObject({ modelId: 'own' });
  });

  it('is one that came with the product where the chosen one cannot be loaded, and says what is wrong', async () => {
    const { keeper: engine } = await keeper({ hearing: { pinnedModelId: 'gone', measured: null } });
    expect(engine.inUse).toMatchObject({ modelId: 'base', choice: { reason: 'fast-enough' }, trouble: { code: 'added-model-failed', detail: 'a file is missing' } });
    expect(await engine.choose({ pinnedModelId: 'tiny', measured: null })).toMatchObject({ modelId: 'tiny', trouble: null });
    expect(await engine.choose({ pinnedModelId: 'gone', measured: null })).toMatchObject({ modelId: 'base', trouble: { code: 'added-model-failed' } });
  });

  it('is one that came with the product where the chosen one breaks when it is tried', async () => {
    const { keeper: engine, breakDown, fellBack } = await keeper({ hearing: { pinnedModelId: 'tiny', measured: null } });
    breakDown('own');
    expect(await engine.choose({ pinnedModelId: 'own', measured: null })).toMatchObject({ modelId: 'base', trouble: { code: 'added-model-failed', detail: 'the engine died' } });
    expect(fellBack).toEqual([]);
  });

  it('gives way in the middle of a call when an added one breaks, without losing the words', async () => {
    const { keeper: engine, fellBack, breakDown } = await keeper({ hearing: { pinnedModelId: 'own', measured: null } });
    breakDown('own');
    const both = await Promise.all([1, 2].map((length) => engine.recogniser.recognise(new Float32Array(length), { hasSpeech: true, draft: [7] })));
    expect(both.map((recognition) => recognition?.text)).toEqual(['base', 'base']);
    expect(fellBack).toMatchObject([{ modelId: 'base', trouble: { code: 'added-model-failed', detail: 'the engine died' } }]);
  });

  it('is not replaced where one of the product breaks: the process is started again then', async () => {
    const { keeper: engine, breakDown, fellBack } = await keeper();
    breakDown('base');
    await expect(engine.recogniser.recognise(new Float32Array(1), { hasSpeech: true })).rejects.toThrow('the engine died');
    expect(fellBack).toEqual([]);
  });
});
