import { describe, expect, it } from 'vitest';
import type { RegistrationState } from '../../../preload/contract/accounts.ts';
import { mayDial } from '../../../preload/contract/line-readiness.ts';

const failed = (code: string): RegistrationState => ({ kind: 'failed', failure: { code, message: '' }, retryAtMs: null });

describe('a line', () => {
  it.each([
    [true, { kind: 'registered', grantedSec: 300, untilMs: 1, tookMs: 1 }, true], [true, { kind: 'unregistered' }, false], [true, failed('registrar-unreachable'), false],
    [false, { kind: 'reachable', atMs: 1, tookMs: 1 }, true], [false, failed('registrar-unreachable'), true], [false, failed('bind-failed'), false], [false, { kind: 'registering', sinceMs: 1 }, false],
  ] as const)('that registers: %s, and is %j, may dial: %s', (registers, registration, isAllowed) => {
    expect(mayDial({ registers }, registration)).toBe(isAllowed);
  });
});
