import { AccountSettings, type RegistrationState } from '../../preload/contract/accounts.ts';
import type { Reception } from '../../preload/contract/reception.ts';
import { failure, success, type Result } from '../../preload/contract/result.ts';
import type { MediaGateway, MediaLeg, MediaLegFact } from '../../main/media/media-gateway.ts';
import { createEmitter } from '../../main/platform/emitter.ts';
import type { CallSdp, SdpRefusal, SipCall, SipCallFact, SipPhone, SipPhoneFact } from '../../main/sip/sip-phone.ts';
import { legOptions } from '../../main/calls/leg-options.ts';
import type { OpenMedia } from '../../main/calls/open-media.ts';
import type { PhoneLine } from '../../main/calls/phone-line.ts';

/** A SipCall that does what the test says and remembers its orders. */
export interface FakeSipCall extends SipCall {
  readonly orders: string[];
  tell(fact: SipCallFact): void;
}

export function fakeSipCall(direction: 'outgoing' | 'incoming', answerResult: Result<void, SdpRefusal | 'wrong-state'> = success()): FakeSipCall {
  const facts = createEmitter<SipCallFact>();
  const orders: string[] = [];
  return {
    direction,
    remote: { uri: 'sip:5550101@trunk.example', user: '5550101', displayName: 'Caller' },
    autoAnswer: null,
    orders,
    tell: (fact) => facts.emit(fact),
    subscribe: (listener) => facts.subscribe(listener),
    answer: async () => { orders.push('answer'); return answerResult; },
    reject: (status = 486) => void orders.push(`reject ${status}`),
    redirect(destination, cause) {
      if (destination === 'nowhere') return failure('bad-destination', 'no such place');
      orders.push(`redirect ${destination} ${cause}`);
      facts.emit({ kind: 'ended', end: { result: 'cancelled', endedBy: 'local', sipStatus: 302, reason: '', failure: null, forwardedTo: destination } });
      return success();
    },
    reoffer: async () => { orders.push('reoffer'); return success(); },
    transfer(destination) { orders.push(`transfer ${destination}`); return success(); },
    join() { orders.push('join'); return success(); },
    sendInfoTones(digits, toneMs) { orders.push(`info ${digits} ${toneMs}`); return success(); },
    hangUp: () => void orders.push('hang up'),
  };
}

export interface FakeLeg extends MediaLeg {
  readonly orders: string[];
  tell(fact: MediaLegFact): void;
}

export function fakeLeg(): FakeLeg {
  const facts = createEmitter<MediaLegFact>();
  const orders: string[] = [];
  return {
    path: 'gateway',
    legId: 'leg',
    orders,
    tell: (fact) => facts.emit(fact),
    subscribe: (listener) => facts.subscribe(listener),
    createOffer: async () => success('offer'),
    acceptAnswer: async () => success(),
    createAnswer: async () => success('answer'),
    connectPage: async () => success('page answer'),
    open: () => void orders.push('open'),
    setHeld: (isHeld) => void orders.push(isHeld ? 'hold' : 'resume'),
    sendDtmf(digits) {
      orders.push(`dtmf ${digits}`);
      return success();
    },
    close: () => void orders.push('close'),
  };
}

export interface FakeGateway extends MediaGateway {
  readonly legs: FakeLeg[];
  isBroken: boolean;
}

export function fakeGateway(): FakeGateway {
  const legs: FakeLeg[] = [];
  return {
    legs,
    isBroken: false,
    subscribe: () => () => undefined,
    async openLeg() {
      if (this.isBroken) return failure('media-failed', 'no ports left');
      legs.push(fakeLeg());
      return success(legs.at(-1) as FakeLeg);
    },
    stop: async () => undefined,
  };
}

/** Every call's audio over the gateway. */
export function openOver(gateway: MediaGateway): OpenMedia {
  return (settings, localAddress) => gateway.openLeg(legOptions(settings, localAddress));
}

export interface FakePhone extends SipPhone {
  registration: RegistrationState;
  readonly placed: { readonly destination: string; readonly sdp: CallSdp; readonly call: FakeSipCall }[];
  readonly orders: string[];
  /** The final response of the next messages. */
  messageAnswer: Awaited<ReturnType<SipPhone['sendMessage']>>;
  tell(fact: SipPhoneFact): void;
}

export const REGISTERED: RegistrationState = { kind: 'registered', grantedSec: 300, untilMs: 300_000, tookMs: 12 };

export function fakePhone(registration: RegistrationState = REGISTERED): FakePhone {
  const facts = createEmitter<SipPhoneFact>();
  const placed: FakePhone['placed'] = [];
  const orders: string[] = [];
  return {
    registration,
    localAddress: '127.0.0.1',
    placed,
    orders,
    tell: (fact) => facts.emit(fact),
    subscribe: (listener) => facts.subscribe(listener),
    start: async () => { orders.push('start'); return success(); },
    register: () => void orders.push('register'),
    place(destination, sdp) {
      if (destination.includes(' ')) return failure('bad-destination', 'not a number');
      const call = fakeSipCall('outgoing');
      placed.push({ destination, sdp, call });
      return success(call);
    },
    pickUp(extension, sdp) {
      const call = fakeSipCall('outgoing');
      placed.push({ destination: `pick up ${extension}`, sdp, call });
      return extension === 'nobody' ? failure('nothing-rings', 'nothing rings there') : success(call);
    },
    watch: ({ mailbox, extensions }) => void orders.push(`watch ${[...(mailbox ? ['mailbox'] : []), ...extensions].join(' ')}`),
    messagePartyOf: (destination) => (destination.includes(' ') ? failure('bad-destination', 'not a number') : success({ uri: `sip:${destination}@trunk.example`, user: destination, displayName: null })),
    async sendMessage(uri, text) {
      orders.push(`message ${uri} ${text}`);
      return this.messageAnswer;
    },
    messageAnswer: success({ sipStatus: 200 }),
    stop: async () => void orders.push('stop'),
  };
}

export function fakeLine(phone: SipPhone, reception: Partial<Reception> = {}): PhoneLine {
  const settings = AccountSettings.parse({ accountId: 'a1', label: 'Office', user: '1001', domain: 'trunk.example', reception });
  return { settings, phone, get registration() { return phone.registration; }, get reception() { return settings.reception; } };
}
