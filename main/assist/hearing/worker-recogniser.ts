import { Worker } from 'node:worker_threads';
import { assertNever } from '../../platform/assert-never.ts';
import type { Recogniser, Recognition } from './recogniser.ts';
import type { RecogniserOrder, RecogniserReply, RecogniserWorkerData } from './worker-messages.ts';

interface Waiting {
  resolve(recognition: Recognition | null): void;
  reject(error: Error): void;
}

/**
 * A Recogniser in a thread of its own.
 *
 * @param file the built recogniser-worker.ts
 * @param onGone told when the thread ends unasked; what was asked of it rejects
 * @returns resolves when the model is loaded, rejects when it cannot be
 */
export async function startWorkerRecogniser(file: URL, data: RecogniserWorkerData, onGone: (error: Error) => void): Promise<Recogniser> {
  const worker = new Worker(file, { workerData: data });
  const waiting = new Map<number, Waiting>();
  let lastRequestId = 0;
  let isClosing = false;
  let onReady: Waiting | null = null;

  function receive(reply: RecogniserReply): void {
    switch (reply.kind) {
      case 'ready': return onReady?.resolve(null);
      case 'recognised': return waiting.get(reply.requestId)?.resolve(reply.recognition);
      case 'failed': return waiting.get(reply.requestId)?.reject(new Error(reply.message));
      default: return assertNever(reply);
    }
  }

  function noteGone(error: Error): void {
    if (onReady !== null) return onReady.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    if (!isClosing) onGone(error);
    isClosing = true;
  }

  const send = (order: RecogniserOrder): void => worker.postMessage(order);
  worker.on('message', receive);
  worker.on('error', (error) => noteGone(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => noteGone(new Error(`the recogniser's thread ended with ${code}`)));
  await new Promise<unknown>((resolve, reject) => { onReady = { resolve, reject }; });
  onReady = null;

  return {
    modelId: data.model.id,
    async recognise(pcm, { draft = [], hasSpeech, signal }) {
      if (signal?.aborted === true) return null;
      const requestId = (lastRequestId += 1);
      const abort = (): void => send({ kind: 'abort', requestId });
      signal?.addEventListener('abort', abort);
      try {
        return await new Promise<Recognition | null>((resolve, reject) => {
          waiting.set(requestId, { resolve, reject });
          send({ kind: 'recognise', requestId, pcm, hasSpeech, draft });
        });
      } finally {
        waiting.delete(requestId);
        signal?.removeEventListener('abort', abort);
      }
    },
    async close() {
      isClosing = true;
      const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
      send({ kind: 'close' });
      await ended;
    },
  };
}
