import { systemClock } from '../platform/clock.ts';
import { createLog } from '../platform/log.ts';
import { connectToParent } from '../platform/parent-link.ts';
import { createAssistService } from './assist-service.ts';
import { loadEngines } from './load-engines.ts';
import type { AssistOrder, AssistReply } from './protocol.ts';

/** The assist process: main's orders in, what was heard and understood out. Detector and ports live here, the recogniser in a thread: neither waits for the other. */
const parent = connectToParent();
const reply = (message: AssistReply): void => parent.send(message);
const log = createLog(({ level, event, fields }) => { if (level !== 'debug') reply({ kind: 'log', level, event, fields: Object(fields) as Record<string, unknown> }); });

const service = createAssistService({
  reply, log, clock: systemClock,
  load: (order, { hearing, intents: { intents, headFile }, onFallBack }) => loadEngines({
    ...order, hearing, intents, headFile, log, onFallBack,
    onMeasured: (measured) => reply({ kind: 'measured', measured }),
    onTraining: (state) => reply({ kind: 'training', state }),
    onKnowledge: (state) => reply({ kind: 'knowledge-state', state }),
    workerFile: new URL('./recogniser-worker.js', import.meta.url),
    sherpaFile: new URL('./sherpa-process.js', import.meta.url),
    onGone(error) {
      log.error('assist.recogniser-gone', { reason: error.message });
      // Without its recogniser this process is of no use; main starts another.
      setImmediate(() => process.exit(3));
    },
  }),
});
parent.onMessage((message, ports) => service.handle(message as AssistOrder, ports));
