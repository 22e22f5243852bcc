import type { ProcessLauncher, ProcessLink } from '../../main/platform/process-link.ts';

/** A child process as a test plays it. */
export interface FakeProcess {
  /** What was sent to it, oldest first. */
  readonly received: readonly unknown[];
  readonly ports: readonly unknown[];
  readonly isKilled: boolean;
  say(message: unknown): void;
  exit(exitCode: number): void;
}

/** A launcher whose processes are played by the test. */
export function fakeLauncher(): { readonly launch: ProcessLauncher; readonly processes: readonly FakeProcess[]; current(): FakeProcess } {
  const processes: FakeProcess[] = [];
  const launch: ProcessLauncher = () => {
    const received: unknown[] = [];
    const given: unknown[] = [];
    const listeners: ((message: unknown) => void)[] = [];
    const exits: ((exitCode: number) => void)[] = [];
    let isKilled = false;
    processes.push({
      received, ports: given,
      get isKilled() { return isKilled; },
      say: (message) => listeners.forEach((listener) => listener(message)),
      exit: (exitCode) => exits.splice(0).forEach((listener) => listener(exitCode)),
    });
    const link: ProcessLink = {
      send: (message, ports = []) => { received.push(message); given.push(...ports); },
      onMessage: (listener) => listeners.push(listener),
      onExit: (listener) => exits.push(listener),
      pid: processes.length,
      kill: () => { isKilled = true; },
    };
    return link;
  };
  return {
    launch, processes,
    current() {
      const last = processes.at(-1);
      if (last === undefined) throw new Error('no process was launched');
      return last;
    },
  };
}
