import { fork } from 'node:child_process';
import type { ProcessLauncher } from './process-link.ts';

/** A ProcessLauncher on node:child_process with structured clone, for tests and tools outside Electron. It carries no MessagePorts. */
export const launchWithNode: ProcessLauncher = (entry, options) => {
  const child = fork(entry, [...(options.arguments ?? [])], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    send: (message) => { if (child.connected) child.send(message as never); },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(code ?? -1)),
    pid: child.pid,
    kill: () => void child.kill('SIGKILL'),
  };
};
