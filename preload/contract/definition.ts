import type { z } from 'zod';
import type { Result } from './result.ts';

/** One request from the page to main: everything both sides need to know about it. */
export interface RequestDefinition<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Code extends string = string,
> {
  readonly channel: string;
  readonly input: Input;
  readonly output: Output;
  readonly errors: readonly Code[];
}

/** Declares a request; types follow from its schemas. */
export function request<Input extends z.ZodType, Output extends z.ZodType, const Code extends string = never>(definition: {
  channel: string;
  input: Input;
  output: Output;
  errors: readonly Code[];
}): RequestDefinition<Input, Output, Code> {
  return definition;
}

/** One event from main to the page: a whole snapshot that carries a `revision`. */
export interface EventDefinition<Snapshot extends z.ZodType = z.ZodType> {
  readonly channel: string;
  readonly snapshot: Snapshot;
}

export function event<Snapshot extends z.ZodType>(definition: EventDefinition<Snapshot>): EventDefinition<Snapshot> {
  return definition;
}

/** The page's view of a request: a function that resolves to a Result and rejects only on a bad sender or bad input. */
export type RequestFunction<Definition> =
  Definition extends RequestDefinition<infer Input, infer Output, infer Code>
    ? (input: z.input<Input>) => Promise<Result<z.output<Output>, Code>>
    : never;

/** The page's view of an event: subscribe, get the function that unsubscribes. */
export type EventFunction<Definition> =
  Definition extends EventDefinition<infer Snapshot>
    ? (listener: (snapshot: z.output<Snapshot>) => void) => () => void
    : never;
