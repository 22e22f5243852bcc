import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Recogniser } from './recogniser.ts';
import { connectRecogniser } from './remote-recogniser.ts';
import type { RecogniserReply, RecogniserWorkerData } from './worker-messages.ts';

const MOST_LAST_WORDS = 400;
/** Half a gigabyte from a slow disk takes 20 s; who has not answered by then never will. */
const USUAL_PATIENCE_MS = 60_000;

/**
 * A Recogniser in a process of its own, which may die without taking anything with it.
 *
 * @param file the built sherpa-process.ts
 * @param onGone told when the process ends unasked; what was asked of it rejects
 * @param patienceMs a process that takes longer for the model or for one sound hangs, and is ended
 * @returns resolves when the model is loaded, rejects when it cannot be, with the library's last words
 */
export async function startProcessRecogniser(file: URL, data: RecogniserWorkerData, onGone: (error: Error) => void, patienceMs = USUAL_PATIENCE_MS): Promise<Recogniser> {
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
  const patiently = async <Value>(answer: Promise<Value>): Promise<Value> => {
    const timer = setTimeout(() => {
      lastWords = `It took more than ${patienceMs} ms.`;
      child.kill('SIGKILL');
    }, patienceMs);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  };
  child.send(data);
  try {
    const recogniser = await patiently(connected);
    return { ...recogniser, recognise: (pcm, options) => patiently(recogniser.recognise(pcm, options)) };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}
