import type { CallEnd, CallTransfer, RemoteParty } from '../../preload/contract/calls.ts';
import type { ExtensionState, Mailbox } from '../../preload/contract/presence.ts';
import type { AccountSettings, RegistrationState } from '../../preload/contract/accounts.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Unsubscribe } from '../platform/emitter.ts';
import type { AutoAnswerAsk } from './call/auto-answer.ts';
import type { MessageRefusal } from './messages/send-message.ts';
import type { ReceivedRefer } from './transfer/receive-refer.ts';

/** An account with the one thing its settings never carry. */
export interface SipAccount {
  readonly settings: AccountSettings;
  readonly password: string | null;
}

/** The codes with which a call's SDP may be refused. */
export type SdpRefusal = 'no-common-codec' | 'encryption-mismatch' | 'bad-sdp' | 'media-failed';

/**
 * What SIP asks of the media for one call (RFC 3264 offer/answer). The calls room implements it over the gateway.
 * SDP is text; every method answers with a value, none throws for what a peer sent.
 */
export interface CallSdp {
  createOffer(): Promise<Result<string, SdpRefusal>>;
  /** `isFinal` is false for an answer in a provisional response: early media. */
  acceptAnswer(sdp: string, isFinal: boolean): Promise<Result<void, SdpRefusal>>;
  /** Answers the peer's offer, also of a re-INVITE. */
  createAnswer(offerSdp: string): Promise<Result<string, SdpRefusal>>;
}

export type SipCallFact =
  | { readonly kind: 'ringing'; readonly hasEarlyMedia: boolean }
  /** 200 OK sent (incoming) or received (outgoing), `monotonicMs` at that moment. */
  | { readonly kind: 'answered'; readonly atMonotonicMs: number }
  /** What became of a transfer that we asked for; after `done` the call ends. */
  | { readonly kind: 'transfer'; readonly transfer: CallTransfer }
  | { readonly kind: 'referred'; readonly refer: ReceivedRefer }
  | { readonly kind: 'tones-refused'; readonly sipStatus: number }
  | { readonly kind: 'ended'; readonly end: CallEnd };

/** Why a caller is sent elsewhere, in the words of Diversion (RFC 5806 s. 4.2). */
export type ForwardCause = 'unconditional' | 'user-busy' | 'no-answer' | 'do-not-disturb';

/** One INVITE dialog as the calls room sees it. Every order on an ended call is a no-op. */
export interface SipCall {
  readonly direction: 'outgoing' | 'incoming';
  readonly remote: RemoteParty;
  /** Incoming: the caller asks to be answered without a person's hand. */
  readonly autoAnswer: AutoAnswerAsk | null;
  subscribe(listener: (fact: SipCallFact) => void): Unsubscribe;
  /** Incoming: sends 200 OK with the answer of CallSdp, or 488 when it refuses. */
  answer(sdp: CallSdp): Promise<Result<void, SdpRefusal | 'wrong-state'>>;
  /** Incoming, before answer: 486 (default), 480, 403 or 603. */
  reject(sipStatus?: 403 | 480 | 486 | 603): void;
  /** Incoming, before answer: sends the caller elsewhere (302); the target goes through the line's dial plan. */
  redirect(destination: string, cause: ForwardCause): Result<void, 'wrong-state' | 'bad-destination'>;
  /**
   * Sends the answered call's CallSdp anew in a re-INVITE (RFC 3261 s. 14.1): hold, resume, a new address. Crossing one of the peer's, it tries again.
   * A refusal leaves the call as it was; a peer that knows the call no longer ends it.
   */
  reoffer(): Promise<Result<void, 'wrong-state' | 'refused'>>;
  /** Keypad tones as INFO requests, for a peer that takes none in its media; `tones-refused` tells when it does not take these either. */
  sendInfoTones(digits: string, toneMs: number): Result<void, 'wrong-state'>;
  /** Sends the peer to a number (RFC 5589 s. 6). The call goes on until somebody took it. */
  transfer(destination: string): Result<void, 'wrong-state' | 'bad-destination'>;
  /** Sends the peer to the peer of another answered call of the same line, in our place there (RFC 5589 s. 7). */
  join(other: SipCall): Result<void, 'wrong-state' | 'different-lines'>;
  /** CANCEL, BYE or a refusal, whichever the state asks for. */
  hangUp(): void;
}

/** What a line is to watch beside its calls. */
export interface WatchList {
  /** Whether voicemail waits (RFC 3842). */
  readonly mailbox: boolean;
  /** Extensions, each with its dialogs (RFC 4235). */
  readonly extensions: readonly string[];
}

/** A text message (RFC 3428) that waits for its response: exactly one of the two, once it is kept or cannot be. */
export interface ReceivedMessage {
  readonly party: RemoteParty;
  readonly text: string;
  /** The same for a repetition by the sender. */
  readonly messageKey: string;
  accept(): void;
  /** The sender may try again later (RFC 3261 s. 21.5.1). */
  refuse(): void;
}

export type SipPhoneFact =
  | { readonly kind: 'registration-changed'; readonly state: RegistrationState }
  /** `replaces` is the running call whose place it takes (RFC 3891): answered at once, without ringing. */
  | { readonly kind: 'incoming-call'; readonly call: SipCall; readonly replaces: SipCall | null }
  /** An INVITE was refused before anyone heard it ring, for instance 488; for the call list. */
  | { readonly kind: 'incoming-refused'; readonly remote: RemoteParty; readonly end: CallEnd }
  | { readonly kind: 'message-received'; readonly message: ReceivedMessage }
  | { readonly kind: 'mailbox-changed'; readonly mailbox: Mailbox }
  | { readonly kind: 'extension-changed'; readonly extension: string; readonly state: ExtensionState }
  /** A datagram or INVITE came from an address that is not the trunk's; counted, never answered. */
  | { readonly kind: 'stranger-ignored'; readonly total: number };

/** One account on its trunk: registration and calls. Starts silent; `start` binds the socket and registers. */
export interface SipPhone {
  readonly registration: RegistrationState;
  /** Our address on the route to the trunk, for SDP and RTP; null before start. */
  readonly localAddress: string | null;
  subscribe(listener: (fact: SipPhoneFact) => void): Unsubscribe;
  start(): Promise<Result<void, 'bind-failed' | 'unresolvable'>>;
  /** Registers now, whatever the back-off says. */
  register(): void;
  /** `isAcceptable` lets the calls room refuse an SDP offer before ringing (488). */
  place(destination: string, sdp: CallSdp): Result<SipCall, 'bad-destination' | 'not-started'>;
  /** Takes the call that rings at a watched extension (RFC 3891). */
  pickUp(extension: string, sdp: CallSdp): Result<SipCall, 'nothing-rings' | 'bad-destination' | 'not-started'>;
  /** Watches these from the next registration on, and no others. */
  watch(list: WatchList): void;
  /** Where a message to this destination goes. */
  messagePartyOf(destination: string): Result<RemoteParty, 'bad-destination' | 'not-started'>;
  /** `uri` is a party's of `messagePartyOf` or of a received message. The final response: 200 delivered, 202 kept for delivery. */
  sendMessage(uri: string, text: string): Promise<Result<{ sipStatus: number }, MessageRefusal | 'bad-destination' | 'not-started'>>;
  /** Ends calls, unregisters (waits at most 2 s) and closes the socket. */
  stop(): Promise<void>;
}
