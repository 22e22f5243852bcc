import { describe, expect, it } from 'vitest';
import { namesToKnow } from '../../../main/calls/names-to-know.ts';
import { AccountSettings } from '../../../preload/contract/accounts.ts';
import type { CallRecord } from '../../../preload/contract/records.ts';
import { EMPTY_STORE } from '../../support/memory-store.ts';

const account = AccountSettings.parse({ accountId: 'office', domain: 'pbx.example', label: 'Office', user: 'agent', watching: { colleagues: [{ name: 'Okafor', number: '42' }] } });
const called = (displayName: string | null): CallRecord => ({ remote: { displayName } }) as CallRecord;

describe('the names that may be said in a call', () => {
  it('are the own list, who is on the line, the colleagues and whoever called lately, each once', () => {
    const data = { ...EMPTY_STORE, settings: { ...EMPTY_STORE.settings, vocabulary: ['FritzBox'] }, accounts: [account], records: [called('Kowalski'), called(null), called('Okafor'), called('+44 20')] };
    expect(namesToKnow(data, 'Huxford')).toEqual(['FritzBox', 'Huxford', 'Okafor', 'Kowalski']);
    expect(namesToKnow(data, null)).toEqual(['FritzBox', 'Okafor', 'Kowalski']);
  });
});
