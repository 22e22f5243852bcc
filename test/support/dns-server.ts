import { createSocket } from 'node:dgram';

/** By name: what the zone says. Names that are not in it do not exist. */
export type Zone = Readonly<Record<string, {
  readonly a?: readonly string[];
  readonly srv?: readonly { readonly priority: number; readonly weight: number; readonly port: number; readonly target: string }[];
  readonly naptr?: readonly { readonly order: number; readonly preference: number; readonly flags: string; readonly service: string; readonly replacement: string }[];
}>>;

export interface DnsServer {
  /** As Resolver.setServers takes it. */
  readonly address: string;
  /** `TYPE name` of every question. */
  readonly asked: readonly string[];
  close(): void;
}

const TYPES = { 1: 'A', 28: 'AAAA', 33: 'SRV', 35: 'NAPTR' } as const;
const HEADER_BYTES = 12;
const NAME_OF_QUESTION = Buffer.from([0xc0, HEADER_BYTES]); // a pointer to it (RFC 1035 s. 4.1.4)

/** A name server for one zone on a loopback port, over UDP (RFC 1035, 2782, 3403). */
export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, from) => {
    const { name, type, end } = questionOf(query);
    asked.push(`${TYPES[type as keyof typeof TYPES] ?? type} ${name}`);
    const entry = zone[name.toLowerCase()];
    const answers = entry === undefined ? [] : answersOf(entry, type).map((data) => recordOf(type, data));
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE(query.readUInt16BE(0), 0);
    header.writeUInt16BE(entry === undefined ? 0x8583 : 0x8580, 2); // an authoritative answer; 3 is NXDOMAIN
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(answers.length, 6);
    socket.send(Buffer.concat([header, query.subarray(HEADER_BYTES, end), ...answers]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${socket.address().port}`, asked, close: () => socket.close() };
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answersOf(entry: Zone[string], type: number): Buffer[] {
  if (type === 1) return (entry.a ?? []).map((address) => Buffer.from(address.split('.').map(Number)));
  if (type === 33) return (entry.srv ?? []).map(({ priority, weight, port, target }) => Buffer.concat([words(priority, weight, port), nameOf(target)]));
  if (type === 35) return (entry.naptr ?? []).map(({ order, preference, flags, service, replacement }) => Buffer.concat([words(order, preference), textOf(flags), textOf(service), textOf(''), nameOf(replacement)]));
  return [];
}

function recordOf(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(1, 2); // IN
  head.writeUInt32BE(60, 4);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([NAME_OF_QUESTION, head, data]);
}

function words(...values: number[]): Buffer {
  const buffer = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => buffer.writeUInt16BE(value, 2 * index));
  return buffer;
}

function textOf(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);
}

function nameOf(name: string): Buffer {
  return Buffer.concat([...name.split('.').filter((label) => label !== '').map(textOf), Buffer.from([0])]);
}
