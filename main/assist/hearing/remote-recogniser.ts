import { assertNever } from '../../platform/assert-never.ts';
import type { Recogniser, Recognition } from './recogniser.ts';
import type { RecogniserOrder, RecogniserReply } from './worker-messages.ts';

/** The way to a thread or a process that serves a recogniser. */
export interface RecogniserLink {
  send(order: RecogniserOrder): void;
  onReply(listener: (reply: RecogniserReply) => void): void;
  /** Told once, however it ended. */
  onGone(listener: (error: Error) => void): void;
}

interface Waiting {
  resolve(recognition: Recognition | null): void;
  reject(error: Error): void;
}

/**
 * A Recogniser at the other end of a link.
 *
 * @param onGone told when the other end ends unasked; what was asked of it, then or later, rejects
 * @returns resolves when the model is loaded, rejects when it cannot be
 */
export async function connectRecogniser(link: RecogniserLink, modelId: string, onGone: (error: Error) => void): Promise<Recogniser> {
  const waiting = new Map<number, Waiting>();
  let lastRequestId = 0;
  let isClosing = false;
  let gone: Error | null = null;
  let onReady: Waiting | null = null;
  let onClosed: () => void = () => undefined;

  link.onReply((reply) => {
    switch (reply.kind) {
      case 'ready': return onReady?.resolve(null);
      case 'refused': return onReady?.reject(new Error(reply.message));
      case 'recognised': return waiting.get(reply.requestId)?.resolve(reply.recognition);
      case 'failed': return waiting.get(reply.requestId)?.reject(new Error(reply.message));
      default: return assertNever(reply);
    }
  });
  link.onGone((error) => {
    if (gone !== null) return;
    gone = error;
    onClosed();
    if (onReady !== null) return onReady.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    if (!isClosing) onGone(error);
  });
  await new Promise<unknown>((resolve, reject) => { onReady = { resolve, reject }; });
  onReady = null;

  return {
    modelId,
    async recognise(pcm, { draft = [], hasSpeech, signal }) {
      if (signal?.aborted === true) return null;
      if (gone !== null) throw gone;
      const requestId = (lastRequestId += 1);
      const abort = (): void => link.send({ kind: 'abort', requestId });
      signal?.addEventListener('abort', abort);
      try {
        return await new Promise<Recognition | null>((resolve, reject) => {
          waiting.set(requestId, { resolve, reject });
          link.send({ kind: 'recognise', requestId, pcm, hasSpeech, draft });
        });
      } finally {
        waiting.delete(requestId);
        signal?.removeEventListener('abort', abort);
      }
    },
    async close() {
      isClosing = true;
      if (gone !== null) return;
      const closed = new Promise<void>((resolve) => { onClosed = resolve; });
      link.send({ kind: 'close' });
      await closed;
    },
  };
}
