import { describe, expect, it } from 'vitest';
import { parseReason } from '../../../../main/sip/call/reason.ts';
import { remotePartyOf } from '../../../../main/sip/call/remote-party.ts';

describe('who calls', () => {
  it.each([
    ['the P-Asserted-Identity that the trunk vouches for (RFC 3325)', '"Ada" <sip:anonymous@x>;tag=1', ['"Ada L." <sip:+4930123@trunk.test;user=phone>'], { uri: 'sip:+4930123@trunk.test;user=phone', user: '+4930123', displayName: 'Ada L.' }],
    ['a tel URI there', '<sip:a@b>;tag=1', ['<tel:+4930123;ext=1>'], { uri: 'tel:+4930123;ext=1', user: '+4930123', displayName: null }],
    ['From when there is none', '"Ada \\"the first\\" L." <sip:ada%20l@trunk.test>;tag=1', [], { uri: 'sip:ada%20l@trunk.test', user: 'ada l', displayName: 'Ada "the first" L.' }],
    ['From when the asserted one is unreadable', 'sip:ada@trunk.test;tag=1', ['nonsense <'], { uri: 'sip:ada@trunk.test', user: 'ada', displayName: null }],
    ['nobody in particular when they do not say', '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1', [], { uri: 'sip:anonymous@anonymous.invalid', user: 'anonymous', displayName: 'Anonymous' }],
    ['what stands there when nothing is readable', '???', [], { uri: '???', user: '', displayName: null }],
    ['a careless escape as it stands', '<sip:50%@trunk.test>', [], { uri: 'sip:50%@trunk.test', user: '50%', displayName: null }],
    ['the number without its parameters', '<sip:+4930;phone-context=x@trunk.test>', [], { uri: 'sip:+4930;phone-context=x@trunk.test', user: '+4930', displayName: null }],
  ])('is %s', (_rule, from, asserted, party) => {
    expect(remotePartyOf(from, asserted)).toEqual(party);
  });
});

describe('a Reason header (RFC 3326)', () => {
  it.each([
    [['SIP;cause=200;text="Call completed elsewhere"'], { sipStatus: 200, text: 'Call completed elsewhere' }],
    [['Q.850;cause=16;text="Normal, \\"clearing\\""'], { sipStatus: null, text: 'Normal, "clearing"' }],
    [['Q.850;cause=16, SIP ;cause=603'], { sipStatus: 603, text: '' }],
    [['Q.850;cause=31'], { sipStatus: null, text: 'Q.850 31' }],
    [['SIP'], { sipStatus: null, text: '' }],
    [[';;;'], null],
    [[], null],
  ])('%j says %o', (values, stated) => {
    expect(parseReason(values)).toEqual(stated);
  });
});
