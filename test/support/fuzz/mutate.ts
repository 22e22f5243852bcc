import type { SeededRandom } from './seeded-random.ts';

/** What breaks parsers: ends of lines and of strings, separators, numbers beyond every type, bytes of no character. */
const PIECES = ['\r\n', '\n', '\r\n\r\n', ' ', '\t', ':', ';', ',', '"', '\\"', '<', '>', '@', '=', '%00', '\0', '-1', '4294967296', '99999999999999999999', 'a'.repeat(2_000), ';;,,', '[::1', '\u00ff\u00fe', '{}'].map((text) => Buffer.from(text, 'latin1'));
const MOST_BYTES = 8_000;

/** One to six changes: bits, bytes, cuts, doublings, pieces put in, and parts of another input. */
export function mutate(seed: Buffer, other: Buffer, random: SeededRandom): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  for (let change = random.below(6); change >= 0; change -= 1) bytes = once(bytes, other, random);
  return bytes.subarray(0, MOST_BYTES);
}

function once(bytes: Buffer, other: Buffer, random: SeededRandom): Buffer {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(40));
  const [before, cut, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (random.below(7)) {
    case 0: return Buffer.concat([before, cut.map((byte) => byte ^ (1 << random.below(8))), after]);
    case 1: return Buffer.concat([before, after]);
    case 2: return Buffer.concat([before, cut, cut, after]);
    case 3: return Buffer.concat([before, PIECES[random.below(PIECES.length)] ?? cut, cut, after]);
    case 4: return Buffer.concat([before, random.bytes(cut.length), after]);
    case 5: return Buffer.concat([before, other.subarray(random.below(other.length + 1)), after]);
    default: return Buffer.from(before);
  }
}
