import type { Watching } from '../../../preload/contract/watching.ts';
import { isDiallable } from '../../../preload/contract/written-number.ts';

export interface WatchingErrors {
  readonly voicemailNumber: boolean;
  readonly pickUpPrefix: boolean;
  /** By the colleague's place in the list. */
  readonly numbers: readonly boolean[];
}

/** What main would refuse, by field. */
export function watchingErrors({ voicemailNumber, pickUpPrefix, colleagues }: Watching): WatchingErrors {
  const number = (text: string): boolean => text.trim() === '' || !isDiallable(text);
  return { voicemailNumber: voicemailNumber.trim() !== '' && number(voicemailNumber), pickUpPrefix: !/^[\d*#]{0,8}$/.test(pickUpPrefix), numbers: colleagues.map((colleague) => number(colleague.number)) };
}

export function isSound({ voicemailNumber, pickUpPrefix, numbers }: WatchingErrors): boolean {
  return !voicemailNumber && !pickUpPrefix && !numbers.some(Boolean);
}
