import { createSocket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SipTransportName } from '../../preload/contract/accounts.ts';
import type { CertificateFiles } from './certificates.ts';
import { fillFixture, freePort, requireModules, requireProgram, startPeer, until } from './peer-process.ts';

const PACKAGES = ['kamailio', 'kamailio-extra-modules', 'kamailio-tls-modules', 'kamailio-websocket-modules'];

export interface KamailioOptions {
  /** What the registrar's digest asks for; the default is plain MD5 without qop. */
  readonly digest?: 'md5' | 'sha-256' | 'nonce-count' | 'one-time-nonce';
  /** Where it listens; default 127.0.0.1. */
  readonly host?: string;
  readonly recordRoute?: boolean;
  /** User name to password. */
  readonly users?: Readonly<Record<string, string>>;
  readonly minExpiresSec?: number;
  readonly maxExpiresSec?: number;
  readonly nonceExpireSec?: number;
  /** The ports of an earlier one, to start again where it was. */
  readonly sipPort?: number;
  readonly ports?: KamailioPorts;
  /** Makes it listen for TLS and WSS too, with this certificate. */
  readonly tls?: Pick<CertificateFiles, 'certificate' | 'key'>;
  /** Makes it listen on [::1] too, at the same ports. */
  readonly ipv6?: boolean;
  /** false: calls go to the Contact as the phone wrote it, and not to where its REGISTER came from. */
  readonly helpsNat?: boolean;
  /** The control port of an rtpengine: phones on WebSocket then speak WebRTC, all others RTP, and it bridges the two. */
  readonly rtpenginePort?: number;
  /** With rtpengine: the audio of every call goes through it, as with most trunks. */
  readonly relaysAudio?: boolean;
  /** As Kamailio names them; default TLSv1.2+. */
  readonly tlsMethod?: string;
}

export type KamailioPorts = Readonly<Record<SipTransportName, number>>;

/** A registrar and proxy, over UDP, TCP and WS, with a certificate also over TLS and WSS. `sip:code486@trunk.test` is refused with 486, and so on. */
export interface Kamailio {
  readonly host: string;
  readonly sipPort: number;
  readonly domain: string;
  readonly users: Readonly<Record<string, string>>;
  /** `host:port` for an account's outbound proxy. */
  readonly address: string;
  readonly ports: KamailioPorts;
  /** `host:port` where it speaks this transport. */
  addressOver(transport: SipTransportName): string;
  output(): string;
  stop(): Promise<void>;
}

const VARIANTS = { md5: [], 'sha-256': ['WITH_SHA256'], 'nonce-count': ['WITH_NONCE_COUNT'], 'one-time-nonce': ['WITH_ONE_TIME_NONCE'] } as const;

/**
 * Starts Kamailio and waits until it answers. Each test file starts its own: stale contacts of an earlier test would fork.
 *
 * @throws Error naming the Debian packages when it is not installed, or with its output when it does not come up
 */
export async function startKamailio(options: KamailioOptions = {}): Promise<Kamailio> {
  const program = requireProgram('kamailio', PACKAGES);
  const modules = requireModules('kamailio/modules', PACKAGES);
  const host = options.host ?? '127.0.0.1';
  const users = options.users ?? { 1001: 'secret1001', 1002: 'secret1002', 1003: 'secret1003' };
  const sipPort = options.ports?.udp ?? options.sipPort ?? await freePort();
  const ports = options.ports ?? { udp: sipPort, tcp: sipPort, tls: await freePort(), ws: await freePort(), wss: await freePort() };
  const domain = 'trunk.test';
  const folder = await mkdtemp(join(tmpdir(), 'sidetone-kamailio-'));
  const config = join(folder, 'kamailio.cfg');
  await writeFile(config, fillFixture('kamailio.cfg', {
    HOST: host, SIP_PORT: sipPort, TLS_PORT: ports.tls, WS_PORT: ports.ws, WSS_PORT: ports.wss, DOMAIN: domain, MODULES: `${modules}/`,
    USERS: Object.entries(users).map(([user, password]) => `    $sht(users=>${user}) = "${password}";`).join('\n'),
    MIN_EXPIRES_SEC: options.minExpiresSec ?? 10, MAX_EXPIRES_SEC: options.maxExpiresSec ?? 3_600, NONCE_EXPIRE_SEC: options.nonceExpireSec ?? 300, RTPENGINE_PORT: options.rtpenginePort ?? 0,
  }));
  if (options.tls !== undefined) await writeFile(join(folder, 'tls.cfg'), fillFixture('kamailio-tls.cfg', { TLS_METHOD: options.tlsMethod ?? 'TLSv1.2+', KEY: options.tls.key, CERTIFICATE: options.tls.certificate }));
  const switches = [...VARIANTS[options.digest ?? 'md5'], ...(options.recordRoute === false ? ['NO_RECORD_ROUTE'] : []), ...(options.tls === undefined ? [] : ['WITH_TLS']), ...(options.ipv6 === true ? ['WITH_IPV6'] : []), ...(options.helpsNat === false ? ['NO_NAT_HELP'] : []), ...(options.rtpenginePort === undefined ? [] : ['WITH_RTPENGINE']), ...(options.relaysAudio === true ? ['WITH_RELAY'] : [])].flatMap((name) => ['-A', name]);
  const peer = startPeer(program, ['-f', config, '-DD', '-E', '-m', '64', '-M', '8', '-w', folder, '-Y', folder, '-P', join(folder, 'pid'), ...switches], { cwd: folder });
  const stop = async (): Promise<void> => {
    await peer.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until(() => answersOptions({ host, port: sipPort }, domain), 'kamailio answers OPTIONS', peer);
  } catch (error) {
    await stop();
    throw error;
  }
  return { host, sipPort, domain, users, ports, address: `${host}:${sipPort}`, addressOver: (transport) => `${host}:${ports[transport]}`, output: peer.output, stop };
}

function answersOptions({ host, port }: { host: string; port: number }, domain: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (isUp: boolean): void => {
      clearTimeout(limit);
      socket.close();
      resolve(isUp);
    };
    const limit = setTimeout(() => finish(false), 200);
    socket.on('error', () => finish(false));
    socket.on('message', (bytes) => finish(bytes.toString('latin1').startsWith('SIP/2.0 200')));
    socket.connect(port, host, () => {
      const branch = `z9hG4bK${Math.random().toString(36).slice(2)}`;
      socket.send(['OPTIONS sip:' + domain + ' SIP/2.0', `Via: SIP/2.0/UDP ${socket.address().address}:${socket.address().port};branch=${branch};rport`, 'Max-Forwards: 5',
        `From: <sip:probe@${domain}>;tag=probe`, `To: <sip:${domain}>`, `Call-ID: ${branch}`, 'CSeq: 1 OPTIONS', 'Content-Length: 0', '', ''].join('\r\n'));
    });
  });
}
