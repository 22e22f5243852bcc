import { assertNever } from '../../platform/assert-never.ts';
import type { Recogniser } from './recogniser.ts';
import type { RecogniserOrder, RecogniserReply } from './worker-messages.ts';

/**
 * The other end of a RecogniserLink: what a thread or a process does with the orders that it gets.
 *
 * @param end called when the recogniser is closed
 */
export function serveRecogniser(recogniser: Recogniser, reply: (message: RecogniserReply) => void, end: () => void): (order: RecogniserOrder) => void {
  const running = new Map<number, AbortController>();

  async function recognise({ requestId, pcm, hasSpeech, draft }: Extract<RecogniserOrder, { kind: 'recognise' }>): Promise<void> {
    const abort = new AbortController();
    running.set(requestId, abort);
    try {
      reply({ kind: 'recognised', requestId, recognition: await recogniser.recognise(pcm, { hasSpeech, draft, signal: abort.signal }) });
    } catch (error) {
      reply({ kind: 'failed', requestId, message: error instanceof Error ? error.message : String(error) });
    } finally {
      running.delete(requestId);
    }
  }

  return (order) => {
    switch (order.kind) {
      case 'recognise': return void recognise(order);
      case 'abort': return running.get(order.requestId)?.abort();
      case 'close': return void recogniser.close().then(end);
      default: return assertNever(order);
    }
  };
}
