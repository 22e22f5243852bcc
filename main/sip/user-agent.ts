import { Core, SIPExtension, UserAgent, type Invitation, type Message, type Notification, type Session, type Transport, type URI } from 'sip.js';
import type { Log } from '../platform/log.ts';
import { createDigestCredentials } from './digest/digest-credentials.ts';
import type { SessionSdp } from './call/session-sdp.ts';
import type { SipAccount } from './sip-phone.ts';
import { SIPJS_SENT_BY, type Endpoint } from './shim/via.ts';
import { uriHost } from './wire/host.ts';

/** After this long unanswered an incoming call is refused with 480. */
const NO_ANSWER_SEC = 180;
/** sip.js sets these to 0, which its own source calls wrong for UDP (RFC 3261 s. 17, table 4): a repeated BYE would get 481. */
const UDP_TIMERS_MS = { TIMER_D: 32_000, TIMER_I: 5_000, TIMER_J: 32_000, TIMER_K: 5_000 } as const;

export interface UserAgentParts {
  readonly account: SipAccount;
  readonly uri: URI;
  readonly local: Endpoint;
  readonly transport: Transport;
  readonly version: string;
  readonly log: Log;
  /** The offer/answer that belongs to a session. */
  readonly sdpOf: (session: Session) => SessionSdp;
  readonly onInvite: (invitation: Invitation) => void;
  readonly onMessage: (message: Message) => void;
  /** A NOTIFY of no subscription of ours. */
  readonly onNotify: (notification: Notification) => void;
}

/** sip.js' user agent as this phone needs it. */
export function createUserAgent({ account, uri, local, transport, version, log, sdpOf, onInvite, onMessage, onNotify }: UserAgentParts): UserAgent {
  Object.assign(Core.Timers, UDP_TIMERS_MS);
  const { settings, password } = account;
  const ua = new UserAgent({
    uri,
    displayName: settings.displayName,
    viaHost: SIPJS_SENT_BY,
    contactName: settings.user,
    // RFC 7118 s. 5.2 knows no `wss`: ws stands for both
    contactParams: { transport: settings.transport === 'wss' ? 'ws' : settings.transport },
    userAgentString: `Sidetone/${version}`,
    noAnswerTimeout: NO_ANSWER_SEC,
    sendInitialProvisionalResponse: false, // an INVITE may be refused before it rings
    sipExtension100rel: SIPExtension.Supported,
    sipExtensionExtraSupported: ['timer'],
    sipExtensionReplaces: SIPExtension.Supported,
    gracefulShutdown: false,
    reconnectionAttempts: 0,
    transportConstructor: function given() { return transport; } as unknown as new () => Transport,
    sessionDescriptionHandlerFactory: (session) => sdpOf(session),
    delegate: { onInvite, onMessage, onNotify },
    logBuiltinEnabled: false,
    logLevel: 'warn',
    logConnector: (level, category, _label, content) => log[level === 'error' ? 'error' : level === 'warn' ? 'warn' : 'debug']('sip.stack', { category, content: withoutCredentials(content) }),
  });
  bindContact(ua, local);
  // The factory's type is a class with private fields; sip.js calls these two methods of it alone.
  ua.userAgentCore.configuration.authenticationFactory = () =>
    password === null ? undefined : createDigestCredentials(settings.authUser === '' ? settings.user : settings.authUser, password) as unknown as Core.DigestAuthentication;
  return ua;
}

/** Our Contact is where the flow ends; sip.js reads it anew for each message. */
export function bindContact(ua: UserAgent, { host, port }: Endpoint): void {
  ua.contact.uri.host = uriHost(host);
  ua.contact.uri.port = port;
}

/** A message that sip.js quotes in its log may hold a digest. */
export function withoutCredentials(text: string): string {
  return text.replace(/^((?:proxy-)?authorization\s*:).*$/gim, '$1 (left out)');
}
