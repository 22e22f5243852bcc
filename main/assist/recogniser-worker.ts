import { parentPort, workerData } from 'node:worker_threads';
import { assertNever } from '../platform/assert-never.ts';
import { loadMoonshine } from './hearing/moonshine/moonshine.ts';
import type { RecogniserOrder, RecogniserReply, RecogniserWorkerData } from './hearing/worker-messages.ts';

/** The recogniser's thread: onnxruntime blocks it for 200 ms at a stretch, so nothing else lives here. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread of the assist');
const { directory, model } = workerData as RecogniserWorkerData;

const reply = (message: RecogniserReply): void => port.postMessage(message);
const running = new Map<number, AbortController>();
const recogniser = await loadMoonshine(directory, model);

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

port.on('message', (order: RecogniserOrder) => {
  switch (order.kind) {
    case 'recognise': return void recognise(order);
    case 'abort': return running.get(order.requestId)?.abort();
    case 'close': return void recogniser.close().then(() => port.close());
    default: return assertNever(order);
  }
});
reply({ kind: 'ready' });
