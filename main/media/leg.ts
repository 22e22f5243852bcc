import { randomBytes } from 'node:crypto';
import { codecProfile } from './codec-profile.ts';
import type { MediaLegFact } from './media-gateway.ts';
import { answerPage, type PageConnection } from './page-connection.ts';
import { createQualityMeter } from './quality/quality-meter.ts';
import { expedite } from './rtp/expedite.ts';
import type { OneWayAudio } from './rtp/flow-watch.ts';
import { createOutgoingStream } from './rtp/outgoing-stream.ts';
import { bindPortPair, type PortPair } from './rtp/port-pair.ts';
import type { LegTerms } from './protocol.ts';
import type { NegotiatedAudio } from './sdp/audio-description.ts';
import { createTrunkSide } from './trunk-side.ts';

const STATS_EVERY_MS = 1_000;
/** RFC 3550 s. 6.2: 5 s is the least interval between reports. */
const REPORT_EVERY_MS = 5_000;
const FRAME_MS = 20;
const JUDGE_EVERY_MS = 250;
/** The page has been quiet for this long: it is reloading or not there yet, and we keep the trunk's stream alive. */
const PAGE_AWAY_MS = 120;
/** The page says little while nobody speaks, and that on purpose: Chromium's Opus with DTX sends a packet every 400 ms. */
const PAGE_AWAY_WITH_DTX_MS = 1_000;

/** One call's audio path inside the media process. */
export interface Leg {
  readonly port: number;
  /**
   * The trunk's side goes on from another address of this machine, under the same SSRC. What still comes to the old one is heard.
   *
   * @returns the new RTP port
   * @throws Error when no port pair is free on the address
   */
  moveTo(localAddress: string): Promise<number>;
  configure(audio: NegotiatedAudio): void;
  startSending(): void;
  connectPage(offerSdp: string): Promise<string>;
  /** While held, silence goes to the trunk and nothing to the page. */
  setHeld(isHeld: boolean): void;
  sendDigits(digits: string, toneMs: number): void;
  close(): void;
}

/**
 * Opens the trunk's sockets and waits for the page.
 *
 * @throws Error when no port pair is free on the address
 */
export async function openLeg(localAddress: string, terms: LegTerms, tell: (fact: MediaLegFact) => void): Promise<Leg> {
  const ports = await openPorts(localAddress);
  const nowMs = (): number => performance.timeOrigin + performance.now();
  const meter = createQualityMeter();
  const seen = new Set<'to-trunk' | 'from-trunk'>();
  let audio: NegotiatedAudio | null = null;
  let page: PageConnection | null = null;
  let pageHeardAtMs = -Infinity;
  let silentTicks = 0;
  let isHeld = false;
  let isClosed = false;
  let connections = 0;
  let newestHeard = 0;
  /** The page knows one source, whoever the trunk lets speak; the connection puts its own SSRC on it. */
  let toPage = newPageStream(8_000);

  async function openPorts(address: string): Promise<PortPair> {
    const pair = await bindPortPair(address, terms.rtpPorts);
    if (terms.expedites) for (const socket of [pair.rtp, pair.rtcp]) expedite(socket);
    return pair;
  }

  function noteFirst(direction: 'to-trunk' | 'from-trunk'): void {
    if (seen.has(direction)) return;
    seen.add(direction);
    tell({ kind: 'first-packet', direction, atMs: nowMs() });
  }

  const trunk = createTrunkSide(ports, (current) => codecProfile(current.codec).payloadType, {
    onAudio(packet) {
      noteFirst('from-trunk');
      if (audio === null) return;
      if (isHeld) return toPage.skip(packet.header);
      page?.send(packet.payload, { ...toPage.follow(packet.header), marker: packet.header.marker, payloadType: codecProfile(audio.codec).payloadType });
    },
    onOther: (header) => toPage.skip(header),
    onDigit: (digit) => tell({ kind: 'dtmf-received', digit }),
    onSent: () => noteFirst('to-trunk'),
  });

  const timers = [
    setInterval(tellStats, STATS_EVERY_MS),
    setInterval(() => trunk.sendReport(), REPORT_EVERY_MS),
    setInterval(fillSilence, FRAME_MS),
    setInterval(judgeFlow, JUDGE_EVERY_MS),
  ];
  let silenceFromMs = performance.now();
  let problem: OneWayAudio | null = null;

  function tellStats(): void {
    const stats = trunk.stats();
    tell({ kind: 'stats', stats: { ...stats, mos: meter(stats) } });
  }

  function judgeFlow(): void {
    const judged = trunk.judgeFlow(isHeld);
    if (judged?.cause === problem?.cause) return;
    problem = judged;
    tell({ kind: 'one-way-audio', problem });
  }

  /** Timers drift and bunch, so frames are owed by the clock and not by the tick. */
  function fillSilence(): void {
    if (performance.now() - pageHeardAtMs < (terms.opus.dtx && audio?.codec === 'opus' ? PAGE_AWAY_WITH_DTX_MS : PAGE_AWAY_MS)) {
      silenceFromMs = performance.now();
      silentTicks = 0;
      return;
    }
    const owed = Math.floor((performance.now() - silenceFromMs) / FRAME_MS);
    for (; silentTicks < owed; silentTicks += 1) trunk.sendSilence();
  }

  return {
    port: ports.port,
    async moveTo(address) {
      const next = await openPorts(address);
      trunk.moveTo(next); // of a closed leg it closes them
      return next.port;
    },
    configure(next) {
      if (audio !== null && audio.clockRateHz !== next.clockRateHz) toPage = newPageStream(next.clockRateHz);
      audio = next;
      trunk.configure(next);
    },
    startSending() {
      silenceFromMs = performance.now();
      silentTicks = 0;
      trunk.startSending();
    },
    async connectPage(offerSdp) {
      const connection = (connections += 1);
      const answered = await answerPage(offerSdp, terms.opus, {
        onRtp(packet) {
          if (connection < newestHeard) return; // the last words of a page that was replaced
          newestHeard = connection;
          if (isHeld) return trunk.keepBack();
          if (trunk.forward(packet)) pageHeardAtMs = performance.now();
        },
        onConnected: () => tell({ kind: 'page-connected' }),
      });
      if (isClosed || connection !== connections) { // overtaken by a newer page, or by the end of the call
        answered.close();
        throw new Error(isClosed ? 'the leg is closed' : 'another page has connected since');
      }
      page?.close();
      page = answered;
      return answered.answerSdp;
    },
    setHeld: (next) => { isHeld = next; },
    sendDigits: (digits, toneMs) => trunk.sendDigits(digits, toneMs),
    close() {
      isClosed = true;
      for (const timer of timers) clearInterval(timer);
      tellStats();
      trunk.close();
      page?.close();
    },
  };
}

function newPageStream(clockRateHz: number) {
  return createOutgoingStream({ ssrc: 0, sequenceNumber: randomBytes(2).readUInt16BE(), timestamp: randomBytes(4).readUInt32BE(), frameTicks: clockRateHz / 50 });
}
