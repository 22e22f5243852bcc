import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Recogniser } from './recogniser.ts';
import { connectRecogniser } from './remote-recogniser.ts';
import type { RecogniserReply, RecogniserWorkerData } from './worker-messages.ts';

const MOST_LAST_WORDS = 400;

/**
 * A Recogniser in a process of its own, which may die without taking anything with it.
 *
 * @param file the built sherpa-process.ts
 * @param onGone told when the process ends unasked; what was asked of it rejects
 * @returns resolves when the model is loaded, rejects when it cannot be, with the library's last words
 */
export function startProcessRecogniser(file: URL, data: RecogniserWorkerData, onGone: (error: Error) => void): Promise<Recogniser> {
  // In Electron this program is Electron: it has to be told to be node.
  const child = fork(fileURLToPath(file), [], { serialization: 'advanced', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { lastWords = `${lastWords}${text}`.slice(-MOST_LAST_WORDS); });
  const connected = connectRecogniser({
    send: (order) => { if (child.connected) child.send(order); },
    onReply: (listener) => void child.on('message', (reply) => listener(reply as RecogniserReply)),
    onGone(listener) {
      child.on('error', listener);
      // "close" and not "exit": what it said on stderr has been read by then.
      child.on('close', (code, signal) => listener(new Error(`The engine ended with ${signal ?? code ?? 'nothing'}. ${lastWords.trim()}`)));
    },
  }, data.model.id, onGone);
  child.send(data);
  return connected.catch((error: unknown) => {
    child.kill();
    throw error;
  });
}
