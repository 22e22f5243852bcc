import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStreamFramer, MOST_BODY_BYTES, MOST_HEAD_BYTES, type StreamFrame } from '../../../../main/sip/transport/stream-framing.ts';

/** Frames as text, so that a failure can be read. */
function framesOf(chunks: readonly Uint8Array[]): string[] {
  const framer = createStreamFramer();
  return chunks.flatMap((chunk) => framer.push(chunk)).map(shown);
}
const shown = (frame: StreamFrame): string => (frame.kind === 'message' ? Buffer.from(frame.bytes).toString('latin1') : frame.kind === 'broken' ? `broken: ${frame.reason}` : frame.kind);
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const OPTIONS = 'OPTIONS sip:bob@example.com SIP/2.0\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n';
const MESSAGE = 'MESSAGE sip:bob@example.com SIP/2.0\r\nl: 12\r\n\r\nhi\r\n\r\nthere.';
const FOLDED = 'SIP/2.0 200 OK\r\nContent-Length:\r\n 4\r\n\r\n\r\n\r\n';
const STREAM = `${OPTIONS}\r\n\r\n${MESSAGE}\r\n${FOLDED}${OPTIONS}`;
const FRAMES = [OPTIONS, 'line-end', 'line-end', MESSAGE, 'line-end', FOLDED, OPTIONS];

describe('a stream of SIP messages (RFC 3261 s. 18.3)', () => {
  it('gives the same messages wherever it is cut in two', () => {
    for (let at = 0; at <= STREAM.length; at += 1) expect(framesOf([bytes(STREAM.slice(0, at)), bytes(STREAM.slice(at))]), `cut at ${at}`).toEqual(FRAMES);
  });

  it('gives the same messages byte by byte', () => {
    expect(framesOf([...bytes(STREAM)].map((byte) => Uint8Array.of(byte)))).toEqual(FRAMES);
  });

  it('gives the same messages for any bodies cut in any pieces', () => {
    const message = fc.uint8Array({ maxLength: 300 }).map((body) => Buffer.concat([bytes(`INFO sip:a@b SIP/2.0\r\nContent-Length : ${body.length}\r\n\r\n`), body]));
    fc.assert(fc.property(fc.array(message, { minLength: 1, maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (messages, sizes) => {
      const stream = Buffer.concat(messages);
      const chunks: Buffer[] = [];
      for (let at = 0, turn = 0; at < stream.length; turn += 1) {
        const size = sizes[turn % sizes.length]!;
        chunks.push(stream.subarray(at, at + size));
        at += size;
      }
      expect(framesOf(chunks)).toEqual(messages.map((one) => one.toString('latin1')));
    }));
  });

  it('takes a message without Content-Length for one without a body', () => {
    expect(framesOf([bytes(`SIP/2.0 100 Trying\r\nCSeq: 1 INVITE\r\n\r\n${OPTIONS}`)])).toEqual(['SIP/2.0 100 Trying\r\nCSeq: 1 INVITE\r\n\r\n', OPTIONS]);
  });

  it('gives bytes that later chunks cannot change', () => {
    const chunk = bytes(OPTIONS);
    const [frame] = createStreamFramer().push(chunk);
    chunk.fill(0);
    expect(shown(frame!)).toBe(OPTIONS);
  });
});

describe('a stream that cannot be followed', () => {
  it.each([
    ['a length that is no number', 'INFO sip:a@b SIP/2.0\r\nContent-Length: ten\r\n\r\n', 'broken: Content-Length is no length'],
    ['a negative length', 'INFO sip:a@b SIP/2.0\r\nContent-Length: -1\r\n\r\n', 'broken: Content-Length is no length'],
    ['two lengths that differ', 'INFO sip:a@b SIP/2.0\r\nContent-Length: 1\r\nl: 2\r\n\r\nxx', 'broken: Content-Length is no length'],
    ['a body beyond the limit', `INFO sip:a@b SIP/2.0\r\nContent-Length: ${MOST_BODY_BYTES + 1}\r\n\r\n`, 'broken: the body is too long'],
    ['headers beyond the limit', `INFO sip:a@b SIP/2.0\r\nX: ${'x'.repeat(MOST_HEAD_BYTES)}`, 'broken: the headers are too long'],
  ])('%s ends it for good', (_what, text, frame) => {
    expect(framesOf([bytes(OPTIONS + text), bytes(OPTIONS)])).toEqual([OPTIONS, frame]);
    expect(framesOf([...bytes(text)].map((byte) => Uint8Array.of(byte)))).toEqual([frame]);
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...['\r\n', '\r\n\r\n', 'l: 3', 'Content-Length:', OPTIONS].map(bytes)))), (chunks) => {
      framesOf(chunks);
    }), { numRuns: 2_000 });
  });
});
