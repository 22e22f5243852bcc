import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownIntents, readIntentSet } from '../../../main/assist/understanding/known-intents.ts';
import { CALL_SCRIPTS_FOLDER, CallScript, isGoldEntity, loadCallScripts, type GoldEntity } from '../../support/call-scripts.ts';

const STARTER = join(import.meta.dirname, '..', '..', '..', 'main', 'assist', 'starter');
const scripts = await loadCallScripts();
const starter = knownIntents(await readIntentSet(join(STARTER, 'intents.json')));
const intentIds = new Set(starter.definitions.map(({ intentId }) => intentId));
const articleIds = new Set((await readdir(join(STARTER, 'articles'))).map((file) => file.replace(/\.md$/, '')));
const named = scripts.map((script) => [script.id, script] as const);

const words = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}' ]+/gu, ' ').replace(/\s+/g, ' ').trim();

describe('the call scripts', () => {
  it('are at least twenty conversations of twelve turns and more, each of another business', () => {
    expect(scripts.filter(({ turns }) => turns.length >= 12).length).toBeGreaterThanOrEqual(20);
    expect(new Set(scripts.map(({ business }) => business)).size).toBe(scripts.length);
  });

  it('are found under the name of their id', async () => {
    const files = (await readdir(CALL_SCRIPTS_FOLDER)).filter((file) => file.endsWith('.json')).sort();
    expect(files).toEqual(scripts.map(({ id }) => `${id}.json`));
  });

  it('cover every difficulty at least once', () => {
    const met = new Set(scripts.flatMap(({ difficulties }) => difficulties));
    expect([...CallScript.shape.difficulties.element.options].filter((difficulty) => !met.has(difficulty))).toEqual([]);
  });

  it('use every voice for callers, and two different voices in each call', () => {
    expect(new Set(scripts.map(({ voices }) => voices.caller.name)).size).toBe(4);
    for (const { voices } of scripts) expect(voices.caller.name).not.toBe(voices.agent.name);
  });

  it('hold most of the starter intents, so that a score over them says something', () => {
    const used = new Set(scripts.flatMap(({ gold }) => gold.intents.flatMap(({ intentIds: ids }) => ids)));
    expect(used.size).toBeGreaterThan(intentIds.size * 0.75);
  });

  it('say nothing word for word as a training example does', () => {
    const examples = new Set([...starter.definitions.flatMap(({ examples: texts }) => texts), ...starter.otherUtterances].map(words));
    const copied = scripts.flatMap(({ turns }) => turns).filter(({ text }) => words(text).split(' ').length > 3 && examples.has(words(text)));
    expect(copied).toEqual([]);
  });

  it('name no telephone number but the fictitious 555-01xx', () => {
    for (const { gold } of scripts) {
      for (const { kind, text } of [...gold.entities, ...gold.retractedEntities, ...gold.personalData]) if (kind === 'phone') expect(text).toMatch(/^555-01\d\d$/);
    }
  });
});

describe.each(named)('the gold of %s', (_, { turns, gold, difficulties }) => {
  it('names intents and articles that the starter set has', () => {
    expect(gold.intents.flatMap(({ intentIds: ids }) => ids).filter((id) => !intentIds.has(id))).toEqual([]);
    expect(gold.articles.filter((id) => !articleIds.has(id))).toEqual([]);
  });

  it('gives intents to turns of the caller, each turn once', () => {
    const labelled = gold.intents.map(({ turn }) => turn);
    expect(labelled.map((turn) => turns[turn]?.speaker)).toEqual(labelled.map(() => 'caller'));
    expect(new Set(labelled).size).toBe(labelled.length);
    expect(gold.intents.some(({ intentIds: ids }) => ids.length > 1)).toBe(difficulties.includes('two-intents'));
  });

  it('asks for articles that one of its intents calls for', () => {
    const called = new Set(gold.intents.flatMap(({ intentIds: ids }) => ids.flatMap((id) => [...starter.articlesOf.get(id) ?? []])));
    expect(gold.articles.filter((id) => !called.has(id))).toEqual([]);
  });

  it('rests on words that were said', () => {
    const things = [...gold.entities, ...gold.retractedEntities, ...gold.personalData];
    const unsaid = things.flatMap((thing) => ('said' in thing && thing.said !== undefined ? thing.said : [thing.text]))
      .filter((piece) => !turns.some(({ text }) => ` ${words(text)} `.includes(` ${words(piece)} `)));
    expect(unsaid).toEqual([]);
  });

  it('quotes each promise and its date from one turn of its owner', () => {
    const unsaid = gold.promisedActions.filter(({ owner, text, due }) => !turns.some((turn) => turn.speaker === owner && turn.text.includes(text) && turn.text.includes(due ?? '')));
    expect(unsaid).toEqual([]);
  });

  it('never holds the same thing as settled and as taken back', () => {
    expect(gold.entities.filter((kept) => gold.retractedEntities.some((retracted) => isGoldEntity(kept, retracted)))).toEqual([]);
  });
});

describe('isGoldEntity', () => {
  const gold: GoldEntity = { kind: 'order-number', text: '721948', said: ['seven two one', 'nine four eight'] };

  it.each([['721948', true], ['72 19 48', true], ['Seven two one nine four eight', true], ['551902', false], ['7219', false]])('takes %s for it: %s', (text, expected) => {
    expect(isGoldEntity(gold, { kind: 'order-number', text })).toBe(expected);
  });

  it('does not take the same digits of another kind for it', () => {
    expect(isGoldEntity(gold, { kind: 'phone', text: '721948' })).toBe(false);
  });
});

describe('loadCallScripts', () => {
  it('names the file that is no script and keeps what was wrong with it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'call-scripts-'));
    const [first] = scripts;
    await writeFile(join(folder, 'broken.json'), JSON.stringify({ ...first, mood: 'bad' }));
    await expect(loadCallScripts(folder)).rejects.toThrow('broken.json is no call script');
    await rm(folder, { recursive: true });
  });

  it('reads every file of its folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'call-scripts-'));
    for (const id of ['salon-booking', 'five-second-call']) await writeFile(join(folder, `${id}.json`), await readFile(join(CALL_SCRIPTS_FOLDER, `${id}.json`)));
    expect((await loadCallScripts(folder)).map(({ id }) => id)).toEqual(['five-second-call', 'salon-booking']);
    await rm(folder, { recursive: true });
  });
});
