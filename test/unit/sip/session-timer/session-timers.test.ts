import { describe, expect, it } from 'vitest';
import { parseSessionExpires, sessionTimes } from '../../../../main/sip/session-timer/session-interval.ts';
import { createSessionTimers, tooShortInterval } from '../../../../main/sip/session-timer/session-timers.ts';
import { headerOf, type SipMessage } from '../../../../main/sip/wire/message.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { request, response } from '../messages.ts';

const OURS = ['Call-ID: c', 'CSeq: 1 INVITE', 'To: <sip:bob@example.com>'];
const IN_DIALOG = ['Call-ID: c', 'CSeq: 2 INVITE', 'To: <sip:bob@example.com>;tag=b'];

function scene() {
  const clock = createFakeClock();
  const timers = createSessionTimers(clock);
  const told: string[] = [];
  timers.keep('c', { refresh: (takesUpdate) => told.push(takesUpdate ? 'update' : 're-invite'), expire: () => told.push('expired') });
  return { clock, timers, told };
}
const expiresIn = (message: SipMessage): string | undefined => headerOf(message, 'session-expires');

describe('Session-Expires', () => {
  it.each([['1800', 1_800, null], [' 90 ;refresher=uac', 90, 'uac'], ['90;x=1;Refresher=UAS', 90, 'uas'], ['0', 4, null]])('%j', (value, sec, refresher) => {
    expect(parseSessionExpires(value)).toEqual({ sec, refresher });
  });
  it.each([undefined, '', 'soon', '-1', '999999999'])('%j says nothing', (value) => expect(parseSessionExpires(value)).toBeNull());

  it('is refreshed half way, and over a third or 32 s before its end (RFC 4028 s. 10)', () => {
    expect(sessionTimes(1_800)).toEqual({ refreshAfterMs: 900_000, endAfterMs: 1_768_000 });
    expect(sessionTimes(90)).toEqual({ refreshAfterMs: 45_000, endAfterMs: 60_000 });
  });

  it('is refused below 90 s from who knows timers, with Min-SE (s. 8.1)', () => {
    const headers = (sec: string, supported: string) => (name: string) => (name === 'Session-Expires' ? [sec] : name === 'Supported' ? [supported] : []);
    expect(tooShortInterval(headers('60', 'replaces, timer'))).toBe(90);
    expect(tooShortInterval(headers('60', 'replaces'))).toBeNull();
    expect(tooShortInterval(headers('90', 'timer'))).toBeNull();
  });
});

describe('the session timer of a call that we made', () => {
  it('asks for half an hour, and leaves a header that is there', () => {
    const { timers } = scene();
    expect(expiresIn(timers.outgoing(request('INVITE', OURS)))).toBe('1800');
    expect(expiresIn(timers.outgoing(request('INVITE', [...OURS, 'Session-Expires: 3600'])))).toBe('3600');
    expect(expiresIn(timers.outgoing(request('BYE', ['Call-ID: c', 'CSeq: 3 BYE'])))).toBeUndefined();
  });

  it('ours to refresh: by UPDATE where the peer takes it, and again after each answer', () => {
    const { timers, clock, told } = scene();
    timers.incoming(response(200, [...OURS, 'Session-Expires: 100;refresher=uac', 'Allow: INVITE, UPDATE']));
    clock.advance(50_000);
    expect(told).toEqual(['update']);
    expect(expiresIn(timers.outgoing(request('UPDATE', ['Call-ID: c', 'CSeq: 2 UPDATE', 'To: <sip:bob@example.com>;tag=b'])))).toBe('100;refresher=uac');
    timers.incoming(response(200, ['Call-ID: c', 'CSeq: 2 UPDATE', 'Session-Expires: 100;refresher=uac']));
    clock.advance(50_000);
    expect(told).toEqual(['update', 'update']);
    clock.advance(18_000);
    expect(told).toEqual(['update', 'update', 'expired']);
  });

  it('by re-INVITE where it does not', () => {
    const { timers, clock, told } = scene();
    timers.incoming(response(200, [...OURS, 'Session-Expires: 100', 'Allow: INVITE']));
    clock.advance(50_000);
    expect(told).toEqual(['re-invite']);
  });

  it('theirs to refresh: ours to end the call when nothing comes; a re-INVITE of ours says that it stays theirs (s. 7.4)', () => {
    const { timers, clock, told } = scene();
    timers.incoming(response(200, [...OURS, 'Session-Expires: 90;refresher=uas']));
    expect(expiresIn(timers.outgoing(request('INVITE', IN_DIALOG)))).toBe('90;refresher=uas');
    clock.advance(59_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(['expired']);
  });

  it('a peer without timers has none, and an ended call no more', () => {
    const { timers, clock, told } = scene();
    timers.incoming(response(200, [...OURS, 'Session-Expires: 90;refresher=uac']));
    timers.incoming(response(200, [...OURS]));
    clock.advance(200_000);
    timers.incoming(response(200, [...OURS, 'Session-Expires: 90;refresher=uac']));
    timers.release('c');
    clock.advance(200_000);
    expect([told, clock.pendingTimers()]).toEqual([[], 0]);
  });

  it('provisional and refusing responses, and those of other calls, change nothing', () => {
    const { timers, clock } = scene();
    for (const message of [response(183, [...OURS, 'Session-Expires: 90']), response(422, [...OURS, 'Session-Expires: 90']), response(200, ['Call-ID: other', 'CSeq: 1 INVITE', 'Session-Expires: 90'])]) timers.incoming(message);
    expect(clock.pendingTimers()).toBe(0);
  });
});

describe('the session timer of a call that came in', () => {
  const answered = (asked: string[]) => {
    const { timers, clock, told } = scene();
    timers.incoming(request('INVITE', [...OURS, ...asked]));
    return { ok: timers.outgoing(response(200, OURS)), clock, told };
  };

  it.each([
    [['Session-Expires: 120', 'Supported: timer'], '120;refresher=uac', 'timer'],
    [['x: 120;refresher=uac', 'k: timer'], '120;refresher=uac', 'timer'],
    [['Session-Expires: 120;refresher=uas', 'Supported: timer'], '120;refresher=uas', undefined],
    [['Session-Expires: 120'], '120;refresher=uas', undefined],
    [['Supported: timer'], undefined, undefined],
  ])('%j is answered with %s (s. 9)', (asked, expires, require) => {
    const { ok } = answered(asked);
    expect([expiresIn(ok), headerOf(ok, 'require')]).toEqual([expires, require]);
  });

  it('is refreshed by who was named', () => {
    const ours = answered(['Session-Expires: 120;refresher=uas', 'Supported: timer', 'Allow: UPDATE']);
    ours.clock.advance(60_000);
    expect(ours.told).toEqual(['update']);
    const theirs = answered(['Session-Expires: 120', 'Supported: timer']);
    theirs.clock.advance(88_000);
    expect(theirs.told).toEqual(['expired']);
  });
});
