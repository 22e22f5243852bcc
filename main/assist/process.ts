import type { MessagePortMain } from 'electron';
import { createLog } from '../platform/log.ts';
import { systemClock } from '../platform/clock.ts';
import { connectToParent } from '../platform/parent-link.ts';
import { createAssistCore, type AssistCore } from './assist-core.ts';
import { readTapFrame } from './hearing/tap-frame.ts';
import { loadModels, type LoadedModels } from './load-models.ts';
import type { AssistOrder, AssistReply } from './protocol.ts';

/** The assist process. Detector and ports live here, the recogniser in a thread: neither waits for the other. */
const parent = connectToParent();
const reply = (message: AssistReply): void => parent.send(message);
const log = createLog(({ level, event, fields }) => { if (level !== 'debug') reply({ kind: 'log', level, event, fields: Object(fields) as Record<string, unknown> }); });

let models: LoadedModels | null = null;
let core: AssistCore | null = null;
/** The frames of tests without ports go where the tap of their speaker goes. */
const lines = new Map<string, (message: unknown) => void>();

async function start({ modelsDirectory, starterDirectory, knowledgeFolder }: Extract<AssistOrder, { kind: 'start' }>): Promise<void> {
  const loaded = await loadModels({
    modelsDirectory, starterDirectory, log, workerFile: new URL('./recogniser-worker.js', import.meta.url),
    // Without its recogniser this process is of no use; main starts another.
    onRecogniserGone: (error) => { log.error('assist.recogniser-gone', { error }); setImmediate(() => process.exit(3)); },
  });
  if (knowledgeFolder !== null) await loaded.understanding?.loadKnowledge(knowledgeFolder).catch((error: unknown) => log.warn('assist.knowledge-unreadable', { error }));
  models = loaded;
  core = createAssistCore({ models: loaded, clock: systemClock, log, reply });
  reply({ kind: 'status', status: loaded.status });
}

function attachTap({ callId, speaker }: Extract<AssistOrder, { kind: 'attach-tap' }>, port: MessagePortMain | undefined): void {
  const hear = core?.hearing?.openLine(callId, speaker);
  const take = (message: unknown): void => {
    const frame = readTapFrame(message);
    if (frame !== null) hear?.(frame);
  };
  lines.set(`${callId} ${speaker}`, take);
  port?.on('message', (event) => take(event.data));
  port?.start();
}

async function useKnowledge({ folder, requestId }: Extract<AssistOrder, { kind: 'use-knowledge' }>): Promise<void> {
  try {
    const read = await models?.understanding?.loadKnowledge(folder);
    reply({ kind: 'knowledge', requestId, articles: read?.articles ?? 0, message: '' });
  } catch (error) {
    reply({ kind: 'knowledge', requestId, articles: null, message: `The folder cannot be read: ${error instanceof Error ? error.message : String(error)}` });
  }
}

async function endCall({ callId, requestId }: Extract<AssistOrder, { kind: 'end-call' }>): Promise<void> {
  const ended = await core?.endCall(callId);
  for (const speaker of ['agent', 'caller']) lines.delete(`${callId} ${speaker}`);
  if (ended !== undefined) reply({ kind: 'call-ended', requestId, ...ended });
}

async function search({ query, requestId }: Extract<AssistOrder, { kind: 'search' }>): Promise<void> {
  const suggestions = await models?.understanding?.search(query) ?? null;
  reply({ kind: 'found', requestId, suggestions });
}

function fail(error: unknown): void {
  log.error('assist.order-failed', { error });
}

parent.onMessage((message, ports) => {
  const order = message as AssistOrder;
  switch (order.kind) {
    case 'start': return void start(order).catch(fail);
    case 'begin-call': return core?.beginCall(order.callId, order.nowOnCallMs, order.transcript);
    case 'attach-tap': return attachTap(order, ports[0]);
    case 'frame': return lines.get(`${order.callId} ${order.speaker}`)?.(order.frame);
    case 'feedback': return models?.understanding?.reportFeedback(order.callId, order.suggestionId, order.verdict);
    case 'end-call': return void endCall(order).catch(fail);
    case 'search': return void search(order).catch(fail);
    case 'use-knowledge': return void useKnowledge(order).catch(fail);
  }
});
