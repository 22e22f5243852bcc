import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headerOf, serializeSipMessage } from '../../main/sip/wire/message.ts';
import { openScriptedTrunk, PCMU_SDP, SCRIPTED_DOMAIN, type ScriptedTrunk } from '../support/scripted-trunk.ts';
import { openTestPhone, type TestPhone } from '../support/sip-test-phone.ts';

let trunk: ScriptedTrunk;
let phone: TestPhone;
let localPort: number;
beforeEach(async () => {
  trunk = await openScriptedTrunk();
  localPort = await freePort();
  phone = openTestPhone({ user: '1001', domain: SCRIPTED_DOMAIN, outboundProxy: trunk.address, registers: false, localPort }, null);
});
afterEach(async () => {
  await phone.stop();
  trunk.close();
});

const freePort = (): Promise<number> => new Promise((resolve) => {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1', () => {
    const { port } = socket.address();
    socket.close(() => resolve(port));
  });
});
const reached = () => phone.registration((state) => state.kind === 'reachable');

describe('a trunk that knows us by our address', () => {
  it.each([200, 404, 405])('is asked by OPTIONS and not by REGISTER; %i says that it is there (RFC 3261 s. 11)', async (statusCode) => {
    await phone.start();
    const options = await trunk.request('OPTIONS');
    expect(options.requestUri).toBe(`sip:${SCRIPTED_DOMAIN}`);
    expect(headerOf(options, 'via')).toContain(`127.0.0.1:${localPort}`);
    trunk.reply(options, statusCode);
    expect(await reached()).toMatchObject({ kind: 'reachable' });
    await phone.stop();
    expect(trunk.arrived.some((message) => message.kind === 'request' && message.method === 'REGISTER')).toBe(false);
  });

  it('calls us at our port and is called, while another machine rings nobody', async () => {
    await phone.start();
    trunk.reply(await trunk.request('OPTIONS'), 200);
    await reached();
    const invite = trunk.send('INVITE', { uri: `sip:+4930123@127.0.0.1:${localPort}`, to: `<sip:+4930123@${SCRIPTED_DOMAIN}>`, body: PCMU_SDP });
    await trunk.response(180, 'INVITE');
    const incoming = await phone.incoming();
    incoming.sip.reject();
    trunk.acknowledge(invite, await trunk.response(486, 'INVITE'));

    const stranger = createSocket('udp4');
    await new Promise<void>((resolve) => stranger.bind(0, '127.0.0.2', resolve));
    stranger.send(serializeSipMessage({ ...invite, headers: invite.headers.map((header) => (header.name === 'Call-ID' ? { ...header, value: 'stranger' } : header)) }), localPort, '127.0.0.1');
    expect(await phone.fact('stranger-ignored')).toMatchObject({ total: 1 });
    expect(phone.facts.filter((fact) => fact.kind === 'incoming-call')).toHaveLength(1);
    stranger.close();

    const call = phone.place('5550100');
    const ours = await trunk.request('INVITE');
    trunk.reply(ours, 200, { body: PCMU_SDP });
    await call.fact('answered');
  });

  it('that leaves OPTIONS unanswered is not called ready, and yet may be called', async () => {
    await phone.start();
    await trunk.request('OPTIONS');
    expect(phone.sip.registration.kind).toBe('registering');
    const call = phone.place('5550100');
    trunk.reply(await trunk.request('INVITE'), 200, { body: PCMU_SDP });
    await call.fact('answered');
  });
});
