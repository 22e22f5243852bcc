import { Inviter, SessionState, UserAgent, type Invitation, type Session, type URI } from 'sip.js';
import type { RegistrationState } from '../../preload/contract/accounts.ts';
import type { RemoteParty } from '../../preload/contract/calls.ts';
import { applyDialPlan } from '../../preload/contract/dial-rules.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { callerOf } from './call/caller.ts';
import { createCallFacts, type CallFacts } from './call/call-facts.ts';
import type { LineParts } from './call/dialog-orders.ts';
import { parseDestination } from './call/destination.ts';
import { ringIncomingCall } from './call/incoming-call.ts';
import { refusalOf, type CheckOffer } from './call/incoming-refusal.ts';
import { withOneOffer } from './call/one-offer.ts';
import { startOutgoingCall, type PreparedInvite } from './call/outgoing-call.ts';
import { remotePartyOf } from './call/remote-party.ts';
import { createSessionSdp, type SessionSdp } from './call/session-sdp.ts';
import { createReachSender } from './registration/reach-sender.ts';
import { createOutsideCalls, type OutsideCalls } from './outside-calls.ts';
import { createRegisterSender } from './registration/register-sender.ts';
import { createRegistration, isTrunkAway } from './registration/registration.ts';
import type { CallSdp, SipAccount, SipCall, SipPhoneFact } from './sip-phone.ts';
import type { ReferTarget } from './transfer/refer-target.ts';
import { createSessionTimers } from './session-timer/session-timers.ts';
import { receiveUpdates, type AnswerOffer } from './session-timer/updates.ts';
import { telShown } from './shim/tel-uri.ts';
import { createSipTransport } from './transport/sipjs-transport.ts';
import { resolveTrunk, type NameService } from './transport/trunk-address.ts';
import { createTrunkServers } from './transport/trunk-servers.ts';
import { openFlow, openLargeRequestFlow } from './transport/open-flow.ts';
import { localAddressTowards, probeRefusal } from './transport/udp-flow.ts';
import { bindContact, createUserAgent } from './user-agent.ts';

/** How long the network may take to say that a port is closed. */
const PROBE_MS = 1_000;
/** How long a closing phone waits for its registrar. */
const UNREGISTER_MS = 2_000;

export interface TrunkLineOptions extends NameService {
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly trustedRoots: () => Promise<readonly string[]>;
  readonly checkOffer: CheckOffer;
  readonly onFact: (fact: SipPhoneFact) => void;
  /** A message of somebody who is neither the trunk nor known through it was dropped. */
  readonly onStranger: () => void;
  /** The Contact of the line before this one, which the registrar may still send calls to. */
  readonly formerContact: string | null;
}

/** A socket towards a found trunk with sip.js on it, from its opening to its end. */
export interface TrunkLine {
  readonly localAddress: string;
  /** Our Contact as the registrar knows it. */
  readonly boundContact: string | null;
  readonly registration: RegistrationState;
  register(): void;
  place(destination: string, sdp: CallSdp): Result<SipCall, 'bad-destination'>;
  readonly outside: OutsideCalls;
  /** Takes the call that rings at a watched extension. */
  pickUp(extension: string, sdp: CallSdp): Result<SipCall, 'nothing-rings' | 'bad-destination'>;
  /** Whether a call is on it. */
  readonly isBusy: boolean;
  /** Whether our address on the way to the trunk, or the trunk's own, is another by now: the network was changed. */
  hasMoved(): Promise<boolean>;
  /** Takes the line and its calls to the address that is ours now. */
  move(): Promise<void>;
  stop(): Promise<void>;
  /** Closes without a word to the trunk, where nothing would get through. */
  abandon(): Promise<void>;
}

export async function startTrunkLine(account: SipAccount, options: TrunkLineOptions): Promise<Result<TrunkLine, 'bind-failed' | 'unresolvable'>> {
  const { clock, log, onFact, lookUp } = options;
  const { settings } = account;
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(settings.user)}@${settings.domain}`);
  if (uri === undefined) return failure('unresolvable', 'User and domain make no SIP address.', { action: 'open-account' });
  const found = await resolveTrunk(settings, options);
  if (!found.ok) return found;
  const trunk = createTrunkServers(found.value);
  let opened = await openFlow(settings, trunk, options);
  while (!opened.ok && trunk.moveOn()) opened = await openFlow(settings, trunk, options); // one of them may be on a network that we have no way to
  if (!opened.ok) return opened;
  const flow = opened.value;

  const sdps = new WeakMap<Session, SessionSdp>();
  /** Every call that has not ended, with what sip.js knows it by. */
  const calls = new Map<SipCall, { readonly session: Inviter | Invitation; readonly facts: CallFacts }>();
  const sessionTimers = createSessionTimers(clock);
  const dialled = new Map<string, SessionSdp>();
  /** The Contact of the last registration. */
  let reachableAt: string | null = null;
  /** Since the trunk answered last. */
  let wasTrunkAway = false;
  const transport = createSipTransport({
    flow, trunk, clock, log, lookUp, sessionTimers,
    stream: flow.isReliable ? null : openLargeRequestFlow(flow, trunk, clock),
    contactUri: () => ua.contact.uri.toString(),
    settling: (callId) => dialled.get(callId)?.settling ?? null,
    isOpenToStrangers: settings.strangers === 'welcome',
    onStranger: options.onStranger,
  });
  const ua = createUserAgent({ account, uri, local: flow.local, transport, version: options.version, log, sdpOf: sdpOfSession, onInvite: receive, onMessage: (message) => outside.receiveMessage(message), onNotify: (notification) => outside.receiveNotify(notification) });
  const destinationOf = (text: string) => parseDestination(text, settings.domain, (dialled) => applyDialPlan(dialled, settings.dialling).dialled);
  const outside = createOutsideCalls({ ua, destinationOf, clock, random: options.random, onFact });
  flow.subscribe((fact) => {
    if (fact.kind === 'connected') bindContact(ua, flow.local);
    if (fact.kind === 'closed') registration.lost(fact.reason);
  });
  receiveUpdates(ua.userAgentCore, answerOf, options.random);
  await ua.start();
  const registrar = uri.clone();
  registrar.user = undefined;
  const sender = settings.registers ? createRegisterSender(ua, registrar, options.formerContact) : createReachSender(ua, registrar);
  const registration = createRegistration({
    sender, flow, servers: trunk, expiresSec: settings.expiresSec, clock, random: options.random,
    probeRefusal: async () => (flow.isReliable ? null : probeRefusal(trunk.endpoint, clock, PROBE_MS)),
    onState(state) {
      if (state.kind === 'failed') wasTrunkAway ||= isTrunkAway(state.failure.code);
      if (state.kind === 'registered' || state.kind === 'reachable') renewCalls();
      outside.noteRegistration(state);
      onFact({ kind: 'registration-changed', state });
    },
  });

  /**
   * Our Contact is another than before: the peers of running calls would still send to the old one (RFC 3261 s. 12.2.1.1).
   * Or the trunk is back: a peer that hung up meanwhile says so now, and routers learn anew where audio goes.
   */
  function renewCalls(): void {
    const contact = ua.contact.uri.toString();
    if (wasTrunkAway || (reachableAt !== null && reachableAt !== contact)) for (const call of calls.keys()) renewCall(call);
    reachableAt = contact;
    wasTrunkAway = false;
  }

  /** Of a call that we dialled and nobody has answered yet, the offer names the place before: it is renewed once there is an answer. */
  function renewCall(call: SipCall): void {
    if (call.direction === 'outgoing') call.subscribe((fact) => { if (fact.kind === 'answered') void call.reoffer(); });
    void call.reoffer();
  }

  function sdpOfSession(session: Session): SessionSdp {
    const sdp = sdps.get(session);
    if (sdp === undefined) throw new Error('sip.js asked for the SDP of a session that nobody opened');
    return sdp;
  }

  /** For an offer outside of INVITE; before a call is answered here there is no media that could take it. */
  function answerOf(callId: string): ReturnType<AnswerOffer> {
    const found = [...calls.values()].find(({ session }) => session.request.callId === callId);
    if (found === undefined) return null;
    return async (offer) => sdps.get(found.session)?.answerOffer(offer) ?? failure('media-failed', 'The call is not answered yet.');
  }

  function attachSdp(session: Session, sdp: CallSdp): SessionSdp {
    const attached = createSessionSdp(sdp, clock);
    sdps.set(session, attached);
    return attached;
  }

  const parts: LineParts = { clock, log, random: options.random, destinationOf, sessionTimers, receiveMessage: (message) => outside.receiveMessage(message), sessionOf: (call) => calls.get(call)?.session ?? null, isTrunkThere: () => registration.isTrunkThere(), dialReferred };

  function adopt(call: SipCall, session: Inviter | Invitation, facts: CallFacts): SipCall {
    calls.set(call, { session, facts });
    call.subscribe((fact) => { if (fact.kind === 'ended') calls.delete(call); });
    return call;
  }

  function receive(invitation: Invitation): void {
    const { request } = invitation;
    const remote = callerOf((name) => request.getHeaders(name).map(telShown));
    const refusal = refusalOf(invitation, options.checkOffer);
    if (refusal !== null) {
      const { sipStatus, extraHeaders, failure: cause } = refusal;
      void invitation.reject({ statusCode: sipStatus, extraHeaders: [...extraHeaders] });
      return onFact({ kind: 'incoming-refused', remote, end: { result: 'failed', endedBy: 'local', sipStatus, reason: cause.message, failure: cause } });
    }
    const replaced = invitation.replacee === undefined ? null : [...calls].find(([, { session }]) => session === invitation.replacee) ?? null;
    // A call that rings here, or that we dial, is not another's to take over (RFC 3891 s. 3).
    if (invitation.replacee !== undefined && (replaced === null || invitation.replacee.state !== SessionState.Established)) return void invitation.reject({ statusCode: 481 });
    const facts = createCallFacts('incoming');
    const call = ringIncomingCall(invitation, remote, {
      line: parts, facts, attachSdp: (sdp) => attachSdp(invitation, sdp), onAccept: () => replaced?.[1].facts.ended({ kind: 'replaced' }),
    });
    onFact({ kind: 'incoming-call', call: adopt(call, invitation, facts), replaces: replaced?.[0] ?? null });
  }

  function dial(target: URI, extraHeaders: readonly string[], remote: RemoteParty, sdp: CallSdp): SipCall {
    const facts = createCallFacts('outgoing');
    const oneOffer = withOneOffer(sdp);
    function prepare(uri: URI, more: readonly string[]): PreparedInvite {
      const inviter = new Inviter(ua, uri, { anonymous: settings.callerId === 'hidden', extraHeaders: [...extraHeaders, ...more] });
      const attached = attachSdp(inviter, oneOffer);
      const { callId } = inviter.request;
      dialled.set(callId, attached);
      facts.subscribe((fact) => { if (fact.kind === 'ended') dialled.delete(callId); });
      return { inviter, sdp: attached };
    }
    const first = prepare(target, []);
    const call = adopt(startOutgoingCall(first, {
      uri: target.toString(), remote, facts, line: parts,
      prepare(attempt) {
        const uri = UserAgent.makeURI(attempt.uri);
        if (uri === undefined) return null;
        const prepared = prepare(uri, attempt.extraHeaders);
        calls.set(call, { session: prepared.inviter, facts });
        return prepared;
      },
    }), first.inviter, facts);
    return call;
  }

  function dialReferred({ uri, replaces }: ReferTarget, referredBy: string | null, sdp: CallSdp): SipCall | null {
    const target = UserAgent.makeURI(uri);
    if (target === undefined) return null;
    const extraHeaders = [...(replaces === null ? [] : [`Replaces: ${replaces}`]), ...(referredBy === null ? [] : [`Referred-By: ${referredBy}`])];
    return dial(target, extraHeaders, remotePartyOf(`<${uri}>`, []), sdp);
  }

  async function close(): Promise<void> {
    outside.stop();
    // sip.js leaves half-made dialogs behind when it throws on an INVITE, and throws on them again at its end.
    await ua.stop().catch((error: unknown) => log.warn('sip.stop', { error: String(error) }));
    flow.close();
  }

  return success({
    get localAddress() { return flow.local.host; },
    get boundContact() { return sender.bound; },
    get registration() { return registration.state; },
    register: () => registration.register(),
    place(text, sdp) {
      const destination = destinationOf(text);
      if (!destination.ok) return destination;
      const target = UserAgent.makeURI(destination.value.uri);
      // A sips address asks for TLS on every hop (RFC 3261 s. 26.2.2), which this transport is not.
      if (target === undefined || target.scheme === 'sips') return failure('bad-destination', `"${text}" cannot be called over this line.`);
      return success(dial(target, [], { uri: target.toString(), user: destination.value.user, displayName: null }, sdp));
    },
    outside,
    pickUp(extension, sdp) {
      const ringing = outside.ringingAt(extension);
      const destination = destinationOf(extension);
      if (ringing === null) return failure('nothing-rings', 'Nothing rings there any more.');
      const uri = ringing.uri ?? (destination.ok ? destination.value.uri : '');
      const call = dialReferred({ uri, replaces: ringing.replaces }, null, sdp);
      return call === null ? failure('bad-destination', 'The caller has no address that can be called.') : success(call);
    },
    get isBusy() { return calls.size > 0; },
    async hasMoved() {
      const now = await resolveTrunk(settings, options);
      if (!now.ok) return false;
      const localAddress = await localAddressTowards(now.value.servers[0]).catch(() => null); // no network at all: nothing to move to
      return localAddress !== null && (localAddress !== flow.local.host || !now.value.hosts.includes(trunk.endpoint.host));
    },
    async move() {
      const localAddress = await localAddressTowards(trunk.endpoint).catch(() => null);
      if (localAddress === null || localAddress === flow.local.host) return;
      const rebound = await flow.rebind(trunk.endpoint);
      if (rebound.ok) registration.moved();
      else log.warn('sip.not-moved', { detail: rebound.error.detail ?? rebound.error.message });
    },
    async abandon() {
      registration.abandon();
      await close();
    },
    async stop() {
      for (const call of [...calls.keys()]) call.hangUp();
      await new Promise<void>((resolve) => registration.unregister(UNREGISTER_MS, resolve));
      await close();
    },
  });
}
