import type { Failure } from '../../preload/contract/result.ts';
import type { FlowCause } from '../media/rtp/flow-watch.ts';

/** What the person is told of one-way audio: which way, and what usually causes it. */
export function flowFault(cause: FlowCause): Failure {
  switch (cause) {
    case 'never-arrived': return { code: 'no-audio-from-remote', message: 'Nothing is heard from the other side: no audio packet has arrived. A firewall or router between here and the trunk is the usual cause.' };
    case 'stopped': return { code: 'audio-stopped', message: 'Nothing is heard from the other side any more: its audio packets have stopped. The network on the way is the usual cause.' };
    case 'not-decrypted': return { code: 'audio-not-decrypted', message: 'Nothing is heard from the other side: its audio arrives, but not under the key that was agreed.' };
    case 'other-format': return { code: 'audio-other-format', message: 'Nothing is heard from the other side: its audio arrives in a format that was not agreed.' };
    case 'not-received': return { code: 'remote-hears-nothing', message: 'The other side hears nothing: it reports that no audio from here reaches it. A firewall or router on the way is the usual cause.' };
  }
}

const CODES: readonly string[] = (['never-arrived', 'stopped', 'not-decrypted', 'other-format', 'not-received'] as const).map((cause) => flowFault(cause).code);

/** Whether a fault is one of these, and ends when audio flows both ways. */
export const isFlowFault = (fault: { readonly code: string } | null): boolean => fault !== null && CODES.includes(fault.code);
