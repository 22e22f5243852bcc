import { mulaw } from 'alawmulaw';
import type { CapturedDatagram } from '../../support/packet-capture.ts';

/** 12 bytes of header, and 20 ms of G.711 (RFC 3551 s. 4.5.14). */
const HEADER_BYTES = 12;
const PACKET_BYTES = HEADER_BYTES + 160;
const SAMPLES_PER_MS = 8;
/** Far above the noise of G.711, far below a beep. */
const LOUD = 2_000;
/** A beep is over by then, and the next one has not begun. */
const REST_MS = 400;

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

const isWithin = (port: number, { first, last }: PortRange): boolean => port >= first && port <= last;
const isVoice = ({ payload }: CapturedDatagram): boolean => payload.length === PACKET_BYTES && (payload[0] ?? 0) >> 6 === 2 && ((payload[1] ?? 0) & 0x7f) === 0;

/** The far end's audio, and what came to it. */
export function voiceOf(datagrams: readonly CapturedDatagram[], farEnd: PortRange): { readonly sent: CapturedDatagram[]; readonly heard: CapturedDatagram[] } {
  const voice = datagrams.filter(isVoice);
  return { sent: voice.filter(({ fromPort }) => isWithin(fromPort, farEnd)), heard: voice.filter(({ toPort }) => isWithin(toPort, farEnd)) };
}

/** How long each registration of a user took: from its first REGISTER on the wire, through the challenge, to the 200. */
export function registrationsMs(datagrams: readonly CapturedDatagram[], registrarPort: number, user: string): number[] {
  const durations: number[] = [];
  let begunMs: number | null = null;
  for (const { atMs, fromPort, toPort, payload } of datagrams) {
    const text = fromPort === registrarPort || toPort === registrarPort ? payload.toString('latin1') : '';
    if (!/^CSeq: *\d+ REGISTER/im.test(text) || !text.includes(`sip:${user}@`)) continue;
    if (text.startsWith('REGISTER')) begunMs ??= atMs;
    else if (text.startsWith('SIP/2.0 200') && begunMs !== null) {
      durations.push(atMs - begunMs);
      begunMs = null;
    }
  }
  return durations;
}

/** When each beep began on the wire: the packet's own moment, and the place of the first loud sample in it. */
export function beepsAtMs(packets: readonly CapturedDatagram[]): number[] {
  const beeps: number[] = [];
  for (const { atMs, payload } of packets) {
    const first = mulaw.decode(payload.subarray(HEADER_BYTES)).findIndex((sample) => Math.abs(sample) > LOUD);
    const beganMs = atMs + first / SAMPLES_PER_MS;
    if (first >= 0 && beganMs - (beeps.at(-1) ?? -Infinity) > REST_MS) beeps.push(beganMs);
  }
  return beeps;
}

/** How long after each beep that was sent its echo came. */
export function echoDelaysMs(sent: readonly number[], heard: readonly number[]): number[] {
  return sent.flatMap((atMs) => {
    const echo = heard.find((candidate) => candidate > atMs && candidate - atMs < REST_MS);
    return echo === undefined ? [] : [echo - atMs];
  });
}
