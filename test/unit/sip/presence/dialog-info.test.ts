import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDialogInfo, withDialogInfo, type DialogInfo } from '../../../../main/sip/presence/dialog-info.ts';
import { extensionStateOf } from '../../../../main/sip/presence/extension-state.ts';
import { readXml } from '../../../../main/sip/presence/xml-elements.ts';

const document = (dialogs: string, attributes = 'version="1" state="full"') => `<?xml version="1.0"?>\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" ${attributes} entity="sip:1002@a">${dialogs}</dialog-info>`;
const dialog = (id: string, state: string, more = '', direction = 'recipient') => `<dialog id="${id}" call-id="c@1" local-tag="l1" remote-tag="r1" direction="${direction}"><state>${state}</state>${more}</dialog>`;
const CALLER = '<remote><identity display="Emma &amp; Co">sip:5550101@trunk.example</identity><target uri="sip:5550101@10.0.0.7:5060"/></remote>';
const read = (text: string) => parseDialogInfo(text) as DialogInfo;

describe('a dialog-info document (RFC 4235)', () => {
  it('is read with its dialogs, whatever prefix its elements have', () => {
    const prefixed = document(dialog('d1', 'early', CALLER)).replaceAll(/<(\/?)(?=[a-z])/g, '<$1di:').replace('xmlns=', 'xmlns:di=');
    for (const text of [document(dialog('d1', 'early', CALLER)), prefixed, `\uFEFF${document(`<!-- x -->${dialog('d1', 'early', CALLER)}`)}`]) {
      expect(read(text)).toEqual({ version: 1, isFull: true, dialogs: [{ id: 'd1', state: 'early', direction: 'recipient', callId: 'c@1', localTag: 'l1', remoteTag: 'r1', remoteUri: 'sip:5550101@10.0.0.7:5060', remoteName: 'Emma & Co' }] });
    }
  });

  it.each(['', '<dialog-info', '<presence/>', '<!DOCTYPE x [<!ENTITY a "b">]><dialog-info version="1"/>', '<dialog-info version="1"><dialog></dialog-info>', '<dialog-info version="-1"/>', `<dialog-info version="1">${'<a>'.repeat(60)}`, `<dialog-info version="1">${' '.repeat(300_000)}</dialog-info>`])('that is none is refused: %.40s', (text) => {
    expect(parseDialogInfo(text)).toBeNull();
  });

  it('changes by a partial one what that names, and wholly by a full one; an older one changes nothing (s. 4.1)', () => {
    const first = withDialogInfo(null, read(document(dialog('a', 'confirmed') + dialog('b', 'early'))));
    const second = withDialogInfo(first, read(document(dialog('b', 'terminated'), 'version="2" state="partial"')));
    expect(second.dialogs.map(({ id }) => id)).toEqual(['a']);
    expect(withDialogInfo(second, read(document(dialog('c', 'early'), 'version="1" state="partial"')))).toBe(second);
    expect(withDialogInfo(second, read(document('', 'version="3" state="full"'))).dialogs).toEqual([]);
  });

  it('never makes the reader throw', () => {
    const pieces = fc.array(fc.oneof(fc.string(), fc.constantFrom('<dialog-info version="1">', '</dialog-info>', dialog('x', 'early', CALLER), '<![CDATA[', ']]>', '<!--', '&#x110000;', '&#99;', '<a b="', '/>')), { maxLength: 12 });
    fc.assert(fc.property(pieces, (parts) => {
      const text = parts.join('');
      const info = parseDialogInfo(text);
      if (info !== null) extensionStateOf(withDialogInfo(null, info));
      readXml(text);
    }));
  });

  it('of the largest size is read within a moment, also one that is made to be slow', () => {
    const startedMs = performance.now();
    for (const text of [`<a${' b'.repeat(60_000)}`, `<a ${'b="c" '.repeat(30_000)}`, '<'.repeat(200_000), '&'.repeat(200_000), `<a>${'<b/>'.repeat(50_000)}</a>`]) readXml(text);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});

describe('the state of a watched extension', () => {
  const stateOf = (dialogs: string) => extensionStateOf(withDialogInfo(null, read(document(dialogs))));

  it.each([
    ['idle without dialogs', '', { kind: 'idle' }],
    ['idle once its dialog is over', dialog('a', 'terminated'), { kind: 'idle' }],
    ['ringing while it is called, and by whom', dialog('a', 'early', CALLER), { kind: 'ringing', by: 'Emma & Co' }],
    ['talking while it calls itself', dialog('a', 'early', CALLER, 'initiator'), { kind: 'talking', with: 'Emma & Co' }],
    ['talking in a call', dialog('a', 'confirmed', '<remote><identity>sip:%2B4930@x</identity></remote>'), { kind: 'talking', with: '+4930' }],
    ['ringing before talking', dialog('a', 'confirmed') + dialog('b', 'proceeding'), { kind: 'ringing', by: null }],
  ])('is %s', (_case, dialogs, expected) => {
    expect(stateOf(dialogs).state).toEqual(expected);
  });

  it('lets a ringing call be taken by the caller’s own early dialog alone (RFC 3891 s. 3)', () => {
    expect(stateOf(dialog('a', 'early', CALLER)).ringing).toEqual({ uri: 'sip:5550101@10.0.0.7:5060', replaces: 'c@1;to-tag=r1;from-tag=l1;early-only' });
    expect(stateOf(dialog('a', 'confirmed', CALLER)).ringing).toBeNull();
  });

  it('lets nothing be taken by tags that could write headers of their own', () => {
    expect(stateOf(dialog('a', 'early', CALLER).replace('l1', 'l1&#13;&#10;X: y')).ringing).toBeNull();
    expect(stateOf(dialog('a', 'early', '<remote><target uri="javascript:alert(1)"/></remote>')).ringing).toMatchObject({ uri: null });
  });
});
