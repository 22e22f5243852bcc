import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerOf } from '../../../../main/sip/call/caller.ts';

const FROM = '"Ada" <sip:5550100@trunk.example>;tag=1';
const caller = (headers: Record<string, string[]>) => callerOf((name) => ({ From: [FROM], ...headers })[name] ?? []);

describe('who calls', () => {
  it.each([
    [{}, { user: '5550100', displayName: 'Ada' }],
    [{ 'Remote-Party-ID': ['"Grace" <sip:5550199@trunk.example>;party=calling;privacy=off;screen=yes'] }, { user: '5550199', displayName: 'Grace' }],
    [{ 'Remote-Party-ID': ['<sip:200@trunk.example>;party=called, "Grace" <sip:5550199@trunk.example>;party=calling'] }, { user: '5550199' }],
    [{ 'Remote-Party-ID': ['<sip:1@trunk.example>'], 'P-Asserted-Identity': ['"Ada L." <sip:+4930123@trunk.example>'] }, { user: '+4930123', displayName: 'Ada L.' }],
    [{ From: ['"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1'], 'P-Asserted-Identity': ['<tel:+4930123>'] }, { user: '+4930123' }],
  ])('%j (RFC 3325 s. 9.1)', (headers, party) => {
    expect(caller(headers as Record<string, string[]>)).toMatchObject(party);
  });

  it.each([
    { From: ['"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1'] }, { From: ['<sip:Anonymous@trunk.example>'] },
    { 'Privacy': ['id'], 'P-Asserted-Identity': ['<tel:+4930123>'] }, { Privacy: ['header; user;critical'] }, { 'Remote-Party-ID': ['<sip:5550199@x>;privacy=full'] },
  ])('%j is nobody in particular (RFC 3323)', (headers) => {
    expect(caller(headers as Record<string, string[]>)).toEqual({ uri: 'sip:anonymous@anonymous.invalid', user: '', displayName: null });
  });

  it('Privacy: none hides nothing', () => {
    expect(caller({ Privacy: ['none'] }).user).toBe('5550100');
  });
});

describe('through whom a call came', () => {
  it.each([
    [{ Diversion: ['"Sales" <sip:200@trunk.example>;reason=no-answer'] }, { for: 'Sales', by: 'Sales' }],
    [{ Diversion: ['<sip:300@x>;reason=user-busy, <sip:200@x>;reason=unconditional'] }, { for: '200', by: '300' }],
    [{ Diversion: ['<sip:300@x>;privacy=full, <tel:+49200>;reason=unconditional'] }, { for: '+49200', by: '+49200' }],
    [{ 'History-Info': ['<sip:200@x?Reason=SIP%3Bcause%3D302>;index=1, <sip:300@x>;index=1.1', '<sip:1001@x>;index=1.1.1'] }, { for: '200', by: '300' }],
    [{ 'History-Info': ['<sip:1001@x>;index=1.10', '<sip:200@x>;index=1.2', '<sip:100@x>;index=1'] }, { for: '100', by: '200' }],
    [{ 'History-Info': ['<sip:1001@x>;index=1'] }, undefined],
    [{ 'History-Info': ['<sip:200@x?Privacy=history>;index=1, <sip:1001@x>;index=1.1'] }, undefined],
    [{ Diversion: ['nonsense <'] }, undefined],
  ])('%j (RFC 5806, RFC 7044)', (headers, forwarded) => {
    expect(caller(headers as Record<string, string[]>).forwarded).toEqual(forwarded);
  });

  it('reads whatever a peer writes', () => {
    const text = fc.string({ maxLength: 80, unit: 'binary' });
    fc.assert(fc.property(text, text, text, text, (from, rpid, diversion, history) => {
      expect(typeof caller({ 'From': [from], 'Remote-Party-ID': [rpid], 'Diversion': [diversion], 'History-Info': [history] }).user).toBe('string');
    }));
  });
});
