import { open } from 'node:fs/promises';

const HEADER_BYTES = 44;
const CHANNELS = 2;
const BYTES_PER_SAMPLE = 2;
/** The format counts in 32 bits: some 18 hours at 16 kHz. */
const MOST_BYTES = 0xffff_ffff - HEADER_BYTES;

/** A stereo WAVE file of 16-bit PCM that is whole after every write, so that it plays however the program ends. */
export interface WaveFile {
  /** @throws Error of the file system, or when the format can hold no more */
  append(interleaved: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error of the file system; a file of that name must not be there */
export async function createWaveFile(path: string, rateHz: number): Promise<WaveFile> {
  const file = await open(path, 'wx', 0o600);
  let dataBytes = 0;
  await file.write(waveHeader(rateHz, 0), 0, HEADER_BYTES, 0);
  return {
    async append(interleaved) {
      if (dataBytes + interleaved.length > MOST_BYTES) throw new Error('the file is as long as its format can hold');
      // The samples first: a header that promised more than is there would be the damage.
      await file.write(interleaved, 0, interleaved.length, HEADER_BYTES + dataBytes);
      dataBytes += interleaved.length;
      await file.write(waveHeader(rateHz, dataBytes), 0, HEADER_BYTES, 0);
    },
    close: () => file.close(),
  };
}

/** How long a file of ours plays, by its size in bytes. */
export function waveDurationMs(fileBytes: number, rateHz: number): number {
  return Math.max(0, Math.floor(((fileBytes - HEADER_BYTES) / (CHANNELS * BYTES_PER_SAMPLE) / rateHz) * 1_000));
}

/** RIFF WAVE with a PCM format chunk (Microsoft, Multimedia Programming Interface 1.0, 1991). */
function waveHeader(rateHz: number, dataBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(CHANNELS, 22);
  header.writeUInt32LE(rateHz, 24);
  header.writeUInt32LE(rateHz * CHANNELS * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(CHANNELS * BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
