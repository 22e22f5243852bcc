import type { CallEnd, CallSnapshot, CallTransfer, MediaEncryption, RemoteParty } from '../../preload/contract/calls.ts';
import type { CodecName } from '../../preload/contract/accounts.ts';
import type { CallRecording } from '../../preload/contract/recording.ts';
import type { PageOrder } from '../../preload/contract/page-orders.ts';
import type { AccountId, CallId } from '../../preload/contract/primitives.ts';
import type { Failure } from '../../preload/contract/result.ts';
import { assertNever } from '../platform/assert-never.ts';

/** What happens to a call, as its snapshot sees it. Times are epoch milliseconds. */
export type CallFact =
  | { readonly kind: 'ringing'; readonly hasEarlyMedia: boolean }
  | { readonly kind: 'answered'; readonly atMs: number; readonly setupMs: number }
  | { readonly kind: 'codec-chosen'; readonly codec: CodecName }
  | { readonly kind: 'encryption-chosen'; readonly encryption: MediaEncryption }
  | { readonly kind: 'first-packet'; readonly direction: 'to-trunk' | 'from-trunk'; readonly atMs: number }
  | { readonly kind: 'counted'; readonly packetsOut: number; readonly packetsIn: number; readonly packetsLost: number; readonly jitterMs: number | null; readonly roundTripMs: number | null; readonly mos: number | null }
  | { readonly kind: 'page-orders'; readonly orders: readonly PageOrder[] }
  | { readonly kind: 'media-fault'; readonly fault: Failure | null }
  | { readonly kind: 'in-band-tones'; readonly digits: string; readonly toneMs: number }
  | { readonly kind: 'muted'; readonly isMuted: boolean }
  | { readonly kind: 'held'; readonly isHeld: boolean }
  | { readonly kind: 'held-by-peer'; readonly isHeld: boolean }
  | { readonly kind: 'in-conference'; readonly isIn: boolean }
  | { readonly kind: 'transfer'; readonly transfer: CallTransfer | null }
  | { readonly kind: 'referred'; readonly to: RemoteParty | null }
  | { readonly kind: 'recording'; readonly recording: CallRecording }
  | { readonly kind: 'ended'; readonly atMs: number; readonly end: CallEnd };

/** A snapshot with what only main needs beside it. */
export interface CallProgress {
  readonly call: CallSnapshot;
  readonly firstPacketAtMs: { readonly 'to-trunk': number | null; readonly 'from-trunk': number | null };
}

export function newCall(start: { callId: CallId; accountId: AccountId; direction: 'outgoing' | 'incoming'; remote: RemoteParty; startedAtMs: number }, path: CallSnapshot['media']['path'] = 'gateway'): CallProgress {
  return {
    call: {
      ...start,
      setupMs: null,
      state: start.direction === 'outgoing' ? { kind: 'dialling' } : { kind: 'ringing-in' },
      isMuted: false,
      hold: { byUs: false, byPeer: false },
      isInConference: false,
      transfer: null,
      referredTo: null,
      recording: { kind: 'unavailable' },
      media: { isWanted: true, path, orders: [], codec: null, encryption: { kind: 'none' }, mediaMs: null, packetsOut: 0, packetsIn: 0, packetsLost: 0, jitterMs: null, roundTripMs: null, mos: null, inBandTones: null, fault: null },
    },
    firstPacketAtMs: { 'to-trunk': null, 'from-trunk': null },
  };
}

export function isEnded(call: CallSnapshot): boolean {
  return call.state.kind === 'ended';
}

/** Epoch milliseconds of the 200 OK, or null before it. */
export function answeredAtMs(call: CallSnapshot): number | null {
  return 'answeredAtMs' in call.state ? call.state.answeredAtMs : null;
}

/** The call after one fact; the same object where the fact changes nothing. An ended call stays as it is. */
export function advanceCall(progress: CallProgress, fact: CallFact): CallProgress {
  const { call } = progress;
  if (isEnded(call)) return progress;
  const withCall = (change: Partial<CallSnapshot>): CallProgress => ({ ...progress, call: { ...call, ...change } });
  const withMedia = (change: Partial<CallSnapshot['media']>): CallProgress => withCall({ media: { ...call.media, ...change } });
  switch (fact.kind) {
    case 'ringing':
      return call.state.kind === 'dialling' || call.state.kind === 'ringing-out' ? withCall({ state: { kind: 'ringing-out', hasEarlyMedia: fact.hasEarlyMedia } }) : progress;
    case 'answered':
      return answeredAtMs(call) === null ? settleMedia({ ...progress, call: { ...call, setupMs: fact.setupMs, state: { kind: 'connecting', answeredAtMs: fact.atMs } } }) : progress;
    case 'codec-chosen':
      return withMedia({ codec: fact.codec });
    case 'encryption-chosen':
      return withMedia({ encryption: fact.encryption });
    case 'first-packet':
      return progress.firstPacketAtMs[fact.direction] === null ? settleMedia({ ...progress, firstPacketAtMs: { ...progress.firstPacketAtMs, [fact.direction]: fact.atMs } }) : progress;
    case 'counted': {
      const { kind: _kind, ...counters } = fact;
      return withMedia(counters);
    }
    case 'page-orders':
      return withMedia({ orders: [...fact.orders] });
    case 'media-fault':
      return withMedia({ fault: fact.fault });
    case 'in-band-tones':
      return withMedia({ inBandTones: { number: (call.media.inBandTones?.number ?? 0) + 1, digits: fact.digits, toneMs: fact.toneMs } });
    case 'muted':
      return withCall({ isMuted: fact.isMuted });
    case 'held':
      return withCall({ hold: { ...call.hold, byUs: fact.isHeld } });
    case 'held-by-peer':
      return withCall({ hold: { ...call.hold, byPeer: fact.isHeld } });
    case 'in-conference':
      return call.isInConference === fact.isIn ? progress : withCall({ isInConference: fact.isIn });
    case 'transfer':
      return withCall({ transfer: fact.transfer });
    case 'referred':
      return withCall({ referredTo: fact.to });
    case 'recording':
      return withCall({ recording: fact.recording });
    case 'ended':
      return withCall({ state: { kind: 'ended', answeredAtMs: answeredAtMs(call), endedAtMs: fact.atMs, end: fact.end }, media: { ...call.media, isWanted: false, orders: [] } });
    default:
      return assertNever(fact);
  }
}

/** Early media may flow before the answer, so first packets and the answer are settled in whatever order they come. */
function settleMedia(progress: CallProgress): CallProgress {
  const { call, firstPacketAtMs } = progress;
  const answeredMs = answeredAtMs(call);
  if (answeredMs === null) return progress;
  const out = firstPacketAtMs['to-trunk'];
  const incoming = firstPacketAtMs['from-trunk'];
  const state = call.state.kind === 'connecting' && (out !== null || incoming !== null) ? { kind: 'active' as const, answeredAtMs: answeredMs } : call.state;
  const mediaMs = out !== null && incoming !== null ? Math.max(0, Math.max(out, incoming) - answeredMs) : call.media.mediaMs;
  return { ...progress, call: { ...call, state, media: { ...call.media, mediaMs } } };
}
