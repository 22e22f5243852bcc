import { z } from 'zod';
import { AccountId, CertificateSha256, EpochMs, FailureShape, Nothing, Revision } from './primitives.ts';
import { OpusOptions, RtpPorts } from './audio-options.ts';
import { Dialling } from './calling.ts';
import { event, request } from './definition.ts';
import { Dtmf } from './dtmf.ts';
import { AnnouncementLanguage, RecordingPolicy } from './recording.ts';
import { Watching } from './watching.ts';
import { Reception } from './reception.ts';

export const SipTransportName = z.enum(['udp', 'tcp', 'tls', 'ws', 'wss']);
export type SipTransportName = z.infer<typeof SipTransportName>;
export const CodecName = z.enum(['PCMU', 'PCMA', 'G722', 'opus']);
export type CodecName = z.infer<typeof CodecName>;

/** Encryption of the audio: never, where the other side agrees, or not at all without it. */
export const SrtpPolicy = z.enum(['off', 'optional', 'required']);
export type SrtpPolicy = z.infer<typeof SrtpPolicy>;

/** Which way the audio of calls goes: RTP through the gateway, or WebRTC from the page straight to the trunk (DTLS-SRTP and ICE; over WS and WSS alone). */
export const MediaMode = z.enum(['rtp', 'webrtc']);
export type MediaMode = z.infer<typeof MediaMode>;

/** A STUN or TURN server by its URI (RFC 7064, RFC 7065). */
export const IceServerUri = z.string().trim().max(260).regex(/^(stuns?:[^\s?]+|turns?:[^\s?]+(\?transport=(udp|tcp))?)$/i, 'a stun:, stuns:, turn: or turns: address');

const HostName = z.string().trim().min(1).max(253).regex(/^[A-Za-z0-9.\-:[\]]+$/, 'a host name or an IP address');

/** An account without its password: what is stored in clear and shown. */
export const AccountSettings = z.strictObject({
  accountId: AccountId,
  /** What the person calls it. */
  label: z.string().trim().min(1).max(80),
  kind: z.enum(['trunk', 'practice']).default('trunk'),
  /** Our name in From. */
  displayName: z.string().max(80).default(''),
  /** The user part of the address of record. */
  user: z.string().trim().min(1).max(128).regex(/^[^\s@<>"]+$/, 'a user name without spaces or @'),
  /** The domain of the address of record. */
  domain: HostName,
  /** The digest user where it differs from `user`; empty means the same. */
  authUser: z.string().trim().max(128).default(''),
  /** Where requests go first: host or host:port, for WebSocket also a URL; empty means the domain itself. */
  outboundProxy: z.string().trim().max(260).default(''),
  transport: SipTransportName.default('udp'),
  /** The one certificate that TLS and WSS accept for this account, whoever signed it; empty leaves it to the system's authorities. */
  pinnedCertificate: CertificateSha256.or(z.literal('')).default(''),
  /** How long a binding we ask for, seconds. */
  expiresSec: z.number().int().min(60).max(86_400).default(300),
  /** In order of preference. */
  codecs: z.array(CodecName).min(1).default(['opus', 'G722', 'PCMU', 'PCMA']),
  opus: OpusOptions.default(() => OpusOptions.parse({})),
  /** Where the trunk sends our audio, over RTP; null: any free port. */
  rtpPorts: RtpPorts.nullable().default(null),
  /** Our audio is marked for routers as voice (DSCP EF). */
  expeditesAudio: z.boolean().default(true),
  /** Keypad tones. */
  dtmf: Dtmf.default(() => Dtmf.parse({})),
  recording: RecordingPolicy.default('on-demand'),
  recordingAnnouncement: AnnouncementLanguage.nullable().default(null),
  /** SRTP with keys in the SDP (RFC 4568). */
  srtp: SrtpPolicy.default('off'),
  /** Whether those whom we call see our number (RFC 3323); the trunk sees it in either case. */
  callerId: z.enum(['shown', 'hidden']).default('shown'),
  /** Whether addresses that are none of the trunk's may call: `ignore` gives them no answer at all, so that a scanner learns nothing. */
  strangers: z.enum(['ignore', 'welcome']).default('ignore'),
  /** Whether the trunk is told where we are. One that knows us by our address wants no REGISTER; it sends calls to `localPort`. */
  registers: z.boolean().default(true),
  /** The UDP port that we listen on; 0 leaves it to the system. */
  localPort: z.number().int().min(0).max(65_535).default(0),
  dialling: Dialling.default(() => Dialling.parse({})),
  /** Kept by `setReception`; `save` leaves it as it is. */
  reception: Reception.default(() => Reception.parse({})),
  /** Kept by `presence.setWatching`. */
  watching: Watching.default(() => Watching.parse({})),
  media: MediaMode.default('rtp'),
  /** For WebRTC; none by default: nobody outside the trunk learns of a call (T10). */
  iceServers: z.array(IceServerUri).max(4).default([]),
  /** The user of the TURN servers; its password is a secret like the account's. */
  turnUser: z.string().trim().max(256).default(''),
});
export type AccountSettings = z.infer<typeof AccountSettings>;

/**
 * The state of an account's Registration.
 *
 *   unregistered → registering → registered → (refresh) registering …
 *                       └→ failed → (retryAtMs) registering
 *
 * Without registration the trunk is asked by OPTIONS instead, and is `reachable`.
 */
export const RegistrationState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unregistered') }),
  z.strictObject({ kind: z.literal('registering'), sinceMs: EpochMs }),
  z.strictObject({ kind: z.literal('registered'), grantedSec: z.number(), untilMs: EpochMs, tookMs: z.number() }),
  z.strictObject({ kind: z.literal('reachable'), atMs: EpochMs, tookMs: z.number() }),
  z.strictObject({ kind: z.literal('failed'), failure: FailureShape, retryAtMs: EpochMs.nullable() }),
]);
export type RegistrationState = z.infer<typeof RegistrationState>;

export const AccountView = z.strictObject({
  settings: AccountSettings,
  hasPassword: z.boolean(),
  hasTurnPassword: z.boolean(),
  /** false: the password lives in memory and is asked for again at the next start. */
  isPasswordStored: z.boolean(),
  registration: RegistrationState,
  /** How many messages of strangers were turned away since the line was started. */
  strangersIgnored: z.number().int().nonnegative(),
});
export type AccountView = z.infer<typeof AccountView>;

export const AccountsSnapshot = z.strictObject({
  revision: Revision,
  accounts: z.array(AccountView),
  defaultAccountId: AccountId.nullable(),
});
export type AccountsSnapshot = z.infer<typeof AccountsSnapshot>;

export const accountRequests = {
  get: request({ channel: 'accounts.get', input: Nothing, output: AccountsSnapshot, errors: [] }),
  /** Adds or replaces; an absent password keeps the stored one. Registers at once. */
  save: request({
    channel: 'accounts.save',
    input: z.strictObject({ settings: AccountSettings.omit({ accountId: true, kind: true, reception: true, watching: true }).extend({ accountId: AccountId.nullable() }), password: z.string().max(256).optional(), turnPassword: z.string().max(256).optional() }),
    output: z.strictObject({ accountId: AccountId }),
    errors: ['unknown-account', 'call-in-progress', 'store-failed'],
  }),
  remove: request({ channel: 'accounts.remove', input: z.strictObject({ accountId: AccountId }), output: Nothing, errors: ['unknown-account', 'call-in-progress', 'store-failed'] }),
  register: request({ channel: 'accounts.register', input: z.strictObject({ accountId: AccountId }), output: Nothing, errors: ['unknown-account'] }),
  setDefault: request({ channel: 'accounts.setDefault', input: z.strictObject({ accountId: AccountId }), output: Nothing, errors: ['unknown-account', 'store-failed'] }),
  /** What becomes of calls that come in; in force from the next one, also while a call is running. */
  setReception: request({ channel: 'accounts.setReception', input: z.strictObject({ accountId: AccountId, reception: Reception }), output: Nothing, errors: ['unknown-account', 'store-failed'] }),
  /** Starts the practice line and adds its account. */
  usePracticeLine: request({ channel: 'accounts.usePracticeLine', input: Nothing, output: z.strictObject({ accountId: AccountId }), errors: ['practice-line-failed', 'store-failed'] }),
} as const;

export const accountEvents = { changed: event({ channel: 'accounts.changed', snapshot: AccountsSnapshot }) } as const;
