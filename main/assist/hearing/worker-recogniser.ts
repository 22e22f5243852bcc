import { Worker } from 'node:worker_threads';
import type { Recogniser } from './recogniser.ts';
import { connectRecogniser } from './remote-recogniser.ts';
import type { RecogniserWorkerData } from './worker-messages.ts';

/**
 * A Recogniser in a thread of its own.
 *
 * @param file the built recogniser-worker.ts
 * @param onGone told when the thread ends unasked; what was asked of it rejects
 * @returns resolves when the model is loaded, rejects when it cannot be
 */
export function startWorkerRecogniser(file: URL, data: RecogniserWorkerData, onGone: (error: Error) => void): Promise<Recogniser> {
  const worker = new Worker(file, { workerData: data });
  return connectRecogniser({
    send: (order) => worker.postMessage(order),
    onReply: (listener) => void worker.on('message', listener),
    onGone(listener) {
      worker.on('error', (error) => listener(error instanceof Error ? error : new Error(String(error))));
      worker.on('exit', (code) => listener(new Error(`the recogniser's thread ended with ${code}`)));
    },
  }, data.model.id, onGone);
}
