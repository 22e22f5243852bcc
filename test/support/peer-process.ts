import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A real SIP peer running as a process of its own. */
export interface PeerProcess {
  readonly pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** SIGTERM, SIGKILL after two seconds; resolves when it is gone. */
  stop(): Promise<void>;
}

const FIXTURES = join(process.cwd(), 'test', 'fixtures', 'peers');

/**
 * The full path of a peer's program.
 *
 * @throws Error naming the Debian packages when it is not installed: a test must fail then, not be skipped
 */
export function requireProgram(name: string, packages: readonly string[]): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${name} is not installed; run: apt-get install --no-install-recommends ${packages.join(' ')}`);
  return found;
}

/** The folder `name` below /usr/lib or an architecture's folder in it, where a peer keeps its loadable modules. */
export function requireModules(name: string, packages: readonly string[]): string {
  const candidates = ['/usr/lib', '/usr/lib64', ...readdirSync('/usr/lib').map((folder) => join('/usr/lib', folder))].map((folder) => join(folder, name));
  const found = candidates.find((folder) => existsSync(folder));
  if (found === undefined) throw new Error(`no folder ${name} below /usr/lib; run: apt-get install --no-install-recommends ${packages.join(' ')}`);
  return found;
}

/** A fixture of test/fixtures/peers with every @NAME@ filled in. */
export function fillFixture(name: string, values: Readonly<Record<string, string | number>>): string {
  return readFileSync(join(FIXTURES, name), 'utf8').replace(/@([A-Z_]+)@/g, (_mark, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`${name} asks for ${key}`);
    return String(value);
  });
}

/** A loopback port that is free for UDP and TCP now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve, reject) => {
      const server = createServer().once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
      });
    });
    const isFree = await new Promise<boolean>((resolve) => {
      const socket = createSocket('udp4').once('error', () => resolve(false));
      socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

export function startPeer(program: string, args: readonly string[], options: { cwd: string }): PeerProcess {
  // A process group of its own: Kamailio's children outlive a killed parent.
  const child = spawn(program, args, { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const killWithUs = (): void => signalGroup(child, 'SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  let text = '';
  const keep = (chunk: Buffer): void => { text = (text + chunk.toString('utf8')).slice(-200_000); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.once('error', (error) => { text += `\n${error.message}`; });
  return { pid: child.pid ?? 0, output: () => text, stop: () => stopChild(child) };
}

/** Asks again until it holds; the error carries what the peer printed. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, peer?: Pick<PeerProcess, 'output'>, withinMs = 10_000): Promise<void> {
  const limitMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > limitMs) throw new Error(`${what}: not within ${withinMs} ms${peer === undefined ? '' : `\n${peer.output()}`}`);
    await delay(20);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => void child.once('exit', resolve));
  signalGroup(child, 'SIGTERM');
  const hard = setTimeout(() => signalGroup(child, 'SIGKILL'), 2_000);
  await gone;
  clearTimeout(hard);
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause; // gone already
  }
}
