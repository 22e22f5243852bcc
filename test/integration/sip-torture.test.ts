import { createSocket, type Socket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerOf, parseSipMessage, type SipResponse } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, SCRIPTED_DOMAIN } from '../support/scripted-trunk.ts';
import { openTestPhone } from '../support/sip-test-phone.ts';
import { readTortureMessages, type TortureMessage } from '../support/torture-messages.ts';

/** The final response, or that the call rings, or that nothing comes of it. */
type Handling = number | 'rings' | 'dropped';

/** What a phone does with each: it is no registrar (405) and no proxy. Where the RFC leaves a choice, the choice is ours. */
const HANDLING: Readonly<Record<string, Handling>> = {
  wsinv: 481, intmeth: 405, esc01: 'rings', escnull: 405, esc02: 405, lwsdisp: 200, longreq: 'rings', dblreq: 405, semiuri: 200, transports: 200,
  mpart01: 415, unreason: 'dropped', noreason: 'dropped',
  badinv01: 400, clerr: 400, ncl: 400, scalar02: 400, scalarlg: 'dropped', quotbal: 400, ltgtruri: 400, lwsruri: 400, lwsstart: 400, trws: 400,
  escruri: 400, baddate: 'rings', regbadct: 400, badaspec: 400, baddn: 400, badvers: 505, mismatch01: 400, mismatch02: 400, bigcode: 'dropped',
  badbranch: 200,
  insuf: 400, unkscm: 416, novelsc: 416, unksm2: 400, bext01: 420, invut: 415, regaut01: 405, multi01: 400, mcl01: 400, bcast: 'dropped', zeromf: 200,
  cparam01: 405, cparam02: 405, regescrt: 405, sdp01: 406,
  inv2543: 'rings',
  'ipv6-good': 405, 'ipv6-bad': 400, 'port-ambiguous': 405, 'port-unambiguous': 405,
  'via-received-param-with-delim': 481, 'via-received-param-no-delim': 200, 'ipv6-in-sdp': 'rings', 'mult-ip-in-header': 481, 'mult-ip-in-sdp': 'rings',
  'ipv4-mapped-ipv6': 'rings', 'ipv6-bug-abnf-3-colons': 400, 'ipv6-correct-abnf-2-colons': 200,
};
/** An address of this test alone, since without rport a response goes to the port that the message names (RFC 3261 s. 18.2.2). */
const ADDRESS = '127.44.75.1';
const NAMED_PORTS = [5_050, 5_060, 6_050, 19_823];
const PROBE = 'still-there';

/** Long enough for what the phone sends after a response of its own. */
const QUIET_MS = 15;

let sockets: Socket[];
const responses: SipResponse[] = [];
const surprises: unknown[] = [];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const note = (error: unknown): void => void surprises.push(error);

beforeAll(async () => {
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  sockets = await Promise.all(NAMED_PORTS.map(catchResponses));
});
afterAll(() => {
  for (const socket of sockets) socket.close();
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
});

function catchResponses(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    socket.on('message', (bytes) => {
      const message = parseSipMessage(bytes);
      if (message.kind === 'response') responses.push(message);
    });
    socket.bind(port, ADDRESS, () => resolve(socket));
  });
}

/** A phone for each message, since many of them share a branch. */
async function handlingOf({ bytes }: TortureMessage): Promise<{ handling: Handling; finals: readonly SipResponse[] }> {
  responses.length = 0;
  const trunk = await openScriptedTrunk(ADDRESS);
  const phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address }, 'secret');
  const finals = (): SipResponse[] => [...responses, ...trunk.arrived.flatMap((message) => (message.kind === 'response' && headerOf(message, 'call-id') !== PROBE ? [message] : []))].filter(({ statusCode }) => statusCode >= 200);
  try {
    await phone.started();
    trunk.sendBytes(bytes);
    trunk.send('OPTIONS', { withoutContact: true, callId: PROBE });
    await trunk.response(200, 'OPTIONS'); // what came before it was heard
    await pause(QUIET_MS);
    const rung = phone.facts.find((fact) => fact.kind === 'incoming-call');
    return { handling: rung !== undefined ? 'rings' : finals()[0]?.statusCode ?? 'dropped', finals: finals() };
  } finally {
    await phone.stop();
    trunk.close();
  }
}

const messages = [...readTortureMessages(4475), ...readTortureMessages(5118)];

describe('the torture messages of RFC 4475 and RFC 5118', () => {
  it('are all there', () => {
    expect(readTortureMessages(4475)).toHaveLength(49);
    expect(messages.map(({ name }) => name)).toEqual(Object.keys(HANDLING));
  });

  it.each(messages)('$clause $name is handled as it says', async (message) => {
    const { handling, finals } = await handlingOf(message);
    expect(handling).toBe(HANDLING[message.name]);
    expect(finals.length).toBeLessThanOrEqual(1);
    expect(surprises).toEqual([]);
  });
});
