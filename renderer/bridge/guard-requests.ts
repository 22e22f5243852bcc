import { failure, type Result } from '../../preload/contract/result.ts';

type Guarded<Ask> = Ask extends (input: infer Input) => Promise<Result<infer Value, infer Code>> ? (input: Input) => Promise<Result<Value, Code | 'unexpected'>> : never;

/** Requests that answer `unexpected` where main refused the input or died, so that no screen waits for ever. */
export type GuardedRequests<Requests> = { readonly [Name in keyof Requests]: Guarded<Requests[Name]> };

type AnyRequest = (input: object) => Promise<Result<unknown>>;

export function guardRequests<Requests extends object>(requests: Requests): GuardedRequests<Requests> {
  const guarded = Object.entries(requests as Record<string, AnyRequest>).map(([name, ask]) => [name, guard(ask)] as const);
  return Object.fromEntries(guarded) as unknown as GuardedRequests<Requests>;
}

function guard(ask: AnyRequest): AnyRequest {
  return async (input) => {
    try {
      return await ask(input);
    } catch (error) {
      return failure('unexpected', 'Something went wrong inside the app.', { detail: error instanceof Error ? error.message : String(error), action: 'retry' });
    }
  };
}
