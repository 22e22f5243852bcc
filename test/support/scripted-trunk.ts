import { createSocket, type Socket } from 'node:dgram';
import { headerOf, headersOf, parseSipMessage, serializeSipMessage, type SipHeader, type SipMessage, type SipRequest, type SipResponse } from '../../main/sip/wire/message.ts';

/** A trunk on loopback that a test plays message by message: no transactions, no retransmissions; it only accepts REGISTER by itself. */
export interface ScriptedTrunk {
  readonly address: string;
  readonly port: number;
  /** Everything that arrived, in order, also what was lost on purpose. */
  readonly arrived: readonly SipMessage[];
  /** Treats the next `count` messages that fit as lost on the way here. */
  lose(count: number, fits: (message: SipMessage) => boolean): void;
  /** The next message that fits and was not taken yet. */
  request(method: string, withinMs?: number): Promise<SipRequest>;
  response(statusCode: number, method: string, withinMs?: number): Promise<SipResponse>;
  reply(request: SipRequest, statusCode: number, options?: ReplyOptions): void;
  /** A request to the phone; a dialog's requests share `callId`. */
  send(method: string, options?: RequestOptions): SipRequest;
  sendBytes(bytes: Uint8Array | string): void;
  /** The ACK of the phone's response to our INVITE: of a refusal within the INVITE's transaction, of a 2xx on its own (RFC 3261 s. 13.2.2.4, 17.1.1.3). */
  acknowledge(invite: SipRequest, response: SipResponse, body?: string): void;
  /** How the trunk answers REGISTER: null leaves it to the test. */
  registrar: ((request: SipRequest) => { statusCode: number; headers?: readonly SipHeader[] }) | null;
  close(): void;
}

interface ReplyOptions {
  readonly tag?: string;
  readonly body?: string;
  readonly headers?: readonly SipHeader[];
  readonly withoutContact?: boolean;
}
interface RequestOptions {
  readonly uri?: string;
  readonly from?: string;
  readonly to?: string;
  readonly callId?: string;
  readonly sequence?: number;
  readonly via?: string;
  readonly headers?: readonly SipHeader[];
  readonly body?: string;
  /** application/sdp where it is not given. */
  readonly contentType?: string;
  readonly withoutContact?: boolean;
}

export const SCRIPTED_DOMAIN = 'trunk.example';
export const PCMU_SDP = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', 'm=audio 40000 RTP/AVP 0', 'a=rtpmap:0 PCMU/8000', 'a=sendrecv', ''].join('\r\n');

/** Grants what a REGISTER asks for. */
export const acceptAll = (request: SipRequest): { statusCode: number; headers: readonly SipHeader[] } =>
  ({ statusCode: 200, headers: [{ name: 'Contact', value: `${headerOf(request, 'contact') ?? ''};expires=300` }] });

export async function openScriptedTrunk(address = '127.0.0.1'): Promise<ScriptedTrunk> {
  const socket = await bind(address);
  const { port } = socket.address();
  const arrived: SipMessage[] = [];
  const inbox: SipMessage[] = [];
  const losses: { left: number; readonly fits: (message: SipMessage) => boolean }[] = [];
  const waiting = new Set<() => void>();
  let phonePort = 0;
  let serial = 0;

  const sendBytes = (bytes: Uint8Array | string): void => socket.send(bytes, phonePort, '127.0.0.1');
  const write = (message: SipMessage): void => sendBytes(serializeSipMessage(message));

  socket.on('message', (bytes, from) => {
    const message = parseSipMessage(bytes);
    if (message.kind === 'malformed') return;
    phonePort = from.port;
    arrived.push(message);
    const loss = losses.find((candidate) => candidate.left > 0 && candidate.fits(message));
    if (loss !== undefined) return void (loss.left -= 1);
    if (message.kind === 'request' && message.method === 'REGISTER' && trunk.registrar !== null) {
      const { statusCode, headers = [] } = trunk.registrar(message);
      return trunk.reply(message, statusCode, { headers, withoutContact: true });
    }
    inbox.push(message);
    for (const look of [...waiting]) look();
  });

  function next(fits: (message: SipMessage) => boolean, withinMs: number): Promise<SipMessage> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`no such message within ${withinMs} ms; waiting: ${inbox.map(describe).join(', ')}`));
      }, withinMs);
      const look = (): void => {
        const at = inbox.findIndex(fits);
        if (at < 0) return;
        clearTimeout(limit);
        waiting.delete(look);
        resolve(inbox.splice(at, 1)[0]!);
      };
      waiting.add(look);
      look();
    });
  }

  const trunk: ScriptedTrunk = {
    address: `${address}:${port}`, port, arrived, sendBytes,
    registrar: acceptAll,
    lose: (count, fits) => void losses.push({ left: count, fits }),
    request: async (method, withinMs = 3_000) => await next((message) => message.kind === 'request' && message.method === method, withinMs) as SipRequest,
    response: async (statusCode, method, withinMs = 3_000) => await next((message) => message.kind === 'response' && message.statusCode === statusCode && headerOf(message, 'cseq')!.endsWith(` ${method}`), withinMs) as SipResponse,
    reply(request, statusCode, options = {}) {
      const body = Buffer.from(options.body ?? '');
      const copied = request.headers.filter((header) => /^(via|from|to|call-id|cseq|record-route)$/i.test(header.name))
        .map((header) => (/^to$/i.test(header.name) && !header.value.includes('tag=') && statusCode > 100 ? { ...header, value: `${header.value};tag=${options.tag ?? 'trunk'}` } : header));
      write({
        kind: 'response', statusCode, reasonPhrase: 'Scripted', body,
        headers: [...copied, ...contactOf(options), ...typeOf(body), ...(options.headers ?? [])],
      });
    },
    send(method, options = {}) {
      serial += 1;
      const body = Buffer.from(options.body ?? '');
      const request: SipRequest = {
        kind: 'request', method, requestUri: options.uri ?? `sip:1001@127.0.0.1:${phonePort}`, body,
        headers: [
          { name: 'Via', value: options.via ?? `SIP/2.0/UDP ${address}:${port};branch=z9hG4bKtrunk${port}x${serial};rport` },
          { name: 'Max-Forwards', value: '70' },
          { name: 'From', value: options.from ?? `"Caller" <sip:5550100@${SCRIPTED_DOMAIN}>;tag=trunk` },
          { name: 'To', value: options.to ?? `<sip:1001@${SCRIPTED_DOMAIN}>` },
          { name: 'Call-ID', value: options.callId ?? `scripted-${port}-${serial}` },
          { name: 'CSeq', value: `${options.sequence ?? serial} ${method}` },
          ...contactOf(options), ...typeOf(body, options.contentType), ...(options.headers ?? []),
        ],
      };
      write(request);
      return request;
    },
    acknowledge(invite, response, text = '') {
      const isRefusal = response.statusCode >= 300;
      const via = isRefusal ? headersOf(invite, 'via')[0]! : `SIP/2.0/UDP ${address}:${port};branch=z9hG4bKack${port}x${++serial};rport`;
      const number = headerOf(invite, 'cseq')!.split(' ')[0]!;
      const body = Buffer.from(text);
      write({
        kind: 'request', method: 'ACK', requestUri: invite.requestUri, body,
        headers: [{ name: 'Via', value: via }, { name: 'Max-Forwards', value: '70' }, { name: 'From', value: headerOf(invite, 'from')! }, { name: 'To', value: headerOf(response, 'to')! },
          { name: 'Call-ID', value: headerOf(invite, 'call-id')! }, { name: 'CSeq', value: `${number} ACK` }, ...typeOf(body)],
      });
    },
    close: () => socket.close(),
  };
  return trunk;

  function contactOf({ withoutContact }: { withoutContact?: boolean }): SipHeader[] {
    return withoutContact === true ? [] : [{ name: 'Contact', value: `<sip:trunk@${address}:${port}>` }];
  }
}

function typeOf(body: Uint8Array, value = 'application/sdp'): SipHeader[] {
  return body.length === 0 ? [] : [{ name: 'Content-Type', value }];
}

function describe(message: SipMessage): string {
  return message.kind === 'request' ? message.method : String(message.statusCode);
}

function bind(address: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.bind(0, address, () => resolve(socket));
  });
}
