import { randomUUID } from 'node:crypto';
import type { CallEnd, CallSnapshot, RemoteParty } from '../../preload/contract/calls.ts';
import { mayDial } from '../../preload/contract/line-readiness.ts';
import { Dtmf } from '../../preload/contract/dtmf.ts';
import { CallId, type AccountId } from '../../preload/contract/primitives.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import { createEmitter, type Unsubscribe } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import type { CallSdp, SipCall, SipPhone } from '../sip/sip-phone.ts';
import { answeredAtMs, isEnded, newCall, advanceCall, type CallFact } from './call-state.ts';
import { createLiveCall, type LiveCall } from './live-call.ts';
import type { OpenMedia } from './open-media.ts';
import type { PhoneLine, PhoneLines } from './phone-line.ts';
import { attend, carryOut } from './receive-by-plan.ts';
import { receptionPlan } from './reception-plan.ts';
import { sendTones } from './send-tones.ts';
import { conferenceOf, hasRoom, heardBeside, mergeable, together } from './several-calls.ts';

/** How many ended calls stay in the snapshot, for the wrap-up screen. */
const ENDED_KEPT = 5;

export type CallsFact =
  | { readonly kind: 'call'; readonly call: CallSnapshot; readonly fact: CallFact | { readonly kind: 'started' } }
  /** A call that never rang here: refused or the line was busy. */
  | { readonly kind: 'refused'; readonly call: CallSnapshot };

type PlaceFailure = 'no-account' | 'not-registered' | 'line-busy' | 'bad-destination' | 'media-failed';

/** Every call of the app, composed from sip and media. Several may run; one of them is heard, the others are on hold. */
export interface Calls {
  list(): readonly CallSnapshot[];
  find(callId: string): LiveCall | null;
  /** A call that has not ended, the one that is heard before the others. */
  current(): LiveCall | null;
  subscribe(listener: (fact: CallsFact) => void): Unsubscribe;
  place(accountId: AccountId | null, destination: string): Promise<Result<CallSnapshot, PlaceFailure>>;
  /** Takes the call that rings at a watched extension. */
  pickUp(accountId: AccountId, extension: string): Promise<Result<CallSnapshot, PlaceFailure | 'nothing-rings'>>;
  answer(callId: CallId): Promise<Result<void, 'unknown-call' | 'wrong-state' | 'media-failed'>>;
  reject(callId: CallId): Result<void, 'unknown-call' | 'wrong-state'>;
  hangUp(callId: CallId): Result<void, 'unknown-call' | 'wrong-state'>;
  setMuted(callId: CallId, isMuted: boolean): Result<void, 'unknown-call' | 'wrong-state'>;
  setHeld(callId: CallId, isHeld: boolean): Result<void, 'unknown-call' | 'wrong-state'>;
  sendDtmf(callId: CallId, digits: string): Result<void, 'unknown-call' | 'wrong-state' | 'dtmf-not-negotiated'>;
  merge(): Result<void, 'wrong-state'>;
  split(callId: CallId): Result<void, 'unknown-call' | 'wrong-state'>;
  transfer(callId: CallId, destination: string): Result<void, 'unknown-call' | 'wrong-state' | 'bad-destination'>;
  join(callId: CallId, otherCallId: CallId): Result<void, 'unknown-call' | 'wrong-state' | 'different-lines'>;
  answerReferral(callId: CallId, isFollowed: boolean): Promise<Result<void, 'unknown-call' | 'wrong-state' | 'media-failed'>>;
  /** `replaces`: the running call whose place this one takes, without ringing. */
  receive(line: PhoneLine, sip: SipCall, replaces?: SipCall | null): Promise<void>;
  noteRefused(line: PhoneLine, remote: RemoteParty, end: CallEnd): void;
}

/** @param nameOf who a number belongs to, where the trunk does not say */
export function createCalls(dependencies: { openMedia: OpenMedia; lines: PhoneLines; clock: Clock; log: Log; nameOf?: (number: string) => string | null }): Calls {
  const { openMedia, lines, clock, log, nameOf = () => null } = dependencies;
  const named = (remote: RemoteParty): RemoteParty => (remote.displayName === null || remote.displayName === '' || remote.displayName === remote.user ? { ...remote, displayName: nameOf(remote.user) ?? remote.displayName } : remote);
  const facts = createEmitter<CallsFact>();
  let calls: readonly LiveCall[] = [];
  /** Set while a call is being prepared, so that two clicks do not place two. */
  let isPreparing = false;

  const running = (): readonly LiveCall[] => calls.filter((call) => !isEnded(call.snapshot()));
  const current = (): LiveCall | null => running().find((call) => !call.snapshot().hold.byUs) ?? running()[0] ?? null;
  const find = (callId: string): LiveCall | null => calls.find((call) => call.snapshot().callId === callId) ?? null;
  const snapshots = (): readonly CallSnapshot[] => calls.map((call) => call.snapshot());
  const isBusy = (): boolean => isPreparing || !hasRoom(snapshots());

  function holdAllBut(callId: string | null): void {
    for (const heard of heardBeside(snapshots(), callId)) find(heard.callId)?.setHeld(true);
  }

  function adopt(call: LiveCall): CallSnapshot {
    const ended = calls.filter((other) => isEnded(other.snapshot()));
    calls = [call, ...calls.filter((other) => !isEnded(other.snapshot())), ...ended.slice(0, ENDED_KEPT - 1)];
    call.subscribe((snapshot, fact) => {
      facts.emit({ kind: 'call', call: snapshot, fact });
      if (fact.kind === 'ended') endLonelyConference();
    });
    facts.emit({ kind: 'call', call: call.snapshot(), fact: { kind: 'started' } });
    return call.snapshot();
  }

  /** One alone confers with nobody. */
  function endLonelyConference(): void {
    const members = conferenceOf(snapshots());
    if (members.length === 1) for (const { callId } of members) find(callId)?.setInConference(false);
  }

  function withLive<Value, Code extends string>(callId: CallId, act: (call: LiveCall) => Result<Value, Code>): Result<Value, Code | 'unknown-call' | 'wrong-state'> {
    const call = find(callId);
    if (call === null) return failure('unknown-call', 'This call is not known any more.');
    if (isEnded(call.snapshot())) return failure('wrong-state', 'This call has already ended.');
    return act(call);
  }

  async function place(accountId: AccountId | null, destination: string): Promise<Result<CallSnapshot, PlaceFailure>> {
    const placed = await begin(accountId, (phone, sdp) => phone.place(destination, sdp));
    if (placed.ok) return placed;
    const { code } = placed.error;
    return { ok: false, error: { ...placed.error, code: code === 'nothing-rings' ? 'bad-destination' : code } };
  }

  async function begin(accountId: AccountId | null, dial: (phone: SipPhone, sdp: CallSdp) => ReturnType<SipPhone['pickUp']>): Promise<Result<CallSnapshot, PlaceFailure | 'nothing-rings'>> {
    const line = lines.find(accountId);
    if (line === null) return failure('no-account', 'There is no account to call from. Set one up first.', { action: 'open-account' });
    if (isBusy()) return failure('line-busy', 'Another call is still being set up, or too many are running. End one before the next.');
    const { localAddress } = line.phone;
    if (!mayDial(line.settings, line.registration) || localAddress === null) {
      return failure('not-registered', `${line.settings.label} is not registered, so it cannot call yet.`, { action: 'open-account' });
    }
    isPreparing = true;
    try {
      const leg = await openMedia(line.settings, () => line.phone.localAddress ?? localAddress);
      if (!leg.ok) return failure('media-failed', 'The audio path could not be opened.', { detail: leg.error.message, action: 'retry' });
      const placed = dial(line.phone, leg.value);
      if (!placed.ok) {
        leg.value.close();
        return failure(placed.error.code === 'not-started' ? 'not-registered' : placed.error.code, placed.error.message);
      }
      holdAllBut(null);
      return success(adopt(createLiveCall({ callId: newCallId(), accountId: line.settings.accountId, remote: named(placed.value.remote), sip: placed.value, leg: leg.value, clock, log })));
    } finally {
      isPreparing = false;
    }
  }

  async function receive(line: PhoneLine, sip: SipCall, replaces: SipCall | null = null): Promise<void> {
    const { localAddress } = line.phone;
    const plan = receptionPlan(line.reception, { isFull: isBusy() || localAddress === null, isOccupied: running().length > 0, ask: sip.autoAnswer });
    const ring = replaces === null ? carryOut(plan, sip, log, (end) => noteRefused(line, sip.remote, end)) : null;
    if ((replaces === null && ring === null) || localAddress === null) return;
    isPreparing = true;
    try {
      let isGone = false;
      const stopWatching = sip.subscribe((fact) => { isGone ||= fact.kind === 'ended'; });
      const leg = await openMedia(line.settings, () => line.phone.localAddress ?? localAddress);
      stopWatching();
      if (!leg.ok) {
        log.error('calls.no-media-for-incoming', { detail: leg.error.message });
        sip.reject(480);
        return;
      }
      if (isGone) {
        leg.value.close();
        noteRefused(line, sip.remote, { result: 'missed', endedBy: 'remote', sipStatus: 487, reason: 'Request Terminated', failure: null });
        return;
      }
      const call = createLiveCall({ callId: newCallId(), accountId: line.settings.accountId, remote: named(sip.remote), sip, leg: leg.value, clock, log });
      adopt(call);
      if (ring !== null) attend(ring, sip, { clock, log, answer: () => void answer(call.snapshot().callId) });
      if (replaces !== null) await takeOver(call, calls.find((other) => other.sip === replaces)?.snapshot().hold.byUs ?? false);
    } finally {
      isPreparing = false;
    }
  }

  function noteRefused(line: PhoneLine, remote: RemoteParty, end: CallEnd): void {
    const atMs = Math.round(clock.nowMs());
    const started = newCall({ callId: newCallId(), accountId: line.settings.accountId, direction: 'incoming', remote: named(remote), startedAtMs: atMs });
    facts.emit({ kind: 'refused', call: advanceCall(started, { kind: 'ended', atMs, end }).call });
  }

  /** A call takes the place of one that was already answered, and its hold. */
  async function takeOver(call: LiveCall, isHeld: boolean): Promise<void> {
    call.noteAnswering();
    const answered = await call.sip.answer(call.leg);
    if (answered.ok && isHeld) call.setHeld(true);
  }

  async function answerReferral(callId: CallId, isFollowed: boolean): Promise<Result<void, 'unknown-call' | 'wrong-state' | 'media-failed'>> {
    const call = find(callId);
    if (call === null) return failure('unknown-call', 'This call is not known any more.');
    const line = lines.find(call.snapshot().accountId);
    const refer = call.takeReferral();
    if (refer === null) return failure('wrong-state', 'The other side asks for nothing right now.');
    const localAddress = line?.phone.localAddress ?? null;
    if (!isFollowed || line === null || localAddress === null) {
      refer.refuse();
      return success();
    }
    const leg = await openMedia(line.settings, () => line.phone.localAddress ?? localAddress);
    const followed = leg.ok ? refer.follow(leg.value) : null;
    if (!leg.ok || followed === null) {
      refer.refuse();
      if (leg.ok) leg.value.close();
      return failure('media-failed', 'The call to the new place could not be made.');
    }
    holdAllBut(null);
    adopt(createLiveCall({ callId: newCallId(), accountId: line.settings.accountId, remote: named(followed.remote), sip: followed, leg: leg.value, clock, log }));
    return success();
  }

  /** What both calls were joined for is done: the one that was asked about leaves as well. */
  function leaveTogether(call: LiveCall, other: LiveCall): void {
    const stop = call.subscribe((snapshot) => {
      if (snapshot.transfer?.progress === 'failed') stop();
      if (snapshot.state.kind !== 'ended') return;
      stop();
      if (snapshot.state.end.transferredTo !== undefined) other.sip.hangUp();
    });
  }

  async function answer(callId: CallId): Promise<Result<void, 'unknown-call' | 'wrong-state' | 'media-failed'>> {
    const call = find(callId);
    if (call === null) return failure('unknown-call', 'This call is not known any more.');
    if (call.snapshot().state.kind !== 'ringing-in') return failure('wrong-state', 'This call is not ringing.');
    call.noteAnswering();
    holdAllBut(callId);
    const answered = await call.sip.answer(call.leg);
    if (answered.ok) return success();
    return answered.error.code === 'wrong-state'
      ? failure('wrong-state', answered.error.message)
      : failure('media-failed', 'The call could not be answered: the two sides found no common audio.', { detail: answered.error.message });
  }

  return {
    list: snapshots,
    find,
    current,
    subscribe: (listener) => facts.subscribe(listener),
    place,
    pickUp: (accountId, extension) => begin(accountId, (phone, sdp) => phone.pickUp(extension, sdp)),
    answer,
    reject: (callId) => withLive(callId, (call) => {
      if (call.snapshot().state.kind !== 'ringing-in') return failure('wrong-state', 'This call is not ringing.');
      call.sip.reject();
      return success();
    }),
    hangUp: (callId) => withLive(callId, (call) => {
      call.sip.hangUp();
      return success();
    }),
    setMuted: (callId, isMuted) => withLive(callId, () => {
      for (const member of together(snapshots(), callId)) find(member.callId)?.setMuted(isMuted);
      return success();
    }),
    setHeld: (callId, isHeld) => withLive(callId, (call) => {
      if (answeredAtMs(call.snapshot()) === null) return failure('wrong-state', 'Only an answered call can be held.');
      if (!isHeld) holdAllBut(callId);
      for (const member of together(snapshots(), callId)) find(member.callId)?.setHeld(isHeld);
      return success();
    }),
    merge() {
      const members = mergeable(snapshots());
      if (members.length < 2) return failure('wrong-state', 'A conference needs two answered calls.');
      for (const { callId } of members) {
        find(callId)?.setInConference(true);
        find(callId)?.setHeld(false);
      }
      return success();
    },
    split: (callId) => withLive(callId, () => {
      for (const member of conferenceOf(snapshots())) find(member.callId)?.setInConference(false);
      holdAllBut(callId);
      return success();
    }),
    transfer: (callId, destination) => withLive(callId, (call) => call.sip.transfer(destination)),
    join: (callId, otherCallId) => withLive(callId, (call) => withLive(otherCallId, (other) => {
      const asked = call.sip.join(other.sip);
      if (asked.ok) leaveTogether(call, other);
      return asked;
    })),
    answerReferral,
    sendDtmf: (callId, digits) => withLive(callId, (call): Result<void, 'wrong-state' | 'dtmf-not-negotiated'> => {
      if (answeredAtMs(call.snapshot()) === null) return failure('wrong-state', 'Tones can be sent once the call is answered.');
      return sendTones(call, digits, lines.find(call.snapshot().accountId)?.settings.dtmf ?? Dtmf.parse({}));
    }),
    receive,
    noteRefused,
  };
}

function newCallId(): CallId {
  return CallId.parse(randomUUID());
}
