import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIntentSet } from '../../main/assist/understanding/known-intents.ts';
import { createUnderstanding, type Understanding } from '../../main/assist/understanding/understanding.ts';
import { createLog } from '../../main/platform/log.ts';
import { NO_BACKGROUND } from '../../preload/contract/call-background.ts';
import type { IntentSet, TrainingState } from '../../preload/contract/intents.ts';
import { CallId } from '../../preload/contract/primitives.ts';
import { transcriptOf } from '../support/say.ts';

const callId = CallId.parse('call-1');
const modelsDirectory = join(process.cwd(), 'models', 'files');
const starterDirectory = join(process.cwd(), 'main', 'assist', 'starter');
const giftWrap = { intentId: 'gift-wrap', label: 'Gift wrapping', disposition: 'information' as const, articles: [], examples: ['can you wrap it as a gift', 'do you offer gift wrapping', 'I would like gift paper around it', 'how much is it to wrap a present', 'please pack it as a birthday present'] };
let starter: IntentSet;
let understanding: Understanding;
let folder: string;
let states: TrainingState['kind'][];
let trainings = 0;

const log = createLog(({ event }) => { if (event === 'intents.trained') trainings += 1; });
const open = (intents: IntentSet | null): Promise<Understanding> =>
  createUnderstanding({ modelsDirectory, starterDirectory, log, intents, headFile: join(folder, 'head.json'), onKnowledge: () => undefined, onTraining: ({ kind }) => states.push(kind) });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetone-intents-'));
  starter = await readIntentSet(join(starterDirectory, 'intents.json'));
  states = [];
  understanding = await open(null);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function intentOf(text: string): Promise<string | undefined> {
  const [utterance] = transcriptOf(`caller: ${text}`);
  if (utterance === undefined) throw new Error('nothing was said');
  return (await understanding.observe(callId, utterance, 5_000)).intents[0]?.intentId;
}
const untilState = (kind: TrainingState['kind']) => expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe(kind);

describe('an intent of the person\'s own', () => {
  it('is learned when no call is running, and named in the next', async () => {
    understanding.beginCall(callId, [], NO_BACKGROUND);
    expect(await intentOf('Could you wrap the lamp as a gift for my sister, please?')).not.toBe('gift-wrap');
    await understanding.useIntents({ ...starter, intents: [...starter.intents, giftWrap] });
    expect(states).toEqual(['ready', 'waiting']);
    understanding.endCall(callId);
    await untilState('ready');
    expect(states).toEqual(['ready', 'waiting', 'running', 'ready']);
    understanding.beginCall(callId, [], NO_BACKGROUND);
    expect(await intentOf('Could you wrap the lamp as a gift for my sister, please?')).toBe('gift-wrap');
    expect(await intentOf('I am still waiting for my refund. When do I get my money back?')).toBe('refund');
    understanding.endCall(callId);
  });

  it('needs no learning at the next start', async () => {
    const before = trainings;
    understanding = await open({ ...starter, intents: [...starter.intents, giftWrap] });
    expect(trainings).toBe(before);
    understanding.beginCall(callId, [], NO_BACKGROUND);
    expect(await intentOf('Could you wrap the lamp as a gift for my sister, please?')).toBe('gift-wrap');
    understanding.endCall(callId);
  });

  it('may be one of two with a few examples each: the newest wish counts', async () => {
    await understanding.useIntents({ otherUtterances: [], intents: [giftWrap] });
    await understanding.useIntents({ otherUtterances: ['hello'], intents: [giftWrap, { ...giftWrap, intentId: 'menu', label: 'The menu', examples: ['what is on the menu', 'do you have soup today'] }] });
    await untilState('ready');
    understanding.beginCall(callId, [], NO_BACKGROUND);
    expect(await intentOf('Please tell me what is on the menu today')).toBe('menu');
    understanding.endCall(callId);
  });
});
