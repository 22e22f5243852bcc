import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readWav } from '../../../main/practice/callers/read-wav.ts';
import { CallScript } from '../../support/call-scripts.ts';
import { renderCallScript } from '../../support/call-scripts-audio.ts';
import { debianVoices, levelled, speechLevelDb, type Synthesise } from '../../support/call-scripts-voices.ts';

const VOICE = { name: 'rms', paceRatio: 1, pitchCents: 0 } as const;
const script = CallScript.parse({
  id: 'three-turns', business: 'Test', difficulties: [], voices: { caller: VOICE, agent: { ...VOICE, name: 'slt' } },
  turns: [
    { speaker: 'agent', text: 'four words are here', pauseMs: 300 },
    { speaker: 'caller', text: 'and here are five more', pauseMs: 500 },
    { speaker: 'agent', text: 'interrupting', pauseMs: -200 },
  ],
  gold: { reason: null, intents: [], articles: [], entities: [], retractedEntities: [], personalData: [], promisedActions: [], disposition: 'information', saysLittleBecause: null },
});
/** A hum of 100 ms a word, another pitch for each voice. */
const hum: Synthesise = async ({ name }, text) => levelled(Int16Array.from({ length: text.split(' ').length * 800 }, (_, index) => Math.round(9_000 * Math.sin(index * (name === 'rms' ? 0.31 : 0.17)))));
const clean = { lossRatio: 0, noiseSnrDb: null, seed: 1 };
const rough = { lossRatio: 0.2, noiseSnrDb: 10, seed: 1 };

let directory = '';
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'call-audio-'))));
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

/** Whether two recordings are the same, byte by byte. */
const isSame = async (one: string, two: string): Promise<boolean> => (await readFile(one)).equals(await readFile(two));

async function samplesOf(file: string): Promise<Int16Array> {
  const wav = readWav(await readFile(file));
  expect(wav?.sampleRateHz).toBe(8_000);
  return wav?.samples ?? new Int16Array(0);
}

describe('renderCallScript', () => {
  it('puts both speakers on one clock, with pauses and interruptions as written', async () => {
    const call = await renderCallScript(script, { ...clean, directory }, hum);
    expect(call.segments.map(({ speaker, startMs, endMs }) => [speaker, startMs, endMs])).toEqual([['agent', 300, 700], ['caller', 1_200, 1_700], ['agent', 1_500, 1_600]]);
    const [caller, agent] = await Promise.all([samplesOf(call.callerWav), samplesOf(call.agentWav)]);
    expect([caller.length, agent.length]).toEqual([call.durationMs * 8, call.durationMs * 8]);
    expect(speechLevelDb(caller.subarray(0, 1_200 * 8))).toBe(-Infinity);
    expect(speechLevelDb(caller.subarray(1_200 * 8, 1_700 * 8))).toBeCloseTo(-20, 0);
    expect(speechLevelDb(agent.subarray(300 * 8, 700 * 8))).toBeCloseTo(-20, 0);
  });

  it('gives the same bytes again, in another place too', async () => {
    const elsewhere = await mkdtemp(join(directory, 'elsewhere-'));
    const [one, two] = [await renderCallScript(script, { ...rough, directory }, hum), await renderCallScript(script, { ...rough, directory: elsewhere }, hum)];
    expect(await isSame(two.callerWav, one.callerWav)).toBe(true);
    expect(await isSame(two.agentWav, one.agentWav)).toBe(true);
    expect(two.segments).toEqual(one.segments);
  });

  it('sounds different with another seed', async () => {
    const [one, two] = [await renderCallScript(script, { ...rough, directory }, hum), await renderCallScript(script, { ...rough, seed: 2, directory }, hum)];
    expect(await isSame(two.callerWav, one.callerWav)).toBe(false);
  });

  it('loses frames of the caller and none of the agent', async () => {
    const [whole, lossy] = [await renderCallScript(script, { ...clean, directory }, hum), await renderCallScript(script, { ...clean, lossRatio: 0.2, directory }, hum)];
    expect(lossy.lostFrames).toBeGreaterThan(0);
    expect(await isSame(lossy.callerWav, whole.callerWav)).toBe(false);
    expect(await isSame(lossy.agentWav, whole.agentWav)).toBe(true);
  });

  it('does not speak a second time what it has kept, and leaves no half-made folder', async () => {
    const speak = vi.fn(hum);
    const first = await renderCallScript(script, { ...clean, directory }, speak);
    const again = await renderCallScript(script, { ...clean, directory }, speak);
    expect(speak).toHaveBeenCalledTimes(3);
    expect(again).toEqual(first);
    expect(await readdir(directory)).toHaveLength(1);
  });

  it('speaks again when a word of the script has changed', async () => {
    const first = await renderCallScript(script, { ...clean, directory }, hum);
    const changed = { ...script, turns: script.turns.map((turn) => ({ ...turn, text: `${turn.text} now` })) };
    expect((await renderCallScript(changed, { ...clean, directory }, hum)).durationMs).toBe(first.durationMs + 200);
  });

  it('survives two runs that make the same call at once', async () => {
    const [one, two] = await Promise.all([renderCallScript(script, { ...clean, directory }, hum), renderCallScript(script, { ...clean, directory }, hum)]);
    expect(two).toEqual(one);
    expect(await readdir(directory)).toHaveLength(1);
  });
});

describe('debianVoices', () => {
  it.each(['rms', 'slt-hts'] as const)('names the Debian packages when the synthesiser of %s is missing', async (name) => {
    vi.stubEnv('PATH', directory);
    await expect(debianVoices(directory)({ ...VOICE, name }, 'hello')).rejects.toThrow('apt-get install festival festvox-us-slt-hts flite sox');
  });
});
