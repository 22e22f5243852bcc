import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodecName } from '../../preload/contract/accounts.ts';
import { openBaresipControl, type BaresipEvent } from './baresip-control.ts';
import { fillFixture, freePort, requireModules, requireProgram, startPeer, until } from './peer-process.ts';
import { writeWav } from './wav-file.ts';

const PACKAGES = ['baresip-core'];
const PORT_TAKEN = /Address already in use/;

/** baresip's own codec names and the rate its audio has (G.722 is 8000 in SDP but 16 kHz audio). */
export const BARESIP_CODECS: Readonly<Record<CodecName, { readonly name: string; readonly rateHz: number }>> = {
  PCMU: { name: 'PCMU/8000/1', rateHz: 8_000 }, PCMA: { name: 'PCMA/8000/1', rateHz: 8_000 }, G722: { name: 'G722/16000/1', rateHz: 16_000 }, opus: { name: 'opus/48000/1', rateHz: 48_000 },
};

export interface BaresipOptions {
  /** baresip itself is on the same address. */
  readonly registrar: { readonly host: string; readonly sipPort: number; readonly domain: string };
  readonly user: string;
  readonly password: string;
  /** One codec: the whole peer runs at its rate. */
  readonly codec?: CodecName;
  readonly transport?: 'udp' | 'tcp';
  /** Default auto; manual lets it ring until `accept`. */
  readonly answerMode?: 'auto' | 'manual';
  /** Mono 16-bit WAV at the codec's rate, at least as long as the call: at its end baresip hangs up. Default ten minutes of silence. */
  readonly wav?: string;
  /** It says what it hears, in place of the file. */
  readonly isBridged?: boolean;
  readonly mediaEncryption?: 'srtp' | 'srtp-mand';
  /** How long its packets are, and what it says of ours; default 20. */
  readonly ptimeMs?: number;
  /** Default 120. */
  readonly registersEverySec?: number;
  /** 1 makes it answer a second call with 486. */
  readonly maxCalls?: number;
}

export interface Baresip {
  readonly uri: string;
  readonly pid: number;
  readonly sipPort: number;
  /** Its audio is within these. */
  readonly rtpPorts: { readonly first: number; readonly last: number };
  readonly events: readonly BaresipEvent[];
  /** The first event of this type at or after `from` (an index into events), waits for it. */
  waitFor(type: string, from?: number, withinMs?: number): Promise<BaresipEvent>;
  dial(uri: string): Promise<void>;
  accept(): Promise<void>;
  hangUp(): Promise<void>;
  /** Any command of baresip's menu, for instance `hold`, `resume`, `sndcode 5`. */
  command(name: string, params?: string): Promise<string>;
  /** The audio it sent and heard in its last call, as WAV files; complete after the call's end. */
  recordings(): Promise<{ sent: string; heard: string }>;
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts a baresip far end and waits until it is registered.
 *
 * @throws Error naming the Debian package when it is not installed, or with its output when it does not register
 */
export async function startBaresip(options: BaresipOptions, triesLeft = 3): Promise<Baresip> {
  const program = requireProgram('baresip', PACKAGES);
  const modules = requireModules('baresip/modules', PACKAGES);
  const codec = BARESIP_CODECS[options.codec ?? 'PCMU'];
  const transport = options.transport ?? 'udp';
  const [sipPort, controlPort, rtpPort] = [await freePort(), await freePort(), 2 * Math.floor((20_000 + Math.random() * 20_000) / 2)];
  const rtpPorts = { first: rtpPort, last: rtpPort + 100 };
  const folder = await mkdtemp(join(tmpdir(), 'sidetone-baresip-'));
  const recordings = join(folder, 'recordings');
  await mkdir(recordings);
  const wav = options.wav ?? await writeWav(join(folder, 'silence.wav'), codec.rateHz, new Int16Array(codec.rateHz * 600));
  await writeFile(join(folder, 'config'), fillFixture('baresip.config', {
    HOST: options.registrar.host, SIP_PORT: sipPort, MAX_CALLS: options.maxCalls ?? 4, SOURCE: options.isBridged === true ? 'aubridge,sink' : `aufile,${wav}`, RATE_HZ: codec.rateHz, RTP_PORTS: `${rtpPorts.first}-${rtpPorts.last}`, MODULES: modules, CONTROL_PORT: controlPort, RECORDINGS: recordings,
  }));
  const { registrar } = options;
  const parameters = [
    `outbound="sip:${registrar.host}:${registrar.sipPort};transport=${transport}"`, `auth_user=${options.user}`, `auth_pass=${options.password}`, `regint=${options.registersEverySec ?? 120}`,
    `answermode=${options.answerMode ?? 'auto'}`, `audio_codecs=${codec.name}`, `ptime=${options.ptimeMs ?? 20}`, ...(options.mediaEncryption === undefined ? [] : [`mediaenc=${options.mediaEncryption}`]),
  ];
  await writeFile(join(folder, 'accounts'), `<sip:${options.user}@${registrar.domain};transport=${transport}>;${parameters.join(';')}\n`);
  await writeFile(join(folder, 'contacts'), '');

  const peer = startPeer(program, ['-4', '-f', folder], { cwd: folder });
  const events: BaresipEvent[] = [];
  const waitFor: Baresip['waitFor'] = async (type, from = 0, withinMs = 10_000) => {
    const found = (): BaresipEvent | undefined => events.slice(from).find((event) => event.type === type);
    await until(() => found() !== undefined, `baresip tells ${type}`, peer, withinMs);
    return found()!;
  };
  let control: Awaited<ReturnType<typeof openBaresipControl>> | null = null;
  const stop = async (): Promise<void> => {
    control?.close();
    await peer.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    control = await openBaresipControl(controlPort, (event) => events.push(event), peer);
    // It may have registered before anyone listened.
    await until(() => events.some((event) => event.type === 'REGISTER_OK') || /200 OK|registered successfully/.test(peer.output()), 'baresip registers', peer);
    // A port that was free a moment ago went to another process: its control port would tell of somebody else's calls.
    if (PORT_TAKEN.test(peer.output())) throw new Error(`a port was taken meanwhile\n${peer.output()}`);
  } catch (error) {
    await stop();
    if (triesLeft > 1 && PORT_TAKEN.test(peer.output())) return startBaresip(options, triesLeft - 1);
    throw error;
  }
  const { send } = control;
  const order = async (name: string, params?: string): Promise<void> => void (await send(name, params));
  return {
    uri: `sip:${options.user}@${registrar.domain}`, pid: peer.pid, sipPort, rtpPorts, events, waitFor, stop, output: peer.output, command: send,
    dial: (uri) => order('dial', uri),
    accept: () => order('accept'),
    hangUp: () => order('hangup'),
    async recordings() {
      const files = (await readdir(recordings)).sort();
      const [sent, heard] = ['enc', 'dec'].map((direction) => files.filter((file) => file.endsWith(`-${direction}.wav`)).at(-1));
      if (sent === undefined || heard === undefined) throw new Error(`baresip recorded nothing yet: ${files.join(', ')}`);
      return { sent: join(recordings, sent), heard: join(recordings, heard) };
    },
  };
}
