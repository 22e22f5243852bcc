import { createSocket, type Socket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../main/platform/clock.ts';
import type { FlowFact } from '../../main/sip/transport/flow.ts';
import { localAddressTowards, openUdpFlow, probeRefusal } from '../../main/sip/transport/udp-flow.ts';

let sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets) socket.close();
  sockets = [];
});

async function listening(): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  sockets.push(socket);
  return { socket, port: socket.address().port };
}

describe('a UDP flow towards the trunk', () => {
  it('has our address on the way there, and carries datagrams both ways with their source', async () => {
    const { socket, port } = await listening();
    const opened = await openUdpFlow({ host: '127.0.0.1', port });
    if (!opened.ok) throw new Error(opened.error.detail);
    const flow = opened.value;
    expect(flow.local).toEqual({ host: await localAddressTowards({ host: '127.0.0.1', port }), port: expect.any(Number) });
    socket.once('message', (bytes, source) => socket.send(Buffer.concat([bytes, Buffer.from('!')]), source.port, source.address));
    const fact = new Promise<FlowFact>((resolve) => { flow.subscribe(resolve); });
    flow.send(Buffer.from('hello'), { host: '127.0.0.1', port });
    expect(await fact).toMatchObject({ kind: 'message', source: { host: '127.0.0.1', port } });
    flow.close();
    flow.close();
    flow.send(Buffer.from('late'), { host: '127.0.0.1', port });
  });

  it('goes on from another socket, tells where that is, and still hears what comes to the one before', async () => {
    const { socket, port } = await listening();
    const opened = await openUdpFlow({ host: '127.0.0.1', port });
    if (!opened.ok) throw new Error(opened.error.detail);
    const flow = opened.value;
    const before = flow.local;
    const facts: FlowFact[] = [];
    flow.subscribe((fact) => facts.push(fact));
    expect((await flow.rebind({ host: '127.0.0.1', port })).ok).toBe(true);
    expect(flow.local.port).not.toBe(before.port); // the address is the same, so its port is taken
    expect(facts).toEqual([{ kind: 'connected' }]);
    const heardFrom = new Promise<number>((resolve) => { socket.once('message', (_bytes, source) => resolve(source.port)); });
    flow.send(Buffer.from('hello'), { host: '127.0.0.1', port });
    expect(await heardFrom).toBe(flow.local.port);
    for (const to of [before, flow.local]) socket.send('late', to.port, to.host);
    await expect.poll(() => facts.filter(({ kind }) => kind === 'message').length).toBe(2);
    flow.close();
    expect((await flow.rebind({ host: '127.0.0.1', port })).ok).toBe(true);
  });

  it('reports what the system would not send', async () => {
    const opened = await openUdpFlow({ host: '127.0.0.1', port: 5060 });
    if (!opened.ok) throw new Error(opened.error.detail);
    const fact = new Promise<FlowFact>((resolve) => { opened.value.subscribe(resolve); });
    opened.value.send(Buffer.alloc(70_000), { host: '127.0.0.1', port: 5060 });
    expect(await fact).toMatchObject({ kind: 'send-failed', reason: 'EMSGSIZE' });
    opened.value.close();
  });

  it('knows at once that nobody listens there, by ICMP', async () => {
    const { socket, port } = await listening();
    expect(await probeRefusal({ host: '127.0.0.1', port }, systemClock, 100)).toBeNull();
    sockets = sockets.filter((candidate) => candidate !== socket);
    await new Promise<void>((resolve) => socket.close(resolve));
    expect(await probeRefusal({ host: '127.0.0.1', port }, systemClock, 2_000)).toBe('ECONNREFUSED');
  });
});
