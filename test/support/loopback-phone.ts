import { createSocket, type Socket } from 'node:dgram';
import { headerOf, parseSipMessage, serializeSipMessage, type SipHeader, type SipMessage, type SipRequest, type SipResponse } from '../../main/sip/wire/message.ts';
import { digestResponse, parseCredentials } from '../../main/practice/signalling/digest-check.ts';

/** A bare SIP phone on 127.0.0.1 that a test drives message by message: no transactions, no retransmissions, no surprises. */
export interface LoopbackPhone {
  readonly sipPort: number;
  readonly rtpPort: number;
  /** RTP datagrams as they came, after the first call of collect. */
  readonly heard: Buffer[];
  sendRtp(bytes: Uint8Array, port: number): void;
  send(message: SipMessage): void;
  sendBytes(bytes: Uint8Array): void;
  /** A request of this phone; the same Call-ID and branch base unless told otherwise. */
  request(method: string, options?: { uri?: string; to?: string; callId?: string; sequence?: number; headers?: SipHeader[]; body?: string }): SipRequest;
  /** The ACK of a 3xx to 6xx: it belongs to the INVITE's own transaction (RFC 3261 s. 17.1.1.3). */
  acknowledgeFailure(invite: SipRequest, response: SipResponse): void;
  response(request: SipRequest, statusCode: number, options?: { tag?: string; body?: string }): SipResponse;
  /** The next message that fits, within two seconds unless told otherwise; others are passed over. */
  next(fits: (message: SipMessage) => boolean, withinMs?: number): Promise<SipMessage>;
  nextResponse(method: string, withinMs?: number): Promise<SipResponse>;
  nextRequest(method: string, withinMs?: number): Promise<SipRequest>;
  offer(payloads?: string): string;
  close(): void;
}

export const PRACTICE_DOMAIN = 'practice.sidetone.invalid';

export async function openLoopbackPhone(serverPort: number): Promise<LoopbackPhone> {
  const [sip, rtp] = await Promise.all([bind(), bind()]);
  const sipPort = sip.address().port;
  const rtpPort = rtp.address().port;
  const inbox: SipMessage[] = [];
  const heard: Buffer[] = [];
  const waiting = new Set<() => void>();
  let branch = 0;

  sip.on('message', (bytes) => {
    const message = parseSipMessage(bytes);
    if (message.kind !== 'malformed') inbox.push(message);
    for (const wake of [...waiting]) wake();
  });
  rtp.on('message', (bytes) => heard.push(bytes));

  const sendBytes = (bytes: Uint8Array): void => sip.send(bytes, serverPort, '127.0.0.1');

  function next(fits: (message: SipMessage) => boolean, withinMs = 2_000): Promise<SipMessage> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`no such SIP message within ${withinMs} ms; waiting: ${inbox.map((message) => (message.kind === 'request' ? message.method : message.statusCode)).join(', ')}`));
      }, withinMs);
      const look = (): void => {
        const at = inbox.findIndex(fits);
        if (at < 0) return;
        clearTimeout(limit);
        waiting.delete(look);
        resolve(inbox.splice(0, at + 1).at(-1)!);
      };
      waiting.add(look);
      look();
    });
  }

  return {
    sipPort, rtpPort, heard, sendBytes, next,
    send: (message) => sendBytes(serializeSipMessage(message)),
    sendRtp: (bytes, port) => rtp.send(bytes, port, '127.0.0.1'),
    request(method, options = {}) {
      branch += 1;
      const body = Buffer.from(options.body ?? '');
      return {
        kind: 'request', method, requestUri: options.uri ?? `sip:${PRACTICE_DOMAIN}`, body,
        headers: [
          { name: 'Via', value: `SIP/2.0/UDP 127.0.0.1:${sipPort};branch=z9hG4bKphone${sipPort}x${branch};rport` },
          { name: 'Max-Forwards', value: '70' },
          { name: 'From', value: `<sip:agent@${PRACTICE_DOMAIN}>;tag=phone` },
          { name: 'To', value: options.to ?? `<sip:agent@${PRACTICE_DOMAIN}>` },
          { name: 'Call-ID', value: options.callId ?? `call-${sipPort}` },
          { name: 'CSeq', value: `${options.sequence ?? branch} ${method}` },
          { name: 'Contact', value: `<sip:agent@127.0.0.1:${sipPort}>` },
          ...(body.length > 0 ? [{ name: 'Content-Type', value: 'application/sdp' }] : []),
          ...(options.headers ?? []),
        ],
      };
    },
    acknowledgeFailure(invite, response) {
      const headers = invite.headers.filter((header) => /^(via|from|call-id)$/i.test(header.name));
      const number = headerOf(invite, 'cseq')!.split(' ')[0]!;
      sendBytes(serializeSipMessage({ kind: 'request', method: 'ACK', requestUri: invite.requestUri, body: new Uint8Array(), headers: [...headers, { name: 'To', value: headerOf(response, 'to')! }, { name: 'CSeq', value: `${number} ACK` }] }));
    },
    response(request, statusCode, options = {}) {
      const body = Buffer.from(options.body ?? '');
      const copied = request.headers.filter((header) => /^(via|from|to|call-id|cseq)$/i.test(header.name))
        .map((header) => (header.name === 'To' && !header.value.includes('tag=') ? { ...header, value: `${header.value};tag=${options.tag ?? 'phone'}` } : header));
      return { kind: 'response', statusCode, reasonPhrase: 'Test', headers: [...copied, { name: 'Contact', value: `<sip:agent@127.0.0.1:${sipPort}>` }, ...(body.length > 0 ? [{ name: 'Content-Type', value: 'application/sdp' }] : [])], body };
    },
    nextResponse: async (method, withinMs) => await next((message) => message.kind === 'response' && headerOf(message, 'cseq')!.endsWith(` ${method}`), withinMs) as SipResponse,
    nextRequest: async (method, withinMs) => await next((message) => message.kind === 'request' && message.method === method, withinMs) as SipRequest,
    offer: (payloads = '0 101') => ['v=0', `o=- 1 1 IN IP4 127.0.0.1`, 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', `m=audio ${rtpPort} RTP/AVP ${payloads}`,
      'a=rtpmap:0 PCMU/8000', 'a=rtpmap:8 PCMA/8000', 'a=rtpmap:9 G722/8000', 'a=rtpmap:101 telephone-event/8000', 'a=sendrecv', ''].join('\r\n'),
    close() {
      sip.close();
      rtp.close();
    },
  };
}

/** Credentials for the challenge of a 401 or 407 (RFC 7616, qop=auth). */
export function credentialsFor(challenge: SipResponse, request: { method: string; uri: string }, user: { name: string; password: string }, algorithm: 'MD5' | 'SHA-256' = 'MD5'): SipHeader {
  const isProxy = challenge.statusCode === 407;
  const name = isProxy ? 'proxy-authenticate' : 'www-authenticate';
  const offered = challenge.headers.filter((header) => header.name.toLowerCase() === name).map((header) => parseCredentials(header.value)!);
  const fields = offered.find((candidate) => candidate.get('algorithm') === algorithm)!;
  const [realm, nonce, nc, cnonce] = [fields.get('realm')!, fields.get('nonce')!, '00000001', 'abcdef'];
  const response = digestResponse({ algorithm, username: user.name, realm, password: user.password, method: request.method, uri: request.uri, nonce, nc, cnonce });
  return {
    name: isProxy ? 'Proxy-Authorization' : 'Authorization',
    value: `Digest username="${user.name}", realm="${realm}", nonce="${nonce}", uri="${request.uri}", response="${response}", algorithm=${algorithm}, qop=auth, nc=${nc}, cnonce="${cnonce}"`,
  };
}

function bind(): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => resolve(socket));
  });
}
