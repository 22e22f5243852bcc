import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { requireProgram } from './peer-process.ts';

/** One UDP datagram over IPv4 on this machine's loopback, as tcpdump saw it pass. */
export interface CapturedDatagram {
  /** By the wall clock, milliseconds, to the microsecond: Date.now() of whoever sent or heard it. */
  readonly atMs: number;
  readonly fromPort: number;
  readonly toPort: number;
  readonly payload: Buffer;
}

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const ETHERNET_BYTES = 14;
const UDP_BYTES = 8;

/**
 * Listens on the loopback until stopped: what two programs say to each other is timed by neither of them.
 *
 * @throws Error when tcpdump is not installed or may not listen
 */
export async function capturePackets(): Promise<{ stop(): Promise<CapturedDatagram[]> }> {
  const child = spawn(requireProgram('tcpdump', ['tcpdump']), ['-i', 'lo', '-n', '-U', '--immediate-mode', '-B', '65536', '-w', '-', 'udp and ip'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const listening = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('listening on')) resolve();
    });
    child.once('exit', () => reject(new Error(`tcpdump ended: ${said}`)));
  });
  await listening;
  return {
    async stop() {
      const ended = once(child, 'close');
      child.kill('SIGINT');
      await ended;
      return readCapture(Buffer.concat(chunks));
    },
  };
}

/** The datagrams of a capture file as tcpdump writes it: pcap in this machine's byte order, with Ethernet headers. */
export function readCapture(file: Buffer): CapturedDatagram[] {
  const datagrams: CapturedDatagram[] = [];
  for (let at = FILE_HEADER_BYTES; at + RECORD_HEADER_BYTES <= file.length;) {
    const [seconds, micros, length] = [file.readUInt32LE(at), file.readUInt32LE(at + 4), file.readUInt32LE(at + 8)];
    const frame = file.subarray(at + RECORD_HEADER_BYTES, at + RECORD_HEADER_BYTES + length);
    at += RECORD_HEADER_BYTES + length;
    if (frame.length < ETHERNET_BYTES + 20 + UDP_BYTES) continue;
    const udp = frame.subarray(ETHERNET_BYTES + 4 * (frame.readUInt8(ETHERNET_BYTES) & 0x0f));
    datagrams.push({ atMs: seconds * 1_000 + micros / 1_000, fromPort: udp.readUInt16BE(0), toPort: udp.readUInt16BE(2), payload: udp.subarray(UDP_BYTES) });
  }
  return datagrams;
}
