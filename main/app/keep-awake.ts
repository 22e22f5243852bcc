import type { PowerSaveBlocker } from 'electron';
import type { CallSnapshot } from '../../preload/contract/calls.ts';

/** Keeps the system from sleeping while a call rings or runs; the display may go dark (T21). */
export function keepAwake(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>): (calls: readonly CallSnapshot[]) => void {
  let blockerId: number | null = null;
  return (calls) => {
    const isWanted = calls.some(({ state }) => state.kind !== 'ended');
    if (isWanted && blockerId === null) blockerId = blocker.start('prevent-app-suspension');
    if (isWanted || blockerId === null) return;
    blocker.stop(blockerId);
    blockerId = null;
  };
}
