/** Arithmetic on RTP's 16-bit sequence numbers and 32-bit timestamps, which wrap (RFC 3550 s. 5.1). */
export const nextSequence = (sequence: number, by = 1): number => (sequence + by) & 0xffff;
export const addTicks = (timestamp: number, ticks: number): number => (timestamp + ticks) >>> 0;
/** How far `sequence` is after `reference`, -32,768 to 32,767. */
export const sequenceDistance = (sequence: number, reference: number): number => (((sequence - reference) & 0xffff) ^ 0x8000) - 0x8000;
/** How far `timestamp` is after `reference`, in ticks, signed. */
export const tickDistance = (timestamp: number, reference: number): number => (timestamp - reference) | 0;
