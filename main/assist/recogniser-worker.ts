import { parentPort, workerData } from 'node:worker_threads';
import { loadMoonshine } from './hearing/moonshine/moonshine.ts';
import { serveRecogniser } from './hearing/serve-recogniser.ts';
import type { RecogniserReply, RecogniserWorkerData } from './hearing/worker-messages.ts';

/** The recogniser's thread: onnxruntime blocks it for 200 ms at a stretch, so nothing else lives here. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread of the assist');
const { directory, model } = workerData as RecogniserWorkerData;
if (model.engine !== 'moonshine') throw new Error(`${model.engine} does not run in this thread`);

const reply = (message: RecogniserReply): void => port.postMessage(message);
port.on('message', serveRecogniser(await loadMoonshine(directory, model), reply, () => port.close()));
reply({ kind: 'ready' });
