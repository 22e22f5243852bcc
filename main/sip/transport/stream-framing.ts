/** What a stream holds, one after the other. */
export type StreamFrame =
  | { readonly kind: 'message'; readonly bytes: Uint8Array }
  /** A line end between messages: the pong of RFC 5626 s. 4.4.1, or half of a ping. */
  | { readonly kind: 'line-end' }
  /** Where the next message begins cannot be known any more; the connection must be closed. Nothing follows. */
  | { readonly kind: 'broken'; readonly reason: string };

export interface StreamFramer {
  /** Takes the bytes as they came, cut anywhere; gives the frames that they complete. Keeps what is left over, at most the two limits. Never throws. */
  push(chunk: Uint8Array): readonly StreamFrame[];
}

/** Beyond these nobody means well: a peer may not make us hold more. */
export const MOST_HEAD_BYTES = 32 * 1_024;
export const MOST_BODY_BYTES = 64 * 1_024;

const HEAD_END = '\r\n\r\n';
const CR = 0x0d;
const LF = 0x0a;

/** Cuts a stream into SIP messages by their Content-Length (RFC 3261 s. 18.3). */
export function createStreamFramer(): StreamFramer {
  let chunks: Uint8Array[] = [];
  let heldBytes = 0;
  /** With fewer bytes than this another look would find nothing new. */
  let wantedBytes = 1;
  /** Up to here there is no end of a head. */
  let searchedBytes = 0;
  let isBroken = false;

  function next(held: Buffer): { readonly frame: StreamFrame; readonly takenBytes: number } | null {
    if (held[0] === CR && held.length === 1) return null;
    if (held[0] === CR && held[1] === LF) return { frame: { kind: 'line-end' }, takenBytes: 2 };
    const headEnd = held.indexOf(HEAD_END, Math.max(0, searchedBytes - HEAD_END.length + 1));
    searchedBytes = headEnd < 0 ? held.length : headEnd;
    if (headEnd > MOST_HEAD_BYTES || (headEnd < 0 && held.length > MOST_HEAD_BYTES)) return broken('the headers are too long');
    if (headEnd < 0) return null;
    const bodyBytes = bodyBytesOf(held.toString('latin1', 0, headEnd));
    if (bodyBytes === null) return broken('Content-Length is no length');
    if (bodyBytes > MOST_BODY_BYTES) return broken('the body is too long');
    const takenBytes = headEnd + HEAD_END.length + bodyBytes;
    wantedBytes = takenBytes;
    return held.length < takenBytes ? null : { frame: { kind: 'message', bytes: held.subarray(0, takenBytes) }, takenBytes };
  }

  function broken(reason: string): { frame: StreamFrame; takenBytes: number } {
    isBroken = true;
    return { frame: { kind: 'broken', reason }, takenBytes: heldBytes };
  }

  return {
    push(chunk) {
      if (isBroken || chunk.length === 0) return [];
      chunks.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes < wantedBytes) return [];
      let held = Buffer.concat(chunks); // a copy: what is given away is nobody else's buffer
      const frames: StreamFrame[] = [];
      for (let found = next(held); found !== null; found = held.length === 0 || isBroken ? null : next(held)) {
        frames.push(found.frame);
        held = held.subarray(found.takenBytes);
        heldBytes = held.length;
        searchedBytes = 0;
        wantedBytes = 1;
      }
      chunks = held.length === 0 ? [] : [held];
      return frames;
    },
  };
}

/** The length that the head declares; 0 where it declares none, although it must (s. 20.14); null when it is no number, or two that differ. */
function bodyBytesOf(head: string): number | null {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n').slice(1);
  const declared = lines.flatMap((line) => /^(?:content-length|l)[ \t]*:(.*)$/i.exec(line)?.[1]?.trim() ?? []);
  const [first = '0', ...others] = declared;
  if (!/^\d{1,9}$/.test(first) || others.some((other) => other !== first)) return null;
  return Number(first);
}
