import { describe, expect, it } from 'vitest';
import { dispatch, routesOf, type RequestHandlers } from '../../main/ipc/dispatch.ts';
import { events, requests } from '../../preload/contract/index.ts';
import type { EventDefinition, RequestDefinition } from '../../preload/contract/definition.ts';
import { sampleOf } from '../support/sample-of-schema.ts';

const definitions = Object.values(requests).flatMap((feature) => Object.values(feature) as RequestDefinition[]);
const eventDefinitions = Object.values(events).flatMap((feature) => Object.values(feature) as EventDefinition[]);

/** Handlers that answer every request with what its own output schema allows, and remember what they were given. */
function echoingHandlers(seen: unknown[]): RequestHandlers {
  const answer = (definition: RequestDefinition) => (input: unknown) => {
    seen.push(input);
    return { ok: true, value: sampleOf(definition.output) };
  };
  return Object.fromEntries(Object.entries(requests).map(([feature, named]) => [
    feature, Object.fromEntries(Object.entries(named as Record<string, RequestDefinition>).map(([name, definition]) => [name, answer(definition)])),
  ])) as unknown as RequestHandlers;
}

const JUNK: readonly unknown[] = [undefined, null, 0, 'text', [], true, { constructor: 'x' }];

describe('the IPC contract', () => {
  it('names every channel once, by feature and name', () => {
    const channels = [...definitions, ...eventDefinitions].map((definition) => definition.channel);
    expect(new Set(channels).size).toBe(channels.length);
    for (const [feature, named] of Object.entries(requests)) {
      for (const [name, definition] of Object.entries(named)) expect(definition.channel).toBe(`${feature}.${name}`);
    }
  });

  it('refuses to serve when a request has no handler', () => {
    expect(() => routesOf({} as RequestHandlers)).toThrow('has no handler');
  });

  describe.each(definitions.map((definition) => [definition.channel, definition] as const))('%s', (channel, definition) => {
    it('runs on input that fits and answers what fits its output', async () => {
      const seen: unknown[] = [];
      const route = routesOf(echoingHandlers(seen)).get(channel)!;
      const input = sampleOf(definition.input);
      const answer = (await dispatch(route, true, input)) as { ok: true; value: unknown };
      expect(seen).toEqual([definition.input.parse(input)]);
      expect(definition.output.safeParse(answer.value).success).toBe(true);
    });

    it('refuses junk and extra keys without calling its handler', async () => {
      const seen: unknown[] = [];
      const route = routesOf(echoingHandlers(seen)).get(channel)!;
      for (const junk of JUNK) await expect(dispatch(route, true, junk)).rejects.toThrow(`${channel}: refused`);
      await expect(dispatch(route, true, { ...(sampleOf(definition.input) as object), stowaway: 1 })).rejects.toThrow(`${channel}: refused`);
      expect(seen).toEqual([]);
    });

    it('refuses a frame that is not the app\'s page', async () => {
      const seen: unknown[] = [];
      const route = routesOf(echoingHandlers(seen)).get(channel)!;
      await expect(dispatch(route, false, sampleOf(definition.input))).rejects.toThrow('the sender is not the app\'s page');
      expect(seen).toEqual([]);
    });
  });

  describe.each(eventDefinitions.map((definition) => [definition.channel, definition] as const))('%s', (_channel, definition) => {
    it('carries a whole snapshot with a revision and refuses unknown keys', () => {
      const snapshot = sampleOf(definition.snapshot) as object;
      expect(snapshot).toHaveProperty('revision');
      expect(definition.snapshot.safeParse({ ...snapshot, stowaway: 1 }).success).toBe(false);
    });
  });
});
