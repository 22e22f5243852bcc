import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const UNSHARE = ['--net', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];

/**
 * Runs a program in a network namespace of its own, where it may lay out interfaces as it likes.
 *
 * @param shell what is to be done there before the program, in the shell's language
 * @returns the last line that it printed, as data
 * @throws Error with the program's words, or with what this machine lacks
 */
export function runInNamespace(shell: string, program: readonly string[], withinMs: number): unknown {
  requireNamespaces();
  const run = spawnSync('unshare', [...UNSHARE, 'sh', '-ec', `ip link set lo up; ${shell} exec "$@"`, 'sh', ...program], { encoding: 'utf8', timeout: withinMs });
  if (run.status !== 0) throw new Error(`${program.join(' ')} ended with ${run.status ?? run.signal}:\n${run.stderr}\n${run.stdout}`);
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '');
}

function requireNamespaces(): void {
  const tried = spawnSync('unshare', [...UNSHARE, 'ip', 'link', 'set', 'lo', 'up'], { encoding: 'utf8' });
  if (tried.status === 0) return;
  throw new Error(`No network namespace can be made here (${tried.error?.message ?? tried.stderr.trim()}). Run the tests as root, or allow it to users: sysctl kernel.unprivileged_userns_clone=1`);
}

/** A namespace below this one, as long as its process lives. */
export interface Below {
  readonly process: ChildProcess;
  /** Runs a command of the shell there; returns what it printed. */
  run(command: string): string;
}

/** Starts a program in a namespace below this one; it has an IPC channel. */
export async function openBelow(program: readonly string[]): Promise<Below> {
  const [command, ...args] = ['unshare', '--net', ...program] as const;
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const pid = String(child.pid);
  const own = namespaceOf('self');
  while (namespaceOf(pid) === own) await sleep(5); // unshare is not that far yet
  const below: Below = { process: child, run: (line) => shell('nsenter', ['-t', pid, '-n', 'sh', '-ec', line]) };
  below.run('ip link set lo up');
  return below;
}

/** Runs a command of the shell in the namespace of this process. */
export const here = (line: string): string => shell('sh', ['-ec', line]);

function namespaceOf(pid: string): string {
  return spawnSync('readlink', [`/proc/${pid}/ns/net`], { encoding: 'utf8' }).stdout;
}

function shell(command: string, args: readonly string[]): string {
  const run = spawnSync(command, args, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${args.at(-1) ?? command}: ${run.stderr}`);
  return run.stdout;
}
