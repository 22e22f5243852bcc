import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { RtpHeader, RtpPacket } from 'werift';

/** A packet and when it came, performance.now(). */
export interface HeardPacket {
  readonly header: RtpHeader;
  readonly payload: Buffer;
  readonly atMs: number;
}

/** A bare RTP and RTCP socket pair on 127.0.0.1, the far end of a trunk. */
export interface RtpPeer {
  readonly port: number;
  readonly heard: HeardPacket[];
  readonly reports: { readonly bytes: Buffer; readonly atMs: number }[];
  send(header: { payloadType: number; sequenceNumber: number; timestamp: number; ssrc: number; marker?: boolean }, payload: Buffer, toPort: number): void;
  sendRaw(bytes: Buffer, toPort: number): void;
  sendReport(bytes: Buffer, toPort: number): void;
  onPacket(listener: (packet: HeardPacket) => void): void;
  close(): void;
}

export async function openRtpPeer(): Promise<RtpPeer> {
  const { rtp, rtcp, port } = await bindPair();
  const heard: HeardPacket[] = [];
  const reports: { bytes: Buffer; atMs: number }[] = [];
  const listeners: ((packet: HeardPacket) => void)[] = [];
  rtp.on('message', (bytes) => {
    const { header, payload } = RtpPacket.deSerialize(bytes);
    const packet = { header, payload, atMs: performance.now() };
    heard.push(packet);
    for (const listener of listeners) listener(packet);
  });
  rtcp.on('message', (bytes) => reports.push({ bytes, atMs: performance.now() }));
  return {
    port,
    heard,
    reports,
    send(header, payload, toPort) {
      rtp.send(new RtpPacket(new RtpHeader(header), payload).serialize(), toPort, '127.0.0.1');
    },
    sendRaw: (bytes, toPort) => rtp.send(bytes, toPort, '127.0.0.1'),
    sendReport: (bytes, toPort) => rtcp.send(bytes, toPort, '127.0.0.1'),
    onPacket: (listener) => void listeners.push(listener),
    close() {
      rtp.close();
      rtcp.close();
    },
  };
}

async function bindPair(): Promise<{ rtp: Socket; rtcp: Socket; port: number }> {
  for (;;) {
    const rtp = createSocket('udp4');
    const rtcp = createSocket('udp4');
    rtp.bind(0, '127.0.0.1');
    await once(rtp, 'listening');
    const { port } = rtp.address();
    if (port % 2 === 0) {
      rtcp.bind(port + 1, '127.0.0.1');
      if (await Promise.race([once(rtcp, 'listening').then(() => true), once(rtcp, 'error').then(() => false)])) return { rtp, rtcp, port };
    }
    rtp.close();
    rtcp.close();
  }
}

/** Calls `frame` for each of `count` frames at its time, 20 ms apart, however timers drift. */
export async function paceFrames(count: number, frame: (n: number) => void): Promise<void> {
  const startMs = performance.now();
  for (let n = 0; n < count; n += 1) {
    const waitMs = startMs + n * 20 - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    frame(n);
  }
}

/** Resolves once `isTrue`; a description of what did not come, else. */
export async function until(what: string, isTrue: () => boolean, withinMs = 5_000): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  while (!isTrue()) {
    if (performance.now() > deadlineMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(5);
  }
}
