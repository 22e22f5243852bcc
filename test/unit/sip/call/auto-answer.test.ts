import { describe, expect, it } from 'vitest';
import { autoAnswerAsk } from '../../../../main/sip/call/auto-answer.ts';

const ask = (headers: Record<string, string[]>) => autoAnswerAsk((name) => headers[name] ?? []);

describe('a caller that wants to be answered without a person', () => {
  it.each([
    [{ 'Answer-Mode': ['Auto'] }, { afterSec: null, isRequired: false }],
    [{ 'Answer-Mode': ['Auto;require'] }, { afterSec: null, isRequired: true }],
    [{ 'Priv-Answer-Mode': ['auto ; require'] }, { afterSec: null, isRequired: true }],
    [{ 'Call-Info': ['<sip:trunk.example>;answer-after=0'] }, { afterSec: 0, isRequired: false }],
    [{ 'Call-Info': ['<http://a.example/photo.jpg>;purpose=icon, <sip:x>; Answer-After=3'] }, { afterSec: 3, isRequired: false }],
    [{ 'Alert-Info': ['<http://www.notused.com>;info=alert-autoanswer;delay=2'] }, { afterSec: 2, isRequired: false }],
    [{ 'Alert-Info': ['Auto Answer'] }, { afterSec: null, isRequired: false }],
    [{ 'Alert-Info': ['<http://127.0.0.1>;info=Intercom'] }, { afterSec: null, isRequired: false }],
  ])('%j (RFC 5373 s. 4)', (headers, expected) => {
    expect(ask(headers as Record<string, string[]>)).toEqual(expected);
  });

  it.each([{}, { 'Alert-Info': ['<urn:alert:source:external>'] }, { 'Alert-Info': ['<http://x/ring.wav>;delay=2'] }, { 'Answer-Mode': ['Manual'], 'Call-Info': ['<sip:x>;answer-after=0'] }, { 'Answer-Mode': ['Automobile'] }])('%j does not', (headers) => {
    expect(ask(headers as Record<string, string[]>)).toBeNull();
  });
});
