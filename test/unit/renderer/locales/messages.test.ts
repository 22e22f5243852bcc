import { describe, expect, it } from 'vitest';
import { requests } from '../../../../preload/contract/index.ts';
import { DispositionId, SummaryEntity } from '../../../../preload/contract/assist.ts';
import { CallResult } from '../../../../preload/contract/calls.ts';
import type { FlowFailureCode } from '../../../../main/sip/transport/flow.ts';
import { en } from '../../../../renderer/locales/en.ts';
import { failureText } from '../../../../renderer/locales/failure-text.ts';
import { zhCn } from '../../../../renderer/locales/zh-cn.ts';

type Entry = readonly [path: string, words: string];

/** Every text with its path; functions are asked with numbers, which any of them can print. */
function textsOf(node: unknown, path = ''): Entry[] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, String((node as (...values: unknown[]) => string)(3, 7))]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => textsOf(value, `${path}.${key}`));
}

describe('the two languages', () => {
  const english = new Map(textsOf(en));
  const chinese = new Map(textsOf(zhCn));

  it('say the same things', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('leave nothing empty and nothing in the other language', () => {
    const same = new Set(['.common.sipStatus', '.crm.title', '.settings.sections.crm', '.delivery.label', '.common.unknownCaller']);
    for (const [path, words] of chinese) {
      expect(words.trim(), path).not.toBe('');
      if (!same.has(path)) expect(words, path).toMatch(/\p{Script=Han}/u);
    }
    for (const [path, words] of english) expect(words, path).not.toMatch(/\p{Script=Han}/u);
  });

  it('print what they are given', () => {
    expect(en.line.retryingIn(12)).toContain('12');
    expect(zhCn.line.retryingIn(12)).toContain('12');
    expect(en.history.count(1)).toBe('1 call');
    expect(en.history.count(2)).toBe('2 calls');
  });

  it('know every value that main can name', () => {
    for (const t of [en, zhCn]) {
      expect(Object.keys(t.dispositions)).toEqual(DispositionId.options);
      expect(Object.keys(t.entities)).toEqual(SummaryEntity.shape.kind.options);
      expect(Object.keys(t.results)).toEqual(expect.arrayContaining(CallResult.options));
    }
  });
});

describe('failureText', () => {
  const ofConnections: readonly FlowFailureCode[] = [
    'registrar-unreachable', 'connection-lost', 'tls-failed', 'websocket-refused', 'certificate-unknown-authority', 'certificate-wrong-name', 'certificate-out-of-date', 'certificate-changed', 'certificate-invalid',
  ];
  const codes = Object.values(requests).flatMap((feature) => Object.values(feature)).flatMap((definition) => [...definition.errors] as string[]);

  it.each([...new Set([...codes, ...ofConnections])])('has words of its own for %s', (code) => {
    for (const t of [en, zhCn]) {
      const text = failureText({ code, message: 'main said so' }, t);
      expect(text.what).not.toBe('main said so');
      expect(text.next).not.toBe('');
    }
  });

  it('falls back to the words of main for a code that it does not know', () => {
    expect(failureText({ code: 'brand-new', message: 'Something new.' }, en)).toEqual({ what: 'Something new.', next: '', evidence: null });
  });

  it('shows the SIP status and the words of the peer as evidence', () => {
    expect(failureText({ code: 'forbidden', message: '', sipStatus: 403, detail: 'Go away' }, en).evidence).toBe('SIP 403 · Go away');
    expect(failureText({ code: 'forbidden', message: '', sipStatus: 403, detail: '403 Forbidden' }, en).evidence).toBe('SIP 403 · Forbidden');
    expect(failureText({ code: 'timeout', message: '', sipStatus: 408 }, en).evidence).toBe('SIP 408');
    expect(failureText({ code: 'unreachable', message: '', detail: ' ECONNREFUSED ' }, en).evidence).toBe('ECONNREFUSED');
  });
});
