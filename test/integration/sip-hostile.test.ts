import { createSocket, type Socket } from 'node:dgram';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

const DATAGRAMS = 1_000;
/** The same nonsense in every run: a failure can be looked at. */
const SEED = 20_261;

let trunk: ScriptedTrunk;
let phone: TestPhone;
const surprises: unknown[] = [];
const note = (error: unknown): void => void surprises.push(error);

beforeEach(async () => {
  surprises.length = 0;
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  trunk = await openScriptedTrunk();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
  await phone.started();
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A call of ours, so that a test may reject every one that comes in. */
async function runningCall(): Promise<{ isUnaffected(): Promise<void> }> {
  const call = phone.place('5550100');
  const invite = await trunk.request('INVITE');
  trunk.reply(invite, 200, { body: PCMU_SDP });
  await call.fact('answered');
  await trunk.request('ACK');
  let hasEnded = false;
  call.sip.subscribe((fact) => { if (fact.kind === 'ended') hasEnded = true; });
  return {
    async isUnaffected() {
      expect(hasEnded).toBe(false);
      call.sip.hangUp();
      const bye = await trunk.request('BYE');
      expect(headerOf(bye, 'call-id')).toBe(headerOf(invite, 'call-id'));
      trunk.reply(bye, 200, { withoutContact: true });
    },
  };
}

/** Sends in small portions, so that the socket's buffer does not do the dropping. */
async function sendAll(datagrams: readonly Uint8Array[]): Promise<void> {
  for (const [index, datagram] of datagrams.entries()) {
    trunk.sendBytes(datagram);
    if (index % 20 === 19) await pause(2);
  }
}

async function isAlive(): Promise<void> {
  trunk.send('OPTIONS', { withoutContact: true });
  await trunk.response(200, 'OPTIONS');
  expect(phone.sip.registration.kind).toBe('registered');
  expect(surprises).toEqual([]);
}

/** An INVITE as a carrier sends it, one per index: a transaction and a dialog of its own. Without its body. */
function inviteHead(index: number): string {
  return [
    'INVITE sip:1001@127.0.0.1 SIP/2.0', `Via: SIP/2.0/UDP ${trunk.address};branch=z9hG4bKfuzz${index};rport`, `Record-Route: <sip:${trunk.address};lr>`, 'Max-Forwards: 70',
    `From: "Caller \\"x\\"" <sip:5550100@${SCRIPTED_DOMAIN};user=phone>;tag=f${index}`, `To: <sip:1001@${SCRIPTED_DOMAIN}>`, `Call-ID: fuzz-${index}@trunk`, `CSeq: ${index + 1} INVITE`,
    `Contact: <sip:trunk@${trunk.address};transport=udp>`, 'Allow: INVITE, ACK, BYE', 'Supported: timer, 100rel', 'Session-Expires: 1800;refresher=uac', 'P-Asserted-Identity: <tel:+4930123456>',
    'Content-Type: application/sdp',
  ].join('\r\n');
}

function withBody(head: string): string {
  return `${head}\r\nContent-Length: ${PCMU_SDP.length}\r\n\r\n${PCMU_SDP}`;
}

type Mutation = { readonly kind: 'replace' | 'insert' | 'delete' | 'repeat-line' | 'drop-line' | 'cut'; readonly at: number; readonly text: string };
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('replace', 'insert', 'delete', 'repeat-line', 'drop-line', 'cut'),
  // Without bias: fast-check would aim at the first and the last byte most of the time.
  at: fc.noBias(fc.nat(9_999)).map((position) => position / 10_000),
  text: fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('', '\0', '\r\n', '\r\n\r\n', ',', ';', '"', '<', '>', ':', '@', '%', '%zz', '=', '[', '::1]', 'sips:', 'tel:', '4294967296', '-1', '99999999999999999999', ';expires=NaN', 'a'.repeat(3_000))),
});

function mutate(text: string, changes: readonly Mutation[]): string {
  return changes.reduce((current, { kind, at, text: piece }) => {
    const position = Math.floor(at * current.length);
    const lines = current.split('\r\n');
    const line = Math.floor(at * lines.length);
    switch (kind) {
      case 'replace': return current.slice(0, position) + piece + current.slice(position + piece.length);
      case 'insert': return current.slice(0, position) + piece + current.slice(position);
      case 'delete': return current.slice(0, position) + current.slice(position + 1 + piece.length);
      case 'repeat-line': return [...lines.slice(0, line), lines[line] ?? '', ...lines.slice(line)].join('\r\n');
      case 'drop-line': return lines.filter((_text, index) => index !== line).join('\r\n');
      case 'cut': return current.slice(0, position);
    }
  }, text);
}

const junk = fc.oneof(
  fc.uint8Array({ maxLength: 1_400 }),
  fc.string({ unit: 'binary', maxLength: 400 }).map((text) => Buffer.from(text)),
  fc.string({ maxLength: 200 }).map((text) => Buffer.from(`SIP/2.0 200 OK\r\n${text}\r\n\r\n`)),
  fc.tuple(fc.constantFrom('INVITE', 'BYE', 'ACK', 'CANCEL', 'OPTIONS', 'REGISTER', 'PRACK', 'REFER', 'NOTIFY', 'FOO'), fc.string({ maxLength: 200 })).map(([method, text]) => Buffer.from(`${method} sip:1001@127.0.0.1 SIP/2.0\r\n${text}\r\n\r\n`)),
  fc.constantFrom('', '\r\n', '\r\n\r\n', '\0\0\0\0', 'jaK').map((text) => Buffer.from(text)),
);

describe('a phone that is sent nonsense by its trunk', () => {
  it(`survives ${DATAGRAMS} malformed datagrams: registered, its call unaffected, nothing thrown`, async () => {
    const { isUnaffected } = await runningCall();
    await sendAll(fc.sample(junk, { numRuns: DATAGRAMS, seed: SEED }));
    await isAlive();
    await isUnaffected();
  });

  it(`survives ${DATAGRAMS} mutated INVITEs: registered, its call unaffected, nothing thrown`, async () => {
    let rang = 0;
    phone.sip.subscribe((fact) => {
      if (fact.kind !== 'incoming-call') return;
      rang += 1;
      fact.call.reject();
    });
    const { isUnaffected } = await runningCall();
    const changes = fc.sample(fc.array(mutation, { minLength: 1, maxLength: 4 }), { numRuns: DATAGRAMS, seed: SEED });
    await sendAll(changes.map((list, index) => Buffer.from(index % 2 === 0 ? withBody(mutate(inviteHead(index), list)) : mutate(withBody(inviteHead(index)), list))));
    await pause(200);
    expect(rang).toBeGreaterThan(DATAGRAMS / 10); // many are still INVITEs: the fuzz reaches past the parser
    await isAlive();
    await isUnaffected();
  });

  it('survives mutated responses to its own INVITE and REGISTER', async () => {
    trunk.registrar = null;
    phone.sip.register();
    const register = await trunk.request('REGISTER');
    const placed = phone.place('5550100');
    const invite = await trunk.request('INVITE');
    const seeds = [register, invite].flatMap((request) => [180, 200, 401, 407, 423, 302, 486].map((status) => [
      `SIP/2.0 ${status} Scripted`, ...request.headers.filter(({ name }) => /^(via|from|to|call-id|cseq)$/i.test(name)).map(({ name, value }) => `${name}: ${value}`),
      `Contact: <sip:trunk@${trunk.address}>;expires=300`, 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth,auth-int", algorithm=SHA-256', 'Min-Expires: 90', 'Content-Length: 0', '', '',
    ].join('\r\n')));
    const changes = fc.sample(fc.tuple(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 3 })), { numRuns: 500, seed: SEED });
    await sendAll(changes.map(([seed, list]) => Buffer.from(mutate(seed, list))));
    await pause(100);
    placed.sip.hangUp();
    trunk.send('OPTIONS', { withoutContact: true });
    await trunk.response(200, 'OPTIONS');
    expect(surprises).toEqual([]);
  });
});

describe('a phone that strangers call', () => {
  let stranger: Socket;
  let answers: number;
  beforeEach(async () => {
    answers = 0;
    stranger = createSocket('udp4');
    stranger.on('message', () => { answers += 1; });
    await new Promise<void>((resolve) => void stranger.bind(0, '127.0.0.2', () => resolve()));
  });
  afterEach(() => void stranger.close());

  it('neither rings nor answers, and counts them', async () => {
    trunk.send('OPTIONS', { withoutContact: true });
    const port = Number(/@127\.0\.0\.1:(\d+)/.exec(headerOf(trunk.arrived[0]!, 'contact')!)![1]);
    await trunk.response(200, 'OPTIONS');
    for (let count = 0; count < 50; count += 1) stranger.send(withBody(inviteHead(count)), port, '127.0.0.1');
    stranger.send('junk', port, '127.0.0.1');
    await expect.poll(() => phone.facts.filter((fact) => fact.kind === 'stranger-ignored').at(-1)).toEqual({ kind: 'stranger-ignored', total: 51 });
    await pause(100);
    expect(answers).toBe(0);
    expect(phone.facts.some((fact) => fact.kind === 'incoming-call')).toBe(false);
    await isAlive();
  });

  it('rings for them where the account takes calls from anybody, and the call is theirs to the end', async () => {
    const open = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address, strangers: 'welcome' }, 'secret');
    await open.started();
    const port = Number(/@127\.0\.0\.1:(\d+)/.exec(headerOf(trunk.arrived.at(-1)!, 'contact')!)![1]);
    stranger.send(withBody(inviteHead(1)), port, '127.0.0.1');
    const call = await open.incoming();
    expect(call.sip.remote.user).not.toBe('');
    await expect.poll(() => answers).toBeGreaterThan(0);
    call.sip.reject();
    expect(open.facts.some((fact) => fact.kind === 'stranger-ignored')).toBe(false);
    await open.stop();
  });
});

describe('what sip.js cannot read', () => {
  it.each(['<<sip:x>', 'sip:', ''])('a REFER to %j gets 400 and the call goes on', async (referTo) => {
    const call = await runningCall();
    const dialog = trunk.arrived.findLast((message) => message.kind === 'request' && message.method === 'INVITE')!;
    trunk.send('REFER', { callId: headerOf(dialog, 'call-id')!, from: `${headerOf(dialog, 'to')};tag=trunk`, to: headerOf(dialog, 'from')!, headers: [{ name: 'Refer-To', value: referTo }] });
    await trunk.response(400, 'REFER');
    await call.isUnaffected();
  });

  it('an INVITE with an unreadable From gets 400 until its ACK, once a repetition', async () => {
    const invite = trunk.send('INVITE', { body: PCMU_SDP, from: '"Ada <sip:5550100@trunk.example>;tag=1' });
    const refused = await trunk.response(400, 'INVITE');
    trunk.acknowledge(invite, refused);
    await pause(700);
    expect(trunk.arrived.filter((message) => message.kind === 'response' && message.statusCode === 400)).toHaveLength(1);
    expect(phone.facts.some((fact) => fact.kind === 'incoming-call')).toBe(false);
  });
});
