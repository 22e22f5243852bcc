import { utilityProcess } from 'electron';
import type { ProcessLauncher } from './process-link.ts';

/** A ProcessLauncher on Electron's utilityProcess. */
export const launchUtility: ProcessLauncher = (entry, options) => {
  const child = utilityProcess.fork(entry, [...(options.arguments ?? [])], { serviceName: options.name, stdio: 'inherit' });
  return {
    send: (message, ports = []) => child.postMessage(message, [...ports]),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    get pid() { return child.pid; },
    kill: () => void child.kill(),
  };
};
