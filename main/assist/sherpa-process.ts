import { connectToParent } from '../platform/parent-link.ts';
import { serveRecogniser } from './hearing/serve-recogniser.ts';
import type { RecogniserOrder, RecogniserReply, RecogniserWorkerData } from './hearing/worker-messages.ts';
import { importSherpa } from './sherpa/sherpa-library.ts';
import { openSherpa } from './sherpa/sherpa-recogniser.ts';

/**
 * The process of sherpa-onnx: a model that the library cannot read ends its process instead of failing.
 * The first message is the model, all others are orders.
 */
const parent = connectToParent();
const reply = (message: RecogniserReply): void => parent.send(message);
let serve: ((order: RecogniserOrder) => void) | null = null;

async function start({ directory, model }: RecogniserWorkerData): Promise<void> {
  if (model.engine !== 'sherpa-onnx') throw new Error(`${model.engine} does not run in this process`);
  serve = serveRecogniser(openSherpa(await importSherpa(), directory, model), reply, () => process.exit(0));
}

parent.onMessage((message) => {
  if (serve !== null) return serve(message as RecogniserOrder);
  start(message as RecogniserWorkerData).then(() => reply({ kind: 'ready' }), (error: unknown) => reply({ kind: 'refused', message: error instanceof Error ? error.message : String(error) }));
});
