import type { IncomingMessage } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { systemClock } from '../../main/platform/clock.ts';
import { openFlow } from '../../main/sip/transport/open-flow.ts';
import { openSocket } from '../../main/sip/transport/open-socket.ts';
import { MOST_UNSENT_BYTES } from '../../main/sip/transport/stream-link.ts';
import type { Flow, FlowFact } from '../../main/sip/transport/flow.ts';
import { PONG_WITHIN_MS } from '../../main/sip/transport/connected-flow.ts';
import { createTrunkServers } from '../../main/sip/transport/trunk-servers.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { freePort, until } from '../support/peer-process.ts';

let closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.reverse()) close();
  closing = [];
});

interface Listener {
  readonly remote: { host: string; port: number };
  /** Everything that arrived, over all connections. */
  text(): string;
  readonly connections: readonly Socket[];
  stop(): Promise<void>;
}

async function listener(port = 0): Promise<Listener> {
  const connections: Socket[] = [];
  let text = '';
  const server: Server = createServer((socket) => {
    connections.push(socket);
    socket.on('data', (chunk) => { text += chunk.toString('latin1'); });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = (): Promise<void> => new Promise((resolve) => {
    for (const socket of connections) socket.destroy();
    server.close(() => resolve());
  });
  closing.push(() => void stop());
  return { remote: { host: '127.0.0.1', port: (server.address() as { port: number }).port }, text: () => text, connections, stop };
}

async function tcpFlow(remote: Listener['remote'], clock = systemClock, transport: 'tcp' | 'ws' = 'tcp'): Promise<{ flow: Flow; facts: FlowFact[] }> {
  const opened = await openFlow({ transport, domain: 'trunk.test', localPort: 0, outboundProxy: '', pinnedCertificate: '' }, createTrunkServers({ name: 'trunk.test', servers: [remote], hosts: [remote.host] }), { clock, trustedRoots: async () => [] });
  if (!opened.ok) throw new Error(opened.error.detail);
  const flow = opened.value;
  closing.push(() => flow.close());
  const facts: FlowFact[] = [];
  flow.subscribe((fact) => facts.push(fact));
  return { flow, facts };
}

const MESSAGE = 'OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 3\r\n\r\nabc';
const texts = (facts: readonly FlowFact[]): string[] => facts.flatMap((fact) => (fact.kind === 'message' ? [Buffer.from(fact.bytes).toString()] : []));

describe('a flow over TCP', () => {
  it('connects when asked, once for all who ask, and carries whole messages both ways', async () => {
    const { remote, connections, text } = await listener();
    const { flow, facts } = await tcpFlow(remote);
    expect([flow.isConnected, flow.local]).toEqual([false, { host: '127.0.0.1', port: 0 }]);
    expect(await Promise.all([flow.connect(), flow.connect()])).toEqual([{ ok: true, value: undefined }, { ok: true, value: undefined }]);
    await until(() => connections.length === 1, 'one connection');
    expect(flow.local).toEqual({ host: '127.0.0.1', port: connections[0]!.remotePort });
    flow.send(Buffer.from(MESSAGE), { host: '192.0.2.1', port: 9 });
    await until(() => text() === MESSAGE, 'the message arrives');
    connections[0]!.write(MESSAGE + MESSAGE.slice(0, 30));
    await until(() => texts(facts).length === 1, 'one whole message');
    connections[0]!.write(MESSAGE.slice(30));
    await until(() => texts(facts).length === 2, 'the second message');
    expect(texts(facts)).toEqual([MESSAGE, MESSAGE]);
    expect(facts).toContainEqual({ kind: 'message', bytes: expect.anything(), source: remote });
  });

  it('connects again from the same port after the server ended the connection', async () => {
    const { remote, connections } = await listener();
    const { flow, facts } = await tcpFlow(remote);
    await flow.connect();
    await until(() => connections.length === 1, 'a connection');
    const { port } = flow.local;
    connections[0]!.end();
    await until(() => !flow.isConnected, 'the end is noticed');
    expect(facts.at(-1)).toEqual({ kind: 'closed', reason: 'closed by the server' });
    connections[0]!.destroy();
    await flow.connect();
    await until(() => connections.length === 2, 'a second connection');
    expect(connections[1]!.remotePort).toBe(port);
  });

  it('connects by itself for what is to be sent', async () => {
    const { remote, text } = await listener();
    const { flow } = await tcpFlow(remote);
    flow.send(Buffer.from(MESSAGE), remote);
    await until(() => text() === MESSAGE, 'the message arrives');
  });

  it.each(['tcp', 'ws'] as const)('survives a server that resets every connection, over %s', async (transport) => {
    const { remote, connections } = await listener();
    const resetting = setInterval(() => { for (const socket of connections) socket.resetAndDestroy(); }, 1);
    const { flow } = await tcpFlow(remote, systemClock, transport);
    for (let turn = 0; turn < 20; turn += 1) {
      await flow.connect();
      flow.send(Buffer.from(MESSAGE), remote);
      await until(() => !flow.isConnected, 'the end is noticed');
    }
    clearInterval(resetting);
  });

  it('says why there is no connection', async () => {
    const remote = { host: '127.0.0.1', port: await freePort() };
    const { flow, facts } = await tcpFlow(remote);
    expect(await flow.connect()).toMatchObject({ ok: false, error: { code: 'registrar-unreachable', message: 'Nobody listens at the address of the server.', detail: 'ECONNREFUSED', action: 'retry' } });
    flow.send(Buffer.from(MESSAGE), remote);
    await until(() => facts.length === 1, 'the failure is told');
    expect(facts).toEqual([{ kind: 'send-failed', to: remote, reason: 'ECONNREFUSED' }]);
  });

  it('gives up a server that takes no connection in time', async () => {
    const { remote } = await listener();
    const clock = createFakeClock();
    const opening = openSocket(remote, null, clock, 100);
    clock.advance(100); // before the network had its turn
    expect(await opening).toMatchObject({ ok: false, error: { code: 'registrar-unreachable', message: 'The server did not take the connection in time.', detail: 'ETIMEDOUT' } });
  });

  it('ends a connection on which a server that answered pings answers none any more (RFC 5626 s. 4.4.1)', async () => {
    const { remote, connections, text } = await listener();
    const clock = createFakeClock();
    const { flow, facts } = await tcpFlow(remote, clock);
    await flow.connect();
    flow.ping(remote);
    await until(() => text() === '\r\n\r\n', 'a ping');
    clock.advance(2 * PONG_WITHIN_MS);
    expect(flow.isConnected).toBe(true);
    connections[0]!.write(`\r\n${MESSAGE}`);
    await until(() => texts(facts).length === 1, 'the pong and a message');
    flow.ping(remote);
    clock.advance(PONG_WITHIN_MS);
    expect(flow.isConnected).toBe(false);
    expect(facts.at(-1)).toEqual({ kind: 'closed', reason: 'no answer to a keep-alive' });
  });

  it('ends a connection whose stream it cannot follow', async () => {
    const { remote, connections } = await listener();
    const { flow, facts } = await tcpFlow(remote);
    await flow.connect();
    await until(() => connections.length === 1, 'a connection');
    connections[0]!.write('INFO sip:a@b SIP/2.0\r\nContent-Length: x\r\n\r\n');
    await until(() => !flow.isConnected, 'its end');
    expect(facts.at(-1)).toEqual({ kind: 'closed', reason: 'Content-Length is no length' });
  });

  it('holds no more than a limit for a server that takes nothing', async () => {
    const { remote, connections } = await listener();
    const { flow, facts } = await tcpFlow(remote);
    await flow.connect();
    await until(() => connections.length === 1, 'a connection');
    connections[0]!.pause();
    for (let sent = 0; sent < 64 && flow.isConnected; sent += 1) {
      flow.send(Buffer.alloc(MOST_UNSENT_BYTES / 4), remote);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(facts.at(-1)).toEqual({ kind: 'closed', reason: 'the server takes nothing any more' });
  });

  it('lets what was sent leave before it closes, and opens no more', async () => {
    const { remote, text, connections } = await listener();
    const { flow, facts } = await tcpFlow(remote);
    await flow.connect();
    flow.send(Buffer.from(MESSAGE), remote);
    flow.close();
    await until(() => text() === MESSAGE, 'the message arrives');
    expect(await flow.connect()).toMatchObject({ ok: false });
    expect([connections.length, facts.filter((fact) => fact.kind === 'closed').length]).toEqual([1, 0]);
  });
});

describe('a flow over WebSocket', () => {
  async function webSocketServer(options: ServerOptions = {}) {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', ...options });
    await new Promise((resolve) => server.once('listening', resolve));
    const clients: WebSocket[] = [];
    const requests: IncomingMessage[] = [];
    server.on('connection', (client, request) => {
      clients.push(client);
      requests.push(request);
    });
    closing.push(() => {
      for (const client of clients) client.terminate();
      server.close();
    });
    return { remote: { host: '127.0.0.1', port: (server.address() as { port: number }).port }, clients, requests };
  }

  it('asks for the sub-protocol sip and carries one message in each frame (RFC 7118 s. 4, 5)', async () => {
    const { remote, clients, requests } = await webSocketServer();
    const { flow, facts } = await tcpFlow(remote, systemClock, 'ws');
    expect((await flow.connect()).ok).toBe(true);
    await until(() => clients.length === 1, 'a connection');
    expect([requests[0]!.headers['sec-websocket-protocol'], requests[0]!.url, requests[0]!.headers.host]).toEqual(['sip', '/ws', `trunk.test:${remote.port}`]);
    expect(flow.local.port).toBe(requests[0]!.socket.remotePort);
    const heard: [string, boolean][] = [];
    clients[0]!.on('message', (data, isBinary) => heard.push([(data as Buffer).toString('latin1'), isBinary]));
    flow.send(Buffer.from(MESSAGE), remote);
    flow.send(Buffer.from([0xff, 0xfe]), remote);
    await until(() => heard.length === 2, 'both messages');
    expect(heard).toEqual([[MESSAGE, false], ['\xff\xfe', true]]);
    clients[0]!.send(MESSAGE);
    clients[0]!.send(Buffer.from(MESSAGE));
    await until(() => texts(facts).length === 2, 'both answers');
    expect(texts(facts)).toEqual([MESSAGE, MESSAGE]);
  });

  it.each<[string, ServerOptions, string]>([
    ['does not speak SIP', { handleProtocols: () => false }, 'Server sent no subprotocol'],
    ['has no such path', { path: '/elsewhere' }, 'Unexpected server response: 400'],
  ])('says so when the server %s', async (_what, options, detail) => {
    const { remote } = await webSocketServer(options);
    const { flow } = await tcpFlow(remote, systemClock, 'ws');
    expect(await flow.connect()).toMatchObject({ ok: false, error: { code: 'websocket-refused', detail, action: 'open-account' } });
  });

  it('is given up when pings stay unanswered, and tells why the server closed it', async () => {
    const { remote, clients } = await webSocketServer({ autoPong: false });
    const clock = createFakeClock();
    const { flow, facts } = await tcpFlow(remote, clock, 'ws');
    await flow.connect();
    await until(() => clients.length === 1, 'a connection');
    let pings = 0;
    clients[0]!.on('ping', () => { pings += 1; if (pings === 1) clients[0]!.pong(); });
    clients[0]!.send(MESSAGE);
    flow.ping(remote);
    await until(() => pings === 1 && texts(facts).length === 1, 'a ping is answered');
    await new Promise((resolve) => setTimeout(resolve, 50));
    flow.ping(remote);
    clock.advance(PONG_WITHIN_MS);
    expect(facts.at(-1)).toEqual({ kind: 'closed', reason: 'no answer to a keep-alive' });
    await flow.connect();
    await until(() => clients.length === 2, 'another connection');
    clients[1]!.close(1001, 'going away');
    await until(() => !flow.isConnected, 'its end');
    expect(facts.at(-1)).toEqual({ kind: 'closed', reason: 'closed by the server: 1001 going away' });
  });

  it('takes no message beyond the limit', async () => {
    const { remote, clients } = await webSocketServer();
    const { flow } = await tcpFlow(remote, systemClock, 'ws');
    await flow.connect();
    await until(() => clients.length === 1, 'a connection');
    clients[0]!.send('x'.repeat(200_000));
    await until(() => !flow.isConnected, 'its end');
  });
});
