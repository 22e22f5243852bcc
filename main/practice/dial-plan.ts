import type { AnswerPlan } from './call/incoming-call.ts';
import type { Caller } from './callers/load-callers.ts';
import { createEcho } from './far-end/echo.ts';
import { createRecordedCaller } from './far-end/recorded-caller.ts';
import type { Log } from '../platform/log.ts';

/** Numbers of the practice line that are no caller. */
export const ECHO_NUMBER = '5550100';
export const NO_ANSWER_NUMBER = '5550198';
export const BUSY_NUMBER = '5550199';

/** What dialling a number leads to. */
export type Dialled = { readonly kind: 'answers'; readonly plan: AnswerPlan } | { readonly kind: 'busy' } | { readonly kind: 'unknown' };

export function planFor(number: string, callers: readonly Caller[], log: Log): Dialled {
  if (number === BUSY_NUMBER) return { kind: 'busy' };
  if (number === ECHO_NUMBER) return { kind: 'answers', plan: { user: number, hasEarlyMedia: false, createFarEnd: createEcho } };
  if (number === NO_ANSWER_NUMBER) return { kind: 'answers', plan: { user: number, hasEarlyMedia: false, createFarEnd: null } };
  const caller = callers.find(({ script }) => script.number === number);
  if (caller === undefined) return { kind: 'unknown' };
  return { kind: 'answers', plan: { user: number, hasEarlyMedia: caller.hasEarlyMedia, createFarEnd: () => speak(caller, log) } };
}

/** A caller at the start of its script. */
export function speak(caller: Caller, log: Log): ReturnType<typeof createRecordedCaller> {
  return createRecordedCaller(caller, (line) => log.debug('practice.line', { scriptId: caller.script.scriptId, line }));
}
