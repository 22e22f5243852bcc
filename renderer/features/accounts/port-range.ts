import { RtpPorts } from '../../../preload/contract/audio-options.ts';

/** What was typed as a range of ports: two numbers apart by anything; null for nothing at all. What is no range is for `isPortRange` to say. */
export function portRangeOf(typed: string): RtpPorts | null {
  if (typed.trim() === '') return null;
  const [first = Number.NaN, last = Number.NaN, ...others] = typed.split(/\D+/).filter((part) => part !== '').map(Number);
  return others.length === 0 ? { first, last } : { first: Number.NaN, last: Number.NaN };
}

/** By the rule of the contract. */
export function isPortRange(typed: string): boolean {
  const range = portRangeOf(typed);
  return range === null || RtpPorts.safeParse(range).success;
}

export const typedRange = (range: RtpPorts | null): string => (range === null ? '' : `${range.first}–${range.last}`);
