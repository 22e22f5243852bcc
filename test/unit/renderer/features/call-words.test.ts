import { describe, expect, it } from 'vitest';
import { forwardedWords, answeredAtMs, dtmfDigits, partyName, partyNumber, talkedMs } from '../../../../renderer/features/call/call-facts.ts';
import { lossPercent, qualityOf } from '../../../../renderer/features/call/quality.ts';
import { directionIcon, resultWords, talkedFor } from '../../../../renderer/features/history/result-words.ts';
import { lineStatus } from '../../../../renderer/features/shell/line-status.ts';
import { shortcutOf } from '../../../../renderer/features/shell/shortcuts.ts';
import { transferOutcome } from '../../../../renderer/features/call/transfer-outcome.ts';
import { en } from '../../../../renderer/locales/en.ts';
import { zhCn } from '../../../../renderer/locales/zh-cn.ts';
import { initialsOf } from '../../../../renderer/ui/initials.ts';
import { account, call, OFFICE, plainEnd, registered } from '../../../support/fake-sidetone-data.ts';

describe('the other side of a call', () => {
  it.each([
    [{ displayName: 'Emma', user: '5550101' }, 'Emma', '5550101'], [{ displayName: '  ', user: '5550101' }, '5550101', null], [{ displayName: null, user: '100' }, '100', null],
    [{ displayName: null, user: 'anonymous' }, null, null], [{ displayName: null, user: '' }, null, null],
  ])('reads %j as a name and a number', (remote, name, number) => {
    expect(partyName(remote)).toBe(name);
    expect(partyNumber({ ...remote, uri: '' })).toBe(number);
  });

  it('has the initials of people, and none for numbers', () => {
    expect(['Emma', 'Emma van Dyk', '王小明', '5550101', null, '股份 Partner', 'Müller 公司'].map(initialsOf)).toEqual(['E', 'ED', '王', null, null, '股', 'M']);
  });
});

describe('a call in time', () => {
  it('counts from the answer to now, and stands still once ended', () => {
    expect(talkedMs(call({ kind: 'active', answeredAtMs: 1_000 }, 0), 4_500)).toBe(3_500);
    expect(talkedMs(call({ kind: 'ended', answeredAtMs: 1_000, endedAtMs: 3_000, end: plainEnd }, 0), 99_000)).toBe(2_000);
    expect(talkedMs(call({ kind: 'ringing-in' }, 0), 4_500)).toBe(0);
    expect(answeredAtMs(call({ kind: 'dialling' }, 0))).toBeNull();
  });
});

describe('dtmfDigits', () => {
  it.each([['1234', '1234'], ['12-34 (56)#', '123456#'], ['a*b', 'A*B'], ['call me', null], ['', null], ['1'.repeat(65), null]])('takes %j as %j', (text, digits) => {
    expect(dtmfDigits(text)).toBe(digits);
  });
});

describe('qualityOf', () => {
  const media = { packetsIn: 1_000, packetsLost: 0, jitterMs: 4, roundTripMs: 20 };

  it.each([
    [{}, 'good'], [{ packetsIn: 99, packetsLost: 50 }, 'unknown'], [{ packetsLost: 11 }, 'fair'], [{ packetsLost: 60 }, 'poor'], [{ jitterMs: 30 }, 'fair'], [{ jitterMs: 60 }, 'poor'],
    [{ roundTripMs: 250 }, 'fair'], [{ roundTripMs: 400 }, 'poor'], [{ jitterMs: null, roundTripMs: null }, 'good'],
  ] as const)('calls %j %s', (change, quality) => {
    expect(qualityOf({ ...media, ...change })).toBe(quality);
  });

  it('counts loss against all that was sent, and duplicates as none', () => {
    expect(lossPercent({ packetsIn: 95, packetsLost: 5 })).toBe(5);
    expect(lossPercent({ packetsIn: 0, packetsLost: 0 })).toBe(0);
    expect(lossPercent({ packetsIn: 100, packetsLost: -3 })).toBe(0);
  });
});

describe('the result of a call', () => {
  const ended = (result: typeof plainEnd.result, direction: 'incoming' | 'outgoing') => ({ direction, end: { ...plainEnd, result } });

  it('tells who declined and whose line was busy', () => {
    expect(resultWords(ended('rejected', 'incoming'), en)).toBe('Declined');
    expect(resultWords(ended('rejected', 'outgoing'), en)).toBe('Declined by the other side');
    expect(resultWords(ended('busy', 'outgoing'), en)).toBe('Busy');
    expect(resultWords(ended('busy', 'incoming'), en)).toBe('Missed, line was busy');
    expect(resultWords({ direction: 'incoming', end: null }, en)).toBe('In progress');
  });

  it('shows calls that reached nobody apart from the others', () => {
    expect(directionIcon(ended('completed', 'incoming'))).toBe('incoming');
    expect(directionIcon(ended('missed', 'incoming'))).toBe('missed');
    expect(directionIcon(ended('failed', 'outgoing'))).toBe('failed');
    expect(directionIcon(ended('interrupted', 'outgoing'))).toBe('outgoing');
  });

  it('has a duration only when somebody answered', () => {
    expect(talkedFor({ answeredAtMs: 10, endedAtMs: 40 })).toBe(30);
    expect(talkedFor({ answeredAtMs: null, endedAtMs: 40 })).toBeNull();
  });
});

describe('a call that was meant for another', () => {
  const remote = { uri: '', user: '1', displayName: null };
  it.each([
    [undefined, null], [{ for: 'Sales', by: 'Sales' }, 'for Sales'], [{ for: 'Sales', by: 'Reception' }, 'for Sales, forwarded by Reception'],
  ])('%j: %s', (forwarded, words) => {
    expect(forwardedWords(forwarded === undefined ? remote : { ...remote, forwarded }, en)).toBe(words);
  });
});

describe('lineStatus', () => {
  it('says Ready only while a granted binding lasts', () => {
    expect(lineStatus(account(OFFICE, 'Office', registered(0)), 1_000, en)).toMatchObject({ tone: 'positive', state: 'Ready', step: null });
    expect(lineStatus(account(OFFICE, 'Office', registered(0)), 240_000, en)).toMatchObject({ tone: 'busy' });
    expect(lineStatus(account(OFFICE, 'Office', { kind: 'reachable', atMs: 0, tookMs: 9 }), 1_000, en)).toMatchObject({ tone: 'positive', state: 'Ready', step: null });
  });

  it('says why not, when it is tried again, and what to do', () => {
    const failed = account(OFFICE, 'Office', { kind: 'failed', failure: { code: 'wrong-password', message: '' }, retryAtMs: 12_500 });
    expect(lineStatus(failed, 1_000, en)).toEqual({ tone: 'danger', state: 'The password was refused.', more: 'trying again in 12 s', step: 'fix' });
    expect(lineStatus(failed, 13_000, en).more).toBeNull();
    expect(lineStatus(account(OFFICE, 'Office', { kind: 'unregistered' }), 0, en).step).toBe('connect');
    expect(lineStatus(account(OFFICE, 'Office', { kind: 'registering', sinceMs: 0 }), 0, en).step).toBeNull();
    expect(lineStatus(null, 0, en).step).toBe('set-up');
  });
});

describe('shortcutOf', () => {
  const key = { code: 'KeyA', ctrlKey: true, metaKey: false, shiftKey: true, altKey: false };

  it('wants Ctrl or Cmd with Shift, and goes by the place of the key', () => {
    expect(shortcutOf(key)).toBe('answer');
    expect(shortcutOf({ ...key, ctrlKey: false, metaKey: true, code: 'KeyH' })).toBe('hang-up');
    expect(shortcutOf({ ...key, shiftKey: false })).toBeNull();
    expect(shortcutOf({ ...key, altKey: true })).toBeNull();
    expect(shortcutOf({ ...key, code: 'KeyZ' })).toBeNull();
  });
});

describe('a transfer', () => {
  const statuses: readonly (number | null)[] = [486, 600, 603, 607, 404, 410, 484, 604, null, 408, 480, 487, 403, 405, 420, 501, 500, 503];

  it.each([['en', en], ['zh-CN', zhCn]] as const)('says how far it is and, whatever became of it, what that was (%s, T27)', (_locale, { transfer }) => {
    for (const say of [transfer.asked, transfer.ringing, ...statuses.map((sipStatus) => transfer.outcomes[transferOutcome(sipStatus)])]) expect(say('Anna')).toContain('Anna');
  });

  it('tells busy, declined, unknown, unanswered and not allowed apart', () => {
    expect([486, 603, 404, null, 408, 403, 500].map(transferOutcome)).toEqual(['busy', 'declined', 'not-found', 'no-answer', 'no-answer', 'not-allowed', 'failed']);
  });
});
