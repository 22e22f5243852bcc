import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hearSteps } from '../../main/assist/understanding/checklist/hear-steps.ts';
import { loadSentenceEncoder, type SentenceEncoder } from '../../main/assist/understanding/encoder.ts';
import { createUnderstanding, type Understanding } from '../../main/assist/understanding/understanding.ts';
import { silentLog } from '../../main/platform/log.ts';
import { NO_BACKGROUND } from '../../preload/contract/call-background.ts';
import { CallId } from '../../preload/contract/primitives.ts';
import { loadCallScripts } from '../support/call-scripts.ts';
import { transcriptOf } from '../support/say.ts';

const Lists = z.array(z.strictObject({ name: z.string(), use: z.enum(['tuning', 'held-out']), steps: z.array(z.string()), lines: z.array(z.strictObject({ text: z.string(), steps: z.array(z.number()) })) }));
const modelsDirectory = join(process.cwd(), 'models', 'files');
const starterDirectory = join(process.cwd(), 'main', 'assist', 'starter');
let encoder: SentenceEncoder;

beforeAll(async () => { encoder = await loadSentenceEncoder(modelsDirectory); });

describe('what the agent says', () => {
  it.each([['tuning', 0.55], ['held-out', 0.65]] as const)('ticks most steps of the %s checklists that it does, and none that it does not', async (use, leastRecall) => {
    const lists = Lists.parse(JSON.parse(await readFile(join(process.cwd(), 'test', 'fixtures', 'checklists', 'lines.json'), 'utf8'))).filter((list) => list.use === use);
    const wrong: string[] = [];
    let [done, heardRight] = [0, 0];
    for (const { steps, lines } of lists) {
      for (const line of lines) {
        const heard = await hearSteps(line.text, steps, encoder);
        wrong.push(...heard.filter((step) => !line.steps.includes(step)).map((step) => `${steps[step]} <- ${line.text}`));
        heardRight += heard.filter((step) => line.steps.includes(step)).length;
        done += line.steps.length;
      }
    }
    expect(wrong).toEqual([]);
    expect(heardRight / done, `${heardRight} of ${done}`).toBeGreaterThanOrEqual(leastRecall);
  });

  it('in calls about other things reports no deed of theirs', async () => {
    const deeds = ['Send the reset link', 'Cancel the contract', 'Send the emergency plumber', 'Correct the invoice', 'Book the technician'];
    const wrong: string[] = [];
    for (const { turns } of await loadCallScripts()) {
      for (const { speaker, text } of turns) if (speaker === 'agent') wrong.push(...(await hearSteps(text, deeds, encoder)).map((step) => `${deeds[step]} <- ${text}`));
    }
    expect(wrong).toEqual([]);
  });
});

describe('the checklist on a card', () => {
  const callId = CallId.parse('call-1');
  let understanding: Understanding;
  beforeAll(async () => {
    understanding = await createUnderstanding({ modelsDirectory, starterDirectory, log: silentLog, intents: null, headFile: '', onKnowledge: () => undefined, onTraining: () => undefined });
  });

  it('is ticked by the agent\'s words while the card is not dismissed, never by the caller\'s', async () => {
    const [asks, says, sent, again] = transcriptOf('caller: I forgot my password, could you please reset it for me?', 'agent: Sure. What is the e-mail address of the account?', 'agent: I have just sent you the reset link.', 'caller: I have just sent you the reset link.') as [never, never, never, never];
    understanding.beginCall(callId, [], NO_BACKGROUND);
    expect((await understanding.observe(callId, sent, 500)).steps).toEqual([]); // no card yet
    const { suggestions } = await understanding.observe(callId, asks, 1_000);
    const card = suggestions?.find(({ articleId }) => articleId === 'password-reset');
    expect(card?.steps.map(({ state }) => state)).toEqual(['open', 'open', 'open']);
    expect((await understanding.observe(callId, says, 2_000)).steps).toEqual([{ articleId: 'password-reset', text: 'Ask for the e-mail address of the account' }]);
    expect((await understanding.observe(callId, again, 3_000)).steps).toEqual([]);
    understanding.reportFeedback(callId, card!.suggestionId, 'used');
    expect((await understanding.observe(callId, sent, 4_000)).steps).toEqual([{ articleId: 'password-reset', text: 'Send the reset link' }]);
    understanding.reportFeedback(callId, card!.suggestionId, 'dismissed');
    expect((await understanding.observe(callId, sent, 5_000)).steps).toEqual([]);
  });

  it('is ticked on after the assist was restarted in the middle of the call', async () => {
    const [sent] = transcriptOf('agent: I have just sent you the reset link.') as [never];
    understanding.beginCall(callId, [], { ...NO_BACKGROUND, checklists: [{ articleId: 'password-reset', steps: ['Send the reset link'] }] });
    expect((await understanding.observe(callId, sent, 1_000)).steps).toEqual([{ articleId: 'password-reset', text: 'Send the reset link' }]);
  });
});
