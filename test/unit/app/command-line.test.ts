import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentsOf, handOverArguments, parseCommandLine } from '../../../main/app/command-line.ts';

const nothing = { profile: null, provision: null, call: null, link: null, deed: null };

describe('the command line', () => {
  it.each([
    ['nothing', [], nothing],
    ['all three', ['--profile', '/p', '--provision', 'x.json', '--call', 'sip:1@a'], { profile: '/p', provision: 'x.json', call: 'sip:1@a', link: null, deed: null }],
    ['all three with =', ['--profile=/p', '--provision=x.json', '--call=+49 30 1'], { profile: '/p', provision: 'x.json', call: '+49 30 1', link: null, deed: null }],
    ['a value with =', ['--call=sip:1@a;x=y'], { ...nothing, call: 'sip:1@a;x=y' }],
    ['a clicked tel: link', ['tel:+49301234'], { ...nothing, link: 'tel:+49301234' }],
    ['a clicked sip: link in capitals', ['SIPS:a@b'], { ...nothing, link: 'SIPS:a@b' }],
    ['a link behind the two hyphens that the system puts before it', ['--', 'callto:1'], { ...nothing, link: 'callto:1' }],
    ['no option behind the two hyphens', ['--', '--call', '0900'], nothing],
    ['a call and a link, each for itself', ['--call', 'tel:1', 'tel:2'], { ...nothing, call: 'tel:1', link: 'tel:2' }],
    ['the switches of Chromium and Playwright', ['--no-sandbox', '--profile-directory=x', '--remote-debugging-port=0', '--inspect=0', '--disable-gpu', '--enable-logging', '--lang', 'de', '.', '--profile', '/p'], { ...nothing, profile: '/p' }],
    ['the app’s own path', ['.', '/opt/sidetone/app'], nothing],
    ['an order to answer (T47)', ['--answer'], { ...nothing, deed: 'answer' }],
    ['an order to hang up among Chromium\'s switches (T47)', ['--no-sandbox', '--hang-up', '--profile', '/p'], { ...nothing, profile: '/p', deed: 'hang-up' }],
    ['a call to a number that begins with a minus after =', ['--call=-1'], { ...nothing, call: '-1' }],
  ])('reads %s', (_case, args, expected) => {
    expect(parseCommandLine(args)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['--profil', 'unknown option --profil; did you mean --profile?'],
    ['--profiel=/p', 'did you mean --profile?'],
    ['--Profile', 'did you mean --profile?'],
    ['--provison', 'did you mean --provision?'],
    ['--provisioning', 'did you mean --provision?'],
    ['--anwser', 'did you mean --answer?'],
    ['--hangup', 'did you mean --hang-up?'],
    ['--cal', 'did you mean --call?'],
    ['--calls=1', 'did you mean --call?'],
  ])('tells a slip of the finger: %s', (argument, words) => {
    const result = parseCommandLine([argument]);
    expect(result).toMatchObject({ ok: false, error: { code: 'bad-command-line', message: expect.stringContaining(words) } });
  });

  it.each([
    ['no value', ['--profile'], '--profile needs a folder'],
    ['an empty value', ['--provision='], '--provision needs a file'],
    ['another option for a value', ['--call', '--profile', '/p'], '--call needs a number or a SIP address'],
    ['an option twice', ['--profile', '/a', '--profile', '/b'], '--profile is given twice'],
    ['a value for an order', ['--answer=1'], '--answer takes no value'],
    ['two orders', ['--answer', '--hang-up'], 'exclude each other'],
    ['an order twice', ['--hang-up', '--hang-up'], '--hang-up is given twice'],
    ['two calls', ['--call', '1', '--call', '2'], '--call is given twice'],
    ['a call longer than any address', ['--call', '1'.repeat(300)], 'too long'],
  ])('refuses %s', (_case, args, words) => {
    expect(parseCommandLine(args)).toMatchObject({ ok: false, error: { code: 'bad-command-line', message: expect.stringContaining(words) } });
  });

  it('reaches the running app in the order in which it was typed (T47)', () => {
    const typed = ['--profile', '/p', '--answer'];
    const sorted = ['--profile', '--answer', '/p'];
    expect(argumentsOf(JSON.parse(JSON.stringify(handOverArguments(typed))), sorted)).toEqual(typed);
    for (const foreign of [null, undefined, 'x', {}, { arguments: 'x' }, { arguments: [1] }]) expect(argumentsOf(foreign, sorted)).toEqual(sorted);
  });

  it('never throws, whatever a link or a shell hands over', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('--call', '--profile', '--provision', 'tel:1', '--', '='))), (args) => {
      expect(typeof parseCommandLine(args).ok).toBe('boolean');
    }));
  });
});
