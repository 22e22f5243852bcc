import { describe, expect, it } from 'vitest';
import { createLog, silentLog, type LogEntry } from '../../../main/platform/log.ts';

describe('the log', () => {
  it('gives each entry its time, level and event, and passes every field through the redactor', () => {
    const entries: LogEntry[] = [];
    const log = createLog((entry) => entries.push(entry), () => 42);
    log.debug('sip.sent');
    log.info('app.start', { version: '1' });
    log.warn('sip.malformed', { detail: 'Authorization: Digest x' });
    log.error('app.secret-unreadable', { password: 'hunter2' });
    expect(entries).toEqual([
      { atMs: 42, level: 'debug', event: 'sip.sent', fields: {} },
      { atMs: 42, level: 'info', event: 'app.start', fields: { version: '1' } },
      { atMs: 42, level: 'warn', event: 'sip.malformed', fields: { detail: 'Authorization: [redacted]' } },
      { atMs: 42, level: 'error', event: 'app.secret-unreadable', fields: { password: '[redacted]' } },
    ]);
  });

  it('may be silent', () => {
    expect(() => silentLog.error('any.thing', { a: 1 })).not.toThrow();
  });
});
