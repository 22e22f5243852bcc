import type { z } from 'zod';
import { requests } from '../../preload/contract/index.ts';
import type { RequestDefinition } from '../../preload/contract/definition.ts';
import type { Result } from '../../preload/contract/result.ts';

type HandlerOf<Definition> =
  Definition extends RequestDefinition<infer Input, infer Output, infer Code>
    ? (input: z.output<Input>) => Result<z.output<Output>, Code> | Promise<Result<z.output<Output>, Code>>
    : never;

/** One handler per request of the contract. */
export type RequestHandlers = {
  readonly [Feature in keyof typeof requests]: { readonly [Name in keyof (typeof requests)[Feature]]: HandlerOf<(typeof requests)[Feature][Name]> };
};

export interface RequestRoute {
  readonly definition: RequestDefinition;
  readonly handle: (input: unknown) => unknown;
}

/** Every channel of the contract with its handler. */
export function routesOf(handlers: RequestHandlers): ReadonlyMap<string, RequestRoute> {
  const routes = new Map<string, RequestRoute>();
  for (const [feature, definitions] of Object.entries(requests)) {
    for (const [name, definition] of Object.entries(definitions as Record<string, RequestDefinition>)) {
      const handle = (handlers as unknown as Record<string, Record<string, (input: unknown) => unknown>>)[feature]?.[name];
      if (handle === undefined) throw new Error(`${definition.channel} has no handler`);
      routes.set(definition.channel, { definition, handle });
    }
  }
  return routes;
}

/**
 * Runs one request: sender, then input, then the handler.
 *
 * @throws Error when the sender is not our page or the input does not fit its schema: both are attacks or our bugs, never the person's.
 */
export async function dispatch(route: RequestRoute, isTrustedSender: boolean, input: unknown): Promise<unknown> {
  const { channel } = route.definition;
  if (!isTrustedSender) throw new Error(`${channel}: refused, the sender is not the app's page`);
  const parsed = route.definition.input.safeParse(input);
  if (!parsed.success) throw new Error(`${channel}: refused, ${parsed.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ')}`);
  return route.handle(parsed.data);
}
