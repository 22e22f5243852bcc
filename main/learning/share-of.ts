import { createHash } from 'node:crypto';

/** A number from 0 to below 1 that is always the same for a text, and spread evenly over texts: a sample that nobody has to remember. */
export function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
