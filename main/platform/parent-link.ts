import type { MessagePortMain } from 'electron';
import type { ParentLink } from './process-link.ts';

interface UtilityParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: MessagePortMain[] }) => void): void;
}

/** The link of this child process to main: Electron's parentPort, or node's IPC channel where a test forked us. */
export function connectToParent(): ParentLink {
  const port = (process as unknown as { parentPort?: UtilityParentPort }).parentPort;
  if (port !== undefined) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data, event.ports)),
    };
  }
  if (process.send === undefined) throw new Error('this file runs as a child process of Sidetone');
  process.on('disconnect', () => process.exit(0));
  return {
    send: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', (message) => listener(message, [])),
  };
}
