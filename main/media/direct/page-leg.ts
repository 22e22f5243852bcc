import { randomInt } from 'node:crypto';
import type { CodecName } from '../../../preload/contract/accounts.ts';
import type { OpusOptions } from '../../../preload/contract/audio-options.ts';
import type { IceServer, TrunkReport } from '../../../preload/contract/page-orders.ts';
import { failure, success, type Result } from '../../../preload/contract/result.ts';
import type { Clock } from '../../platform/clock.ts';
import { createEmitter } from '../../platform/emitter.ts';
import type { MediaSideFact, PageLeg } from '../media-side.ts';
import type { SdpFailure } from '../media-gateway.ts';
import { USUAL_OPUS } from '../sdp/opus-format.ts';
import { isHolding, offeredDirection, ownDirection } from '../sdp/hold.ts';
import { CARRIED_OUT, createOrderBook } from './order-book.ts';
import { toPage, toTrunk } from './page-sdp.ts';
import { readDirect, type DirectDescription } from './read-direct.ts';
import { createTrunkWatch } from './trunk-watch.ts';

/** A connection that failed is renewed at most this often. */
const RENEW_EVERY_MS = 5_000;

export interface PageLegOptions {
  readonly codecs: readonly CodecName[];
  /** Default: FEC and no DTX. */
  readonly opus?: OpusOptions;
  /** Ours on the route to the trunk, asked for each SDP. */
  readonly localAddress: () => string;
  /** Asked when the page makes a connection, so that secrets in it go nowhere else. */
  readonly iceServers: () => readonly IceServer[];
  /** The browser marks its packets as voice (DSCP EF); default true. */
  readonly expedites?: boolean;
  /** Whether the fingerprints travel over TLS. */
  readonly isSignallingPrivate: boolean;
  readonly clock: Clock;
}

/**
 * The audio of one call that goes from the page straight to a WebRTC trunk: the page's browser makes every SDP, main hands them on and reads what it must know.
 * A page that was reloaded has another connection than the trunk knows; it is made known by a new offer.
 */
export function createPageLeg({ codecs, opus = USUAL_OPUS, localAddress, iceServers, expedites = true, isSignallingPrivate, clock }: PageLegOptions): PageLeg {
  const facts = createEmitter<MediaSideFact>();
  const orders = createOrderBook(clock, () => facts.emit({ kind: 'page-orders', orders: orders.pending() }));
  const watch = createTrunkWatch({ clock, isSignallingPrivate, tell });
  const sessionId = randomInt(2 ** 31);
  let version = 0;
  let connectionId = 0;
  /** The connection that the last SDP of ours describes; 0 before there is any. */
  let described = 0;
  let peer: DirectDescription | null = null;
  let isHeld = false;
  let isOpen = false;
  let isIceRestartDue = false;
  let renewedAtMs = -Infinity;
  /** The answer of a provisional response, while no final one came: a 200 without SDP confirms it (RFC 3262 s. 5). */
  let earlyAnswer: string | null = null;

  function tell(fact: MediaSideFact): void {
    if (fact.kind === 'one-way-audio' && fact.problem !== null) isIceRestartDue = true; // the offer that cures it finds a new way (T08)
    facts.emit(fact);
  }

  const isHeldByPeer = (): boolean => peer !== null && isHolding(peer.direction);
  const expectAudio = (): void => watch.expect(isOpen && !isHeld && !isHeldByPeer());

  function adopt(next: DirectDescription): void {
    const isNewCodec = next.codec !== peer?.codec;
    const wasHeldByPeer = isHeldByPeer();
    peer = next;
    watch.useCodec(next.codec);
    if (isNewCodec) facts.emit({ kind: 'codec-chosen', codec: next.codec });
    if (isHeldByPeer() !== wasHeldByPeer) facts.emit({ kind: 'held-by-peer', isHeld: isHeldByPeer() });
    expectAudio();
  }

  /** The trunk knows a connection that is no more. Before the call is answered there is nothing to renew: it is done when it is. */
  function renewIfStale(): void {
    if (!isOpen || described === 0 || described === connectionId) return;
    if (orders.pending().some(({ kind }) => kind === 'make-offer')) return; // the new page makes that one
    facts.emit({ kind: 'renewal-wanted' });
  }

  /** What was asked of a connection that is gone, about a session that its successor never saw. */
  function settleOrphans(): void {
    for (const { kind, orderId } of orders.pending()) {
      if (kind === 'take-answer') orders.settle(orderId, CARRIED_OUT);
      if (kind === 'make-answer') orders.settle(orderId, failure('media-failed', 'The window was loaded anew.'));
    }
  }

  async function describe(asked: Parameters<typeof orders.ask>[0]): Promise<Result<string, SdpFailure>> {
    const made = await orders.ask(asked);
    if (!made.ok) return made;
    described = connectionId;
    return success(toTrunk(made.value, { localAddress: localAddress(), sessionId, version: (version += 1), opus }));
  }

  return {
    path: 'trunk',
    subscribe(listener) {
      if (orders.pending().length > 0) listener({ kind: 'page-orders', orders: orders.pending() });
      return facts.subscribe(listener);
    },
    createOffer() {
      const isIceRestart = isIceRestartDue;
      isIceRestartDue = false;
      return describe({ kind: 'make-offer', codecs: [...codecs], direction: offeredDirection({ byUs: isHeld, byPeer: isHeldByPeer() }), isIceRestart });
    },
    async acceptAnswer(sdp, isFinal) {
      const read = readDirect(sdp, codecs);
      if (!read.ok) return read;
      if (described === connectionId) {
        const answerSdp = toPage(sdp, localAddress(), opus);
        earlyAnswer = isFinal ? null : answerSdp;
        const taken = await orders.ask({ kind: 'take-answer', answerSdp, isFinal });
        if (!taken.ok) return taken;
      }
      adopt(read.value);
      renewIfStale();
      return success();
    },
    async createAnswer(offerSdp) {
      const read = readDirect(offerSdp, codecs);
      if (!read.ok) return read;
      const made = await describe({ kind: 'make-answer', codecs: [read.value.codec], direction: ownDirection(read.value.direction, isHeld), offerSdp: toPage(offerSdp, localAddress(), opus) });
      if (made.ok) adopt(read.value);
      return made;
    },
    open() {
      isOpen = true;
      if (earlyAnswer !== null && described === connectionId) void orders.ask({ kind: 'take-answer', answerSdp: earlyAnswer, isFinal: true });
      earlyAnswer = null;
      expectAudio();
      renewIfStale();
    },
    setHeld(next) {
      isHeld = next;
      expectAudio();
    },
    sendDtmf(digits) {
      if (peer === null || peer.events.length === 0) return failure('dtmf-not-negotiated', 'The other side takes no tones in this call.');
      void orders.ask({ kind: 'send-tones', digits });
      return success();
    },
    attach() {
      connectionId += 1;
      watch.beginConnection();
      if (described !== 0) settleOrphans();
      renewIfStale();
      return { connectionId, iceServers: iceServers(), expedites };
    },
    settle(from, orderId, carried) {
      if (from === connectionId) orders.settle(orderId, carried);
    },
    report(from: number, report: TrunkReport) {
      if (from !== connectionId) return;
      watch.note(report);
      if (report.connection !== 'failed' || !isOpen || clock.monotonicMs() - renewedAtMs < RENEW_EVERY_MS) return;
      renewedAtMs = clock.monotonicMs();
      isIceRestartDue = true;
      facts.emit({ kind: 'renewal-wanted' });
    },
    close: () => orders.close('The call is over.'),
  };
}
