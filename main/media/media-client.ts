import { randomUUID } from 'node:crypto';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import { createEmitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { ProcessLauncher, ProcessLink } from '../platform/process-link.ts';
import type { MediaGateway, MediaGatewayFact } from './media-gateway.ts';
import { createMediaLeg, type LegEnd } from './media-leg.ts';
import type { MediaOrder, MediaReply } from './protocol.ts';
import { USUAL_OPUS } from './sdp/opus-format.ts';

/** A process that dies this soon after its start is started again only after a pause. */
const RESTART_AFTER_MS = 200;

/** Starts and supervises the media process. */
export function createMediaGateway({ launch, entry, log, clock }: { launch: ProcessLauncher; entry: string; log: Log; clock: Clock }): MediaGateway {
  const facts = createEmitter<MediaGatewayFact>();
  const legs = new Map<string, LegEnd>();
  let isStopping = false;
  /** null between the death of a process and the start of the next. */
  let link: ProcessLink | null = start();

  function start(): ProcessLink {
    const child = launch(entry, { name: 'Sidetone media' });
    child.onMessage((message) => receive(message as MediaReply));
    child.onExit((exitCode) => { if (!isStopping) restart(exitCode); });
    return child;
  }

  function restart(exitCode: number): void {
    log.error('media.process-gone', { exitCode });
    const lost = [...legs.values()];
    legs.clear();
    link = null;
    facts.emit({ kind: 'process-gone' });
    for (const leg of lost) leg.fail('the media process stopped');
    clock.startTimer(RESTART_AFTER_MS, () => {
      if (isStopping) return;
      link = start();
      facts.emit({ kind: 'process-back' });
    });
  }

  function receive(reply: MediaReply): void {
    const leg = legs.get(reply.legId);
    switch (reply.kind) {
      case 'fact': return leg?.tell(reply.fact);
      case 'page-answered': return leg?.answerPage(reply.requestId, reply.answerSdp === null ? failure('media-failed', reply.message) : success(reply.answerSdp));
      case 'port-bound': return leg?.notePort(reply.port === null ? failure('media-failed', reply.message) : success(reply.port));
    }
  }

  return {
    subscribe: (listener) => facts.subscribe(listener),
    async openLeg(options) {
      if (link === null) return failure('media-failed', 'The media process is being started again.');
      const legId = randomUUID();
      const process = link;
      /** A leg belongs to the process that opened it. */
      const send = (order: MediaOrder): void => { if (process === link) process.send(order); };
      const opened = new Promise<Result<number, 'media-failed'>>((resolve) => {
        legs.set(legId, { notePort: resolve, tell: () => undefined, answerPage: () => undefined, fail: (message) => resolve(failure('media-failed', message)) });
      });
      const address = options.localAddress();
      send({ kind: 'open-leg', legId, localAddress: address, terms: { opus: options.opus ?? USUAL_OPUS, rtpPorts: options.rtpPorts ?? null, expedites: options.expedites ?? true } });
      const port = await opened;
      if (!port.ok) {
        legs.delete(legId);
        return port;
      }
      const { leg, end } = createMediaLeg({ ...options, legId, bound: { address, port: port.value }, send, onClosed: () => legs.delete(legId) });
      legs.set(legId, end);
      return success(leg);
    },
    async stop() {
      isStopping = true;
      link?.kill();
    },
  };
}
