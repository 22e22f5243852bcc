/** 16-bit mono PCM and its rate. */
export interface WavAudio {
  readonly sampleRateHz: number;
  readonly samples: Int16Array;
}

const PCM = 1;

/** Reads a RIFF WAVE file of 16-bit mono PCM; null for anything else. Chunks other than `fmt ` and `data` are passed over. */
export function readWav(bytes: Uint8Array): WavAudio | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') return null;
  let sampleRateHz: number | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const id = file.toString('latin1', at, at + 4);
    const lengthBytes = file.readUInt32LE(at + 4);
    const chunk = file.subarray(at + 8, at + 8 + lengthBytes);
    if (id === 'fmt ') {
      if (chunk.length < 16 || chunk.readUInt16LE(0) !== PCM || chunk.readUInt16LE(2) !== 1 || chunk.readUInt16LE(14) !== 16) return null;
      sampleRateHz = chunk.readUInt32LE(4);
    }
    if (id === 'data' && sampleRateHz !== null) {
      const samples = Int16Array.from({ length: Math.floor(chunk.length / 2) }, (_, index) => chunk.readInt16LE(2 * index));
      return { sampleRateHz, samples };
    }
    at += 8 + lengthBytes + (lengthBytes % 2);
  }
  return null;
}
