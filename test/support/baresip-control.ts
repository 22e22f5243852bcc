import { connect, type Socket } from 'node:net';
import { until, type PeerProcess } from './peer-process.ts';

/** What baresip tells of itself, for instance REGISTER_OK, CALL_INCOMING, CALL_ESTABLISHED, CALL_CLOSED. */
export interface BaresipEvent {
  readonly type: string;
  /** When it came here, performance.now(). */
  readonly atMs: number;
  readonly param?: string;
  readonly peeruri?: string;
  readonly id?: string;
}
interface Answer {
  readonly response: true;
  readonly ok: boolean;
  readonly data: string;
  readonly token?: string;
}

/** baresip's ctrl_tcp: JSON objects as netstrings, `LENGTH:JSON,`. */
export async function openBaresipControl(port: number, onEvent: (event: BaresipEvent) => void, peer: Pick<PeerProcess, 'output'>): Promise<{ send(command: string, params?: string): Promise<string>; close(): void }> {
  let socket: Socket | null = null;
  await until(async () => (socket = await tryConnect(port)) !== null, 'baresip opens its control port', peer);
  const link = socket as unknown as Socket;
  const waiting = new Map<string, (answer: Answer) => void>();
  let pending = Buffer.alloc(0);
  let nextToken = 0;

  link.on('error', () => undefined);
  link.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (let message = takeNetstring(pending); message !== null; message = takeNetstring(pending)) {
      pending = pending.subarray(message.length);
      const told = JSON.parse(message.text) as Answer | (BaresipEvent & { event: true });
      if ('response' in told) waiting.get(told.token ?? '')?.(told);
      else onEvent({ ...told, atMs: performance.now() });
    }
  });
  return {
    send(command, params = '') {
      const token = String(nextToken++);
      const text = JSON.stringify({ command, params, token });
      link.write(`${Buffer.byteLength(text)}:${text},`);
      return new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`baresip did not answer ${command}\n${peer.output()}`)), 5_000);
        waiting.set(token, (answer) => {
          clearTimeout(limit);
          waiting.delete(token);
          if (answer.ok) resolve(answer.data);
          else reject(new Error(`baresip refused ${command} ${params}: ${answer.data}`));
        });
      });
    },
    close: () => void link.destroy(),
  };
}

function tryConnect(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

function takeNetstring(bytes: Buffer): { text: string; length: number } | null {
  const colon = bytes.indexOf(':');
  if (colon < 0) return null;
  const bodyBytes = Number(bytes.toString('latin1', 0, colon));
  const length = colon + 1 + bodyBytes + 1;
  return bytes.length < length ? null : { text: bytes.toString('utf8', colon + 1, colon + 1 + bodyBytes), length };
}
