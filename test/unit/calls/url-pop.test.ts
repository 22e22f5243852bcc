import { describe, expect, it } from 'vitest';
import type { CallsFact } from '../../../main/calls/calls.ts';
import { createUrlPop, isUsablePop, popUrl } from '../../../main/calls/url-pop.ts';
import type { UrlPop } from '../../../preload/contract/url-pop.ts';
import { call, callId } from '../../support/fake-sidetone-data.ts';

const remote = { uri: 'sip:5550100@trunk.example', user: '5550100', displayName: 'Emma & Co' };
const one = call({ kind: 'ringing-in' }, 0, { callId: callId('one'), direction: 'incoming', remote });
const SEARCH = 'https://crm.example/search?phone={number}&who={name}#{call}';

describe('the address that opens for a caller', () => {
  it('has the caller\'s values in their places, encoded', () => {
    expect(popUrl(SEARCH, one)).toBe('https://crm.example/search?phone=5550100&who=Emma%20%26%20Co#one');
    expect(popUrl(SEARCH, { ...one, remote: { ...remote, user: '1&admin=1#/../x', displayName: null } })).toBe('https://crm.example/search?phone=1%26admin%3D1%23%2F..%2Fx&who=#one');
  });

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'crm.example', ''])('is none of %j', (template) => {
    expect(popUrl(template, one)).toBeNull();
  });

  it('may be kept where the caller does not decide whose it is', () => {
    const usable = (template: string, when: UrlPop['when'] = 'ringing') => isUsablePop({ template, when });
    expect([usable(SEARCH), usable('http://192.0.2.7:8080/{number}'), usable('', 'never')]).toEqual([true, true, true]);
    expect([usable('https://{name}/'), usable('https://{number}.example/'), usable('ftp://crm.example/{number}'), usable(''), usable('{number}')]).toEqual([false, false, false, false, false]);
  });
});

describe('the page of a caller', () => {
  const started: CallsFact = { kind: 'call', call: one, fact: { kind: 'started' } };
  const answered: CallsFact = { kind: 'call', call: one, fact: { kind: 'answered', atMs: 0, setupMs: 1 } };

  function openedBy(settings: UrlPop, facts: readonly CallsFact[]): string[] {
    const opened: string[] = [];
    const pop = createUrlPop(() => settings, (url) => opened.push(url));
    for (const fact of facts) pop(fact);
    return opened;
  }

  it('opens once, when it rings or when it is answered, as the person wants, and never by default (T45)', () => {
    const template = 'https://crm.example/{number}';
    for (const when of ['ringing', 'answered'] as const) expect(openedBy({ template, when }, [started, answered])).toEqual(['https://crm.example/5550100']);
    expect(openedBy({ template, when: 'never' }, [started, answered])).toEqual([]);
  });

  it('does not open for a call that we dial, nor for one that was refused', () => {
    const dialled: CallsFact = { ...started, call: { ...one, direction: 'outgoing' } };
    expect(openedBy({ template: SEARCH, when: 'ringing' }, [dialled, { kind: 'refused', call: one }])).toEqual([]);
  });
});
