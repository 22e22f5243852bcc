import type { CallSnapshot, RemoteParty } from '../../preload/contract/calls.ts';
import type { AccountId, CallId } from '../../preload/contract/primitives.ts';
import type { CallRecording } from '../../preload/contract/recording.ts';
import { failure } from '../../preload/contract/result.ts';
import type { MediaSide, MediaSideFact } from '../media/media-side.ts';
import type { OneWayAudio } from '../media/rtp/flow-watch.ts';
import type { Clock } from '../platform/clock.ts';
import { createEmitter, type Unsubscribe } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { SipCall, SipCallFact } from '../sip/sip-phone.ts';
import type { ReceivedRefer } from '../sip/transfer/receive-refer.ts';
import { advanceCall, answeredAtMs, isEnded, newCall, type CallFact } from './call-state.ts';
import { flowFault, isFlowFault } from './flow-fault.ts';

/** One call composed of its SIP dialog and its audio path. */
export interface LiveCall {
  readonly sip: SipCall;
  readonly leg: MediaSide;
  snapshot(): CallSnapshot;
  subscribe(listener: (call: CallSnapshot, fact: CallFact) => void): Unsubscribe;
  setMuted(isMuted: boolean): void;
  /** At once for both people; the peer's phone is told after it, and whatever that says, it hears silence. */
  setHeld(isHeld: boolean): void;
  setInConference(isIn: boolean): void;
  /** The page plays these as sound. */
  playTones(digits: string, toneMs: number): void;
  /** What the screen says of the call's recording. */
  setRecording(recording: CallRecording): void;
  /** The peer's wish to send us elsewhere, while it waits for an answer; taking it settles it. */
  takeReferral(): ReceivedRefer | null;
  /** The moment the person pressed answer: from here set-up time counts. */
  noteAnswering(): void;
}

/** @param options `remote` is the other party as the screen and the record name it; without it as the trunk does */
export function createLiveCall(options: { callId: CallId; accountId: AccountId; remote?: RemoteParty; sip: SipCall; leg: MediaSide; clock: Clock; log: Log }): LiveCall {
  const { sip, leg, clock, log } = options;
  const changes = createEmitter<{ call: CallSnapshot; fact: CallFact }>();
  let progress = newCall({ callId: options.callId, accountId: options.accountId, direction: sip.direction, remote: options.remote ?? sip.remote, startedAtMs: Math.round(clock.nowMs()) }, leg.path);
  let setupFromMs = clock.monotonicMs();
  let referral: ReceivedRefer | null = null;

  function advance(fact: CallFact): void {
    const before = progress;
    progress = advanceCall(progress, fact);
    if (progress !== before) changes.emit({ call: progress.call, fact });
  }

  function onSip(fact: SipCallFact): void {
    switch (fact.kind) {
      case 'ringing':
      case 'transfer':
        return advance(fact);
      case 'referred':
        referral = fact.refer;
        return advance({ kind: 'referred', to: fact.refer.to });
      case 'answered':
        leg.open();
        return advance({ kind: 'answered', atMs: Math.round(clock.nowMs() - (clock.monotonicMs() - fact.atMonotonicMs)), setupMs: fact.atMonotonicMs - setupFromMs });
      case 'tones-refused':
        return advance({ kind: 'media-fault', fault: failure('tones-refused', 'The other side refused the keypad tones.', { detail: `INFO ${fact.sipStatus}` }).error });
      case 'ended':
        return end(fact);
    }
  }

  function end(fact: Extract<SipCallFact, { kind: 'ended' }>): void {
    leg.close();
    advance({ kind: 'ended', atMs: Math.round(clock.nowMs()), end: fact.end });
  }

  function onMedia(fact: MediaSideFact): void {
    switch (fact.kind) {
      case 'codec-chosen':
      case 'encryption-chosen':
      case 'held-by-peer':
      case 'page-orders':
        return advance(fact);
      case 'renewal-wanted':
        return renew();
      case 'first-packet':
        return advance(fact);
      case 'one-way-audio':
        return noteFlow(fact.problem);
      case 'stats': {
        const { packetsOut, packetsIn, packetsLost, jitterMs, roundTripMs, mos } = fact.stats;
        return advance({ kind: 'counted', packetsOut, packetsIn, packetsLost, jitterMs, roundTripMs, mos });
      }
      case 'failed':
        return advance({ kind: 'media-fault', fault: failure('media-failed', 'The audio path of this call broke.', { detail: fact.message }).error });
      case 'page-connected':
      case 'dtmf-received':
        return;
    }
  }

  /** Says it, and tries the cure: a re-INVITE makes both sides and every box between say anew where audio goes. */
  function noteFlow(problem: OneWayAudio | null): void {
    if (isEnded(progress.call) || answeredAtMs(progress.call) === null) return;
    if (problem === null) {
      if (isFlowFault(progress.call.media.fault)) advance({ kind: 'media-fault', fault: null });
      return;
    }
    const fault = flowFault(problem.cause);
    log.info('calls.one-way-audio', { direction: problem.direction, cause: problem.cause });
    advance({ kind: 'media-fault', fault });
    void sip.reoffer().then((told) => { if (!told.ok) log.info('calls.cure-not-taken', { code: told.error.code, detail: told.error.message }); });
  }

  /** Tells the trunk anew where our audio is. Refused, the call has none any more. */
  function renew(): void {
    void sip.reoffer().then((told) => {
      if (isEnded(progress.call)) return;
      if (told.ok) {
        if (progress.call.media.fault?.code === 'media-failed') advance({ kind: 'media-fault', fault: null });
        return;
      }
      log.warn('calls.renewal-not-taken', { code: told.error.code, detail: told.error.message });
      advance({ kind: 'media-fault', fault: failure('media-failed', 'The audio path of this call broke.', { detail: told.error.message }).error });
    });
  }

  sip.subscribe(onSip);
  leg.subscribe(onMedia);
  return {
    sip,
    leg,
    snapshot: () => progress.call,
    subscribe: (listener) => changes.subscribe(({ call, fact }) => listener(call, fact)),
    setMuted: (isMuted) => advance({ kind: 'muted', isMuted }),
    setHeld(isHeld) {
      if (progress.call.hold.byUs === isHeld) return;
      leg.setHeld(isHeld);
      advance({ kind: 'held', isHeld });
      void sip.reoffer().then((told) => { if (!told.ok) log.info('calls.hold-not-taken', { code: told.error.code, detail: told.error.message }); });
    },
    setInConference: (isIn) => advance({ kind: 'in-conference', isIn }),
    playTones: (digits, toneMs) => advance({ kind: 'in-band-tones', digits, toneMs }),
    setRecording: (recording) => advance({ kind: 'recording', recording }),
    takeReferral() {
      const taken = referral;
      referral = null;
      advance({ kind: 'referred', to: null });
      return taken;
    },
    noteAnswering: () => { setupFromMs = clock.monotonicMs(); },
  };
}
