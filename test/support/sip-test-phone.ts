import type { z } from 'zod';
import { AccountSettings, type RegistrationState } from '../../preload/contract/accounts.ts';
import { success } from '../../preload/contract/result.ts';
import { systemClock, type Clock } from '../../main/platform/clock.ts';
import { silentLog, type Log } from '../../main/platform/log.ts';
import type { CheckOffer } from '../../main/sip/call/incoming-refusal.ts';
import { createSipPhone } from '../../main/sip/create-sip-phone.ts';
import type { ServiceRecords } from '../../main/sip/transport/service-records.ts';
import type { LookUp } from '../../main/sip/transport/trunk-address.ts';
import type { CallSdp, SipCall, SipCallFact, SipPhone, SipPhoneFact } from '../../main/sip/sip-phone.ts';

/** A call with a memory: `fact` gives a fact of this kind, past or to come. */
export interface WatchedCall {
  readonly sip: SipCall;
  fact<Kind extends SipCallFact['kind']>(kind: Kind, withinMs?: number, fits?: (fact: Extract<SipCallFact, { kind: Kind }>) => boolean): Promise<Extract<SipCallFact, { kind: Kind }>>;
}

/** The product's phone over real sockets, with the waiting that tests need. */
export interface TestPhone {
  readonly sip: SipPhone;
  readonly facts: readonly SipPhoneFact[];
  start(): ReturnType<SipPhone['start']>;
  /** Starts and waits until registered. */
  started(): Promise<void>;
  registration(fits: (state: RegistrationState) => boolean, withinMs?: number): Promise<RegistrationState>;
  place(destination: string, sdp?: CallSdp): WatchedCall;
  /** The next incoming call, past or to come. */
  incoming(withinMs?: number): Promise<WatchedCall>;
  fact<Kind extends SipPhoneFact['kind']>(kind: Kind, withinMs?: number, fits?: (fact: Extract<SipPhoneFact, { kind: Kind }>) => boolean): Promise<Extract<SipPhoneFact, { kind: Kind }>>;
  sdp(): CallSdp;
  stop(): Promise<void>;
}

interface TestPhoneOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly checkOffer?: CheckOffer;
  readonly random?: () => number;
  readonly trustedRoots?: () => Promise<readonly string[]>;
  readonly serviceRecords?: ServiceRecords;
  readonly lookUp?: LookUp;
}

export function openTestPhone(account: { user: string; domain: string } & Partial<Omit<z.input<typeof AccountSettings>, 'accountId'>>, password: string | null, options: TestPhoneOptions = {}): TestPhone {
  const settings = AccountSettings.parse({ accountId: 'test', label: 'Test', codecs: ['PCMU', 'PCMA'], ...account });
  const sip = createSipPhone({ settings, password }, { clock: systemClock, log: silentLog, version: '0.0.0', ...options });
  const calls: WatchedCall[] = [];
  sip.subscribe((fact) => { if (fact.kind === 'incoming-call') calls.push(watchCall(fact.call)); }); // before `facts`, which wakes who waits for it
  const facts = remember(sip.subscribe);

  const phone: TestPhone = {
    sip,
    facts: facts.seen,
    start: () => sip.start(),
    async started() {
      const result = await sip.start();
      if (!result.ok) throw new Error(result.error.message);
      await phone.registration((state) => state.kind === 'registered');
    },
    async registration(fits, withinMs = 5_000) {
      if (fits(sip.registration)) return sip.registration;
      const fact = await facts.next((candidate) => candidate.kind === 'registration-changed' && fits(candidate.state), withinMs);
      return fact.kind === 'registration-changed' ? fact.state : sip.registration;
    },
    place(destination, sdp = loopbackSdp()) {
      const placed = sip.place(destination, sdp);
      if (!placed.ok) throw new Error(placed.error.message);
      return watchCall(placed.value);
    },
    async incoming(withinMs) {
      if (calls.length === 0) await facts.next((fact) => fact.kind === 'incoming-call' && calls.length > 0, withinMs);
      return calls.shift()!;
    },
    fact: (kind, withinMs, fits = () => true) => facts.next((fact) => fact.kind === kind && fits(fact as never), withinMs) as never,
    sdp: () => loopbackSdp(),
    stop: () => sip.stop(),
  };
  return phone;
}

function watchCall(sip: SipCall): WatchedCall {
  const facts = remember(sip.subscribe);
  return { sip, fact: (kind, withinMs, fits = () => true) => facts.next((fact) => fact.kind === kind && fits(fact as never), withinMs) as never };
}

/** Offers and answers G.711 at a port where nobody listens; takes whatever the peer says. */
export function loopbackSdp(rtpPort = 40_000): CallSdp {
  const description = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', `m=audio ${rtpPort} RTP/AVP 0 8 101`,
    'a=rtpmap:0 PCMU/8000', 'a=rtpmap:8 PCMA/8000', 'a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-15', 'a=sendrecv', ''].join('\r\n');
  return { createOffer: async () => success(description), acceptAnswer: async () => success(), createAnswer: async () => success(description) };
}

function remember<Fact>(subscribe: (listener: (fact: Fact) => void) => unknown): { readonly seen: Fact[]; next(fits: (fact: Fact) => boolean, withinMs?: number): Promise<Fact> } {
  const seen: Fact[] = [];
  const waiting = new Set<(fact: Fact) => void>();
  subscribe((fact) => {
    seen.push(fact);
    for (const look of [...waiting]) look(fact);
  });
  return {
    seen,
    next(fits, withinMs = 5_000) {
      const past = seen.find(fits);
      if (past !== undefined) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no such fact within ${withinMs} ms; seen: ${JSON.stringify(seen)}`));
        }, withinMs);
        const look = (fact: Fact): void => {
          if (!fits(fact)) return;
          clearTimeout(limit);
          waiting.delete(look);
          resolve(fact);
        };
        waiting.add(look);
      });
    },
  };
}
