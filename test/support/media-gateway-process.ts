import { createMediaGateway } from '../../main/media/media-client.ts';
import type { LegOptions, MediaGateway, MediaLeg } from '../../main/media/media-gateway.ts';
import { systemClock } from '../../main/platform/clock.ts';
import { silentLog } from '../../main/platform/log.ts';
import { launchWithNode } from '../../main/platform/node-launcher.ts';
import type { CodecName } from '../../preload/contract/accounts.ts';
import { buildProcess } from './build-process.ts';

/** The real media process, built and started. */
export async function startMediaGateway(): Promise<{ gateway: MediaGateway; pids(): number[]; openLeg(codecs: readonly CodecName[], options?: Partial<LegOptions>): Promise<MediaLeg>; stop(): Promise<void> }> {
  const built = await buildProcess('main/media/process.ts');
  const pids: number[] = [];
  const gateway = createMediaGateway({
    entry: built.file, log: silentLog, clock: systemClock,
    launch(entry, options) {
      const link = launchWithNode(entry, options);
      if (link.pid !== undefined) pids.push(link.pid);
      return link;
    },
  });
  return {
    gateway,
    pids: () => pids,
    async openLeg(codecs, options = {}) {
      const leg = await gateway.openLeg({ codecs, localAddress: () => '127.0.0.1', ...options });
      if (!leg.ok) throw new Error(leg.error.message);
      return leg.value;
    },
    async stop() {
      await gateway.stop();
      await built.remove();
    },
  };
}
