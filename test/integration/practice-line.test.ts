import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mulaw } from 'alawmulaw';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { launchWithNode } from '../../main/platform/node-launcher.ts';
import { readWav } from '../../main/practice/callers/read-wav.ts';
import { parseRtp, serializeRtp } from '../../main/practice/media/rtp-packet.ts';
import { createPracticeLine } from '../../main/practice/practice-client.ts';
import type { PracticeFact, PracticeLine } from '../../main/practice/practice-line.ts';
import { headerOf, type SipRequest, type SipResponse } from '../../main/sip/wire/message.ts';
import { buildProcess } from '../support/build-process.ts';
import { credentialsFor, openLoopbackPhone, PRACTICE_DOMAIN, type LoopbackPhone } from '../support/loopback-phone.ts';

const CALLERS = join(process.cwd(), 'main', 'practice', 'callers');
let built: Awaited<ReturnType<typeof buildProcess>>;
let line: PracticeLine;
let phone: LoopbackPhone;
let facts: PracticeFact[];

beforeAll(async () => { built = await buildProcess('main/practice/process.ts'); });
afterAll(() => built.remove());
beforeEach(async () => {
  line = createPracticeLine({ launch: launchWithNode, entry: built.file, callersDirectory: CALLERS, log: silentLog, clock: systemClock });
  facts = [];
  line.subscribe((fact) => facts.push(fact));
  const started = await line.start(0);
  if (!started.ok) throw new Error(started.error.detail);
  phone = await openLoopbackPhone(started.value.port);
});
afterEach(async () => {
  await line.stop();
  phone.close();
});

const agent = (): { name: string; password: string } => ({ name: 'agent', password: line.password });

async function register(options: { password?: string; algorithm?: 'MD5' | 'SHA-256'; expires?: string; sequence?: number } = {}): Promise<SipResponse> {
  const sequence = options.sequence ?? 1;
  const headers = [{ name: 'Expires', value: options.expires ?? '300' }];
  phone.send(phone.request('REGISTER', { sequence, headers }));
  const challenge = await phone.nextResponse('REGISTER');
  expect(challenge.statusCode).toBe(401);
  const user = { name: 'agent', password: options.password ?? line.password };
  const credentials = credentialsFor(challenge, { method: 'REGISTER', uri: `sip:${PRACTICE_DOMAIN}` }, user, options.algorithm);
  phone.send(phone.request('REGISTER', { sequence: sequence + 1, headers: [...headers, credentials] }));
  return phone.nextResponse('REGISTER');
}

/** Sends an INVITE, answers its 407, and gives the first final response with what is needed to go on. */
async function call(number: string, body: string): Promise<{ invite: SipRequest; final: SipResponse; provisional: SipResponse[]; uri: string }> {
  const uri = `sip:${number}@${PRACTICE_DOMAIN}`;
  const invite = (sequence: number, headers: Parameters<LoopbackPhone['request']>[1] = {}) => phone.request('INVITE', { uri, to: `<${uri}>`, callId: 'dialled', sequence, body, ...headers });
  const first = invite(1);
  phone.send(first);
  const challenge = await phone.nextResponse('INVITE');
  expect(challenge.statusCode).toBe(407);
  phone.acknowledgeFailure(first, challenge);
  const second = invite(2, { headers: [credentialsFor(challenge, { method: 'INVITE', uri }, agent())] });
  phone.send(second);
  const provisional: SipResponse[] = [];
  for (;;) {
    const response = await phone.nextResponse('INVITE', 5_000);
    if (response.statusCode >= 200) return { invite: second, final: response, provisional, uri };
    provisional.push(response);
  }
}

const bodyOf = (message: { body: Uint8Array }): string => Buffer.from(message.body).toString();
const rtpPortOf = (message: { body: Uint8Array }): number => Number(/m=audio (\d+)/.exec(bodyOf(message))![1]);

function acknowledge(answered: { final: SipResponse; uri: string }): void {
  phone.send(phone.request('ACK', { uri: answered.uri, to: headerOf(answered.final, 'to')!, callId: 'dialled', sequence: 2 }));
}

describe('the practice line as a registrar', () => {
  it.each(['MD5', 'SHA-256'] as const)('registers with %s and grants the time asked for', async (algorithm) => {
    const response = await register({ algorithm });
    expect(response.statusCode).toBe(200);
    expect(headerOf(response, 'contact')).toBe(`<sip:agent@127.0.0.1:${phone.sipPort}>;expires=300`);
  });

  it('challenges a wrong password again, then forbids it', async () => {
    expect((await register({ password: 'wrong' })).statusCode).toBe(401);
    expect((await register({ password: 'wrong', sequence: 3 })).statusCode).toBe(403);
    expect((await register({ sequence: 5 })).statusCode).toBe(200);
  });

  it('knows no other user (RFC 3261 s. 10.3 step 5)', async () => {
    phone.send(phone.request('REGISTER', { to: `<sip:somebody@${PRACTICE_DOMAIN}>` }));
    expect((await phone.nextResponse('REGISTER')).statusCode).toBe(404);
  });

  it('answers 423 with Min-Expires to an interval that is too brief', async () => {
    const response = await register({ expires: '20' });
    expect([response.statusCode, headerOf(response, 'min-expires')]).toEqual([423, '60']);
  });

  it('survives a thousand malformed datagrams and still answers', async () => {
    const whole = Buffer.from(`REGISTER sip:${PRACTICE_DOMAIN} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\n\r\n`);
    for (let index = 0; index < 1_000; index += 1) {
      const bytes = Buffer.from(whole.subarray(0, 1 + (index * 7) % whole.length));
      bytes[(index * 31) % bytes.length] = index % 256;
      phone.sendBytes(bytes);
      if (index % 50 === 0) await pause(5); // a full socket buffer would drop our OPTIONS too
    }
    await pause(50);
    phone.send(phone.request('OPTIONS'));
    const answer = await phone.next((message) => message.kind === 'response' && message.statusCode === 200);
    expect(headerOf(answer, 'allow')).toContain('INVITE');
  });
});

describe('a call to the practice line', () => {
  it('rings, answers in G.711, plays the caller as recorded and says goodbye with BYE', async () => {
    const answered = await call('5550106', phone.offer('9 0 101'));
    expect(answered.provisional.map((response) => response.statusCode)).toEqual([100, 180]);
    expect(answered.final.statusCode).toBe(200);
    expect(bodyOf(answered.final)).toContain('RTP/AVP 0 101');
    acknowledge(answered);

    const bye = await phone.nextRequest('BYE', 50_000);
    phone.send(phone.response(bye, 200));
    const heard = Int16Array.from(phone.heard.map((bytes) => parseRtp(bytes)!).filter((packet) => packet.payloadType === 0).flatMap((packet) => [...mulaw.decode(packet.payload)]));
    for (const file of ['password-1.wav', 'password-5.wav']) {
      const recorded = readWav(await readFile(join(CALLERS, file)))!.samples;
      expect(bestCorrelation(heard, recorded)).toBeGreaterThan(0.99);
    }
    const sequences = phone.heard.map((bytes) => parseRtp(bytes)!.sequence);
    expect(sequences.every((sequence, index) => index === 0 || sequence === (sequences[index - 1]! + 1) % 65_536)).toBe(true);
  });

  it('echoes what the agent says on the test number, and hears its keypad (RFC 4733)', async () => {
    const answered = await call('5550100', phone.offer());
    acknowledge(answered);
    const port = rtpPortOf(answered.final);
    const said = Uint8Array.from({ length: 160 }, (_, index) => index);
    for (let sequence = 0; sequence < 25; sequence += 1) {
      phone.sendRtp(serializeRtp({ hasMarker: false, payloadType: 0, sequence, timestampTicks: sequence * 160, ssrc: 7, payload: said }), port);
      await pause(20);
    }
    for (const end of [0x00, 0x8a, 0x8a]) phone.sendRtp(serializeRtp({ hasMarker: false, payloadType: 101, sequence: 30, timestampTicks: 9_000, ssrc: 7, payload: Uint8Array.of(5, end, 0, 160) }), port);
    await expect.poll(() => facts.filter((fact) => fact.kind === 'digit-heard')).toEqual([{ kind: 'digit-heard', digit: '5' }]);
    // alawmulaw maps both zeros of the law to one: compare what is heard, not the bytes.
    const wanted = [...mulaw.decode(said)].join();
    expect(phone.heard.filter((bytes) => [...mulaw.decode(parseRtp(bytes)!.payload)].join() === wanted).length).toBeGreaterThan(15);

    phone.send(phone.request('BYE', { uri: answered.uri, to: headerOf(answered.final, 'to')!, callId: 'dialled', sequence: 3 }));
    expect((await phone.nextResponse('BYE')).statusCode).toBe(200);
    await pause(100);
    const afterwards = phone.heard.length;
    await pause(200);
    expect(phone.heard.length).toBe(afterwards);
  });

  it.each([['5550101', '200 OK'], ['5550199', '486 Busy Here'], ['123', '404 Not Found']])('takes a transfer to %s, and says what became of it: %s (RFC 3515)', async (number, outcome) => {
    const answered = await call('5550100', phone.offer());
    acknowledge(answered);
    phone.send(phone.request('REFER', { uri: answered.uri, to: headerOf(answered.final, 'to')!, callId: 'dialled', sequence: 3, headers: [{ name: 'Refer-To', value: `<sip:${number}@${PRACTICE_DOMAIN}>` }] }));
    expect((await phone.nextResponse('REFER')).statusCode).toBe(202);
    const told: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const notify = await phone.nextRequest('NOTIFY') as SipRequest;
      told.push(`${headerOf(notify, 'subscription-state')} ${Buffer.from(notify.body).toString('utf8').trim()}`);
      phone.send(phone.response(notify, 200));
    }
    expect(told).toEqual(['active;expires=60 SIP/2.0 100 Trying', `terminated;reason=noresource SIP/2.0 ${outcome}`]);
    phone.send(phone.request('REFER', { uri: answered.uri, to: headerOf(answered.final, 'to')!, callId: 'dialled', sequence: 4 }));
    expect((await phone.nextResponse('REFER')).statusCode).toBe(400);
    phone.send(phone.request('BYE', { uri: answered.uri, to: headerOf(answered.final, 'to')!, callId: 'dialled', sequence: 5 }));
    expect((await phone.nextResponse('BYE')).statusCode).toBe(200);
  });

  it('repeats its 200 until the ACK (RFC 3261 s. 13.3.1.4), and falls silent when a re-INVITE holds it (RFC 3264 s. 8.4)', async () => {
    const answered = await call('5550100', phone.offer());
    expect((await phone.nextResponse('INVITE', 1_000)).statusCode).toBe(200);
    acknowledge(answered);

    const within = { uri: answered.uri, to: headerOf(answered.final, 'to')!, callId: 'dialled' };
    phone.send(phone.request('INVITE', { ...within, sequence: 3, body: phone.offer().replace('sendrecv', 'sendonly') }));
    const held = await phone.nextResponse('INVITE');
    expect(bodyOf(held)).toContain('a=recvonly');
    phone.send(phone.request('ACK', { ...within, sequence: 3 }));
    await pause(60);
    const before = phone.heard.length;
    await pause(300);
    expect(phone.heard.length).toBe(before);

    phone.send(phone.request('INVITE', { ...within, sequence: 4, body: phone.offer('9') }));
    expect((await phone.nextResponse('INVITE')).statusCode).toBe(488);
    phone.send(phone.request('INVITE', { ...within, sequence: 5, body: phone.offer() }));
    expect((await phone.next((message) => message.kind === 'response' && headerOf(message, 'cseq') === '5 INVITE') as SipResponse).statusCode).toBe(200);
    phone.send(phone.request('ACK', { ...within, sequence: 5 }));
    await expect.poll(() => phone.heard.length).toBeGreaterThan(before);
    phone.send(phone.request('BYE', { ...within, sequence: 2 }));
    expect((await phone.nextResponse('BYE')).statusCode).toBe(500); // s. 12.2.2: older than the last
    phone.send(phone.request('BYE', { ...within, sequence: 6 }));
    expect((await phone.nextResponse('BYE')).statusCode).toBe(200);
  });

  it('offers in its 200 when the INVITE has no SDP, and takes the answer from the ACK (s. 13.2.1)', async () => {
    const answered = await call('5550100', '');
    expect(bodyOf(answered.final)).toContain('RTP/AVP 0 8 101');
    phone.send(phone.request('ACK', { uri: answered.uri, to: headerOf(answered.final, 'to')!, callId: 'dialled', sequence: 2, body: phone.offer('8') }));
    await expect.poll(() => phone.heard.length).toBeGreaterThan(3);
    expect(parseRtp(phone.heard[0]!)!.payloadType).toBe(8);
  });

  it('sends a ringing tone as early media where the caller has it', async () => {
    const answered = await call('5550104', phone.offer());
    expect(answered.provisional.map((response) => response.statusCode)).toEqual([100, 183]);
    expect(phone.heard.length).toBeGreaterThan(80);
    acknowledge(answered);
    phone.send(phone.request('BYE', { uri: answered.uri, to: headerOf(answered.final, 'to')!, callId: 'dialled', sequence: 3 }));
    expect((await phone.nextResponse('BYE')).statusCode).toBe(200);
  });

  it.each([['5550199', 486, undefined], ['5559999', 404, undefined], ['5550101', 488, '9']] as const)('answers %s with %i', async (number, statusCode, payloads) => {
    const { final } = await call(number, phone.offer(payloads ?? '0'));
    expect(final.statusCode).toBe(statusCode);
  });

  it('repeats its 486 until the ACK comes (RFC 3261 s. 17.2.1, timer G)', async () => {
    const { final, invite } = await call('5550199', phone.offer());
    expect((await phone.nextResponse('INVITE', 1_000)).statusCode).toBe(486);
    phone.acknowledgeFailure(invite, final);
    await expect(phone.nextResponse('INVITE', 1_500)).rejects.toThrow('no such SIP message');
  });

  it('stops ringing on CANCEL (RFC 3261 s. 9.2)', async () => {
    const uri = `sip:5550198@${PRACTICE_DOMAIN}`;
    const parts = { uri, to: `<${uri}>`, callId: 'dialled', body: phone.offer() };
    const first = phone.request('INVITE', { ...parts, sequence: 1 });
    phone.send(first);
    const challenge = await phone.nextResponse('INVITE');
    phone.acknowledgeFailure(first, challenge);
    const invite = phone.request('INVITE', { ...parts, sequence: 2, headers: [credentialsFor(challenge, { method: 'INVITE', uri }, agent())] });
    phone.send(invite);
    await phone.next((message) => message.kind === 'response' && message.statusCode === 180);
    const cancel = phone.request('CANCEL', { ...parts, body: '', sequence: 2 });
    phone.send({ ...cancel, headers: [invite.headers[0]!, ...cancel.headers.slice(1)] });
    expect((await phone.nextResponse('CANCEL')).statusCode).toBe(200);
    expect((await phone.nextResponse('INVITE')).statusCode).toBe(487);
  });
});

describe('a call from the practice line', () => {
  it('needs a registered agent and a known caller', async () => {
    expect(await line.requestCall('refund')).toMatchObject({ ok: false, error: { code: 'not-registered' } });
    expect(await line.requestCall('nobody')).toMatchObject({ ok: false, error: { code: 'unknown-script' } });
  });

  it('rings the registered Contact with the caller’s name and hangs up with it', async () => {
    await register();
    expect(await line.requestCall('refund')).toEqual({ ok: true, value: undefined });
    const invite = await phone.nextRequest('INVITE');
    expect(headerOf(invite, 'from')).toContain(`"Emma" <sip:5550101@${PRACTICE_DOMAIN}>;tag=`);
    expect(headerOf(invite, 'p-asserted-identity')).toBe(`"Emma" <sip:5550101@${PRACTICE_DOMAIN}>`);
    phone.send(phone.response(invite, 180));
    phone.send(phone.response(invite, 200, { body: phone.offer('8 101') }));
    await phone.nextRequest('ACK');
    await expect.poll(() => phone.heard.length, { timeout: 2_000 }).toBeGreaterThan(25);
    expect(parseRtp(phone.heard[0]!)!.payloadType).toBe(8);

    const bye = phone.request('BYE', { uri: `sip:5550101@${PRACTICE_DOMAIN}`, callId: headerOf(invite, 'call-id')!, to: headerOf(invite, 'from')!, sequence: 1 });
    phone.send({ ...bye, headers: bye.headers.map((header) => (header.name === 'From' ? { name: 'From', value: `${headerOf(invite, 'to')!};tag=phone` } : header)) });
    expect((await phone.nextResponse('BYE')).statusCode).toBe(200);
  });

  it('ends the running call with BYE when the line is stopped', async () => {
    await register();
    await line.requestCall('delivery');
    const invite = await phone.nextRequest('INVITE');
    phone.send(phone.response(invite, 200, { body: phone.offer() }));
    await phone.nextRequest('ACK');
    await line.stop();
    expect(headerOf(await phone.nextRequest('BYE'), 'call-id')).toBe(headerOf(invite, 'call-id'));
    expect(facts.map((fact) => fact.kind)).toEqual(['ready', 'gone']);
  });
});

/** The best normalised cross-correlation of the recording with any place of the stream, found on a coarse grid of frames first. */
function bestCorrelation(stream: Int16Array, recorded: Int16Array): number {
  let best = 0;
  for (let at = 0; at + recorded.length <= stream.length; at += 160) {
    let [cross, a, b] = [0, 0, 0];
    for (let index = 0; index < recorded.length; index += 5) {
      const [x, y] = [stream[at + index]!, recorded[index]!];
      cross += x * y;
      a += x * x;
      b += y * y;
    }
    best = Math.max(best, cross / Math.sqrt(a * b || 1));
  }
  return best;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
