/** The same numbers for the same seed (mulberry32): what failed once can be looked at again. */
export function seededRandom(seed: number): { readonly below: (limit: number) => number; readonly bytes: (count: number) => Buffer } {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    below: (limit) => next() % limit,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => next() & 0xff)),
  };
}
export type SeededRandom = ReturnType<typeof seededRandom>;
