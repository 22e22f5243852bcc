import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What to answer one request with: a status with headers and a body, no answer at all, or the connection cut. */
export type ReceiverAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'never'
  | 'cut';

export interface ReceivedWebhook {
  /** The `webhook-id` header; empty where it is missing. */
  readonly entryId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes as they came. */
  readonly body: string;
  /** The event's type, as in its body; empty where it cannot be read. */
  readonly type: string;
  /** The body's JSON; undefined where it is none. */
  readonly event: { readonly type: string; readonly timestamp: string; readonly data: Record<string, unknown> } | undefined;
  readonly isSignatureValid: boolean;
  /** Why the signature is not valid; null where it is. */
  readonly signatureFault: string | null;
  /** null: not answered. */
  readonly answeredStatus: number | null;
  readonly atMs: number;
}

export interface WebhookReceiver {
  /** `http://127.0.0.1:<port>/webhooks` */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly received: readonly ReceivedWebhook[];
  /** Scripts the next answers; after the last one every request gets 200. */
  answerWith(...answers: ReceiverAnswer[]): void;
  /** The first received request, past or to come, for which `predicate` holds; rejects after `timeoutMs`. */
  waitFor(predicate: (webhook: ReceivedWebhook) => boolean, timeoutMs: number): Promise<ReceivedWebhook>;
  close(): Promise<void>;
}

/** A CRM endpoint on 127.0.0.1 that verifies signatures (Standard Webhooks). A wrong signature gets 401 whatever the script says. */
export async function startWebhookReceiver(options: { secret: string; answers?: readonly ReceiverAnswer[]; port?: number }): Promise<WebhookReceiver> {
  const answers = [...(options.answers ?? [])];
  const received: ReceivedWebhook[] = [];
  const listeners = new Set<(webhook: ReceivedWebhook) => void>();
  const webhook = new Webhook(options.secret);

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const signatureFault = verify(webhook, body, headers);
    const answer: ReceiverAnswer = signatureFault === null ? answers.shift() ?? { status: 200 } : { status: 401, body: signatureFault };
    const event = parseEvent(body);
    const entry: ReceivedWebhook = {
      entryId: headers['webhook-id'] ?? '', headers, body, type: event?.type ?? '', event,
      isSignatureValid: signatureFault === null, signatureFault,
      answeredStatus: typeof answer === 'string' ? null : answer.status, atMs: Date.now(),
    };
    received.push(entry);
    if (answer === 'cut') request.socket.destroy();
    else if (answer !== 'never') response.writeHead(answer.status, answer.headers).end(answer.body);
    for (const listener of [...listeners]) listener(entry);
  }

  const server = createServer((request, response) => void receive(request, response).catch(() => request.socket.destroy()));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    answerWith: (...next) => void answers.push(...next),
    waitFor(predicate, timeoutMs) {
      const past = received.find(predicate);
      if (past !== undefined) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const finish = (settle: () => void): void => {
          clearTimeout(timer);
          listeners.delete(listener);
          settle();
        };
        const listener = (entry: ReceivedWebhook): void => { if (predicate(entry)) finish(() => resolve(entry)); };
        const timer = setTimeout(() => finish(() => reject(new Error(`no such webhook within ${timeoutMs} ms; ${received.length} received`))), timeoutMs);
        listeners.add(listener);
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function verify(webhook: Webhook, body: string, headers: Record<string, string>): string | null {
  try {
    webhook.verify(body, headers, { jsonParse: false });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function parseEvent(body: string): ReceivedWebhook['event'] {
  try {
    return JSON.parse(body) as ReceivedWebhook['event'];
  } catch {
    return undefined;
  }
}
