import type { AccountView, CodecName, SipTransportName, SrtpPolicy } from '../../../preload/contract/accounts.ts';
import type { OpusOptions } from '../../../preload/contract/audio-options.ts';
import type { Dialling } from '../../../preload/contract/calling.ts';
import type { AccountId } from '../../../preload/contract/primitives.ts';
import { Dtmf } from '../../../preload/contract/dtmf.ts';
import type { AnnouncementLanguage, RecordingPolicy } from '../../../preload/contract/recording.ts';
import type { Messages } from '../../locales/en.ts';
import { dialPlanFaults, hasFault, NO_DIAL_PLAN } from './dial-plan.ts';
import { isFingerprint, tidyFingerprint } from './fingerprint.ts';
import { isPortRange, portRangeOf, typedRange } from './port-range.ts';
import { NO_WEBRTC, webRtcDraftOf, webRtcError, webRtcSettingsOf, type WebRtcDraft } from './webrtc-draft.ts';

/** An account as the form holds it: every field as the person typed it. */
export interface AccountDraft {
  accountId: AccountId | null;
  label: string;
  displayName: string;
  user: string;
  password: string;
  domain: string;
  authUser: string;
  outboundProxy: string;
  transport: SipTransportName;
  pinnedCertificate: string;
  expiresSec: number;
  codecs: CodecName[];
  opus: OpusOptions;
  /** As typed: "", or two ports with anything between them. */
  rtpPorts: string;
  expeditesAudio: boolean;
  srtp: SrtpPolicy;
  dtmf: Dtmf;
  recording: RecordingPolicy;
  recordingAnnouncement: AnnouncementLanguage | null;
  callerId: 'shown' | 'hidden';
  strangers: 'ignore' | 'welcome';
  registers: boolean;
  localPort: number;
  dialling: Dialling;
  webRtc: WebRtcDraft;
}

export const ALL_TRANSPORTS: readonly SipTransportName[] = ['udp', 'tcp', 'tls', 'ws', 'wss'];
export const ALL_SRTP: readonly SrtpPolicy[] = ['off', 'optional', 'required'];
export const ALL_CODECS: readonly CodecName[] = ['opus', 'G722', 'PCMU', 'PCMA'];

type FieldError = keyof Messages['accounts']['errors'];
export type AccountErrors = Partial<Record<keyof AccountDraft, FieldError>>;

export function newAccountDraft(): AccountDraft {
  return { accountId: null, label: '', displayName: '', user: '', password: '', domain: '', authUser: '', outboundProxy: '', transport: 'udp', pinnedCertificate: '', expiresSec: 300, codecs: [...ALL_CODECS], opus: { fec: true, dtx: false }, rtpPorts: '', expeditesAudio: true, srtp: 'off', dtmf: Dtmf.parse({}), recording: 'on-demand', recordingAnnouncement: null, callerId: 'shown', strangers: 'ignore', registers: true, localPort: 0, dialling: NO_DIAL_PLAN, webRtc: { ...NO_WEBRTC } };
}

export function draftOf({ settings }: AccountView): AccountDraft {
  const { accountId, label, displayName, user, domain, authUser, outboundProxy, transport, pinnedCertificate, expiresSec, expeditesAudio, srtp, dtmf, recording, recordingAnnouncement, callerId, strangers, registers, localPort, dialling } = settings;
  return { accountId, label, displayName, user, domain, authUser, outboundProxy, transport, pinnedCertificate, expiresSec, codecs: [...settings.codecs], opus: { ...settings.opus }, rtpPorts: typedRange(settings.rtpPorts), expeditesAudio, srtp, dtmf: { ...dtmf }, recording, recordingAnnouncement, callerId, strangers, registers, localPort, dialling, webRtc: webRtcDraftOf(settings), password: '' };
}

/** The transports that a certificate protects. */
export const isProtected = (transport: SipTransportName): boolean => transport === 'tls' || transport === 'wss';

/** What is wrong with each field, by the rules of AccountSettings in the contract; empty when main will take it. */
export function accountErrors(draft: AccountDraft, isPasswordKept: boolean): AccountErrors {
  const errors: AccountErrors = {};
  const label = draft.label.trim();
  const user = draft.user.trim();
  const domain = draft.domain.trim();
  if (label === '') errors.label = 'labelMissing';
  else if (label.length > 80) errors.label = 'tooLong';
  if (user === '') errors.user = 'userMissing';
  else if (!/^[^\s@<>"]+$/.test(user)) errors.user = 'userShape';
  else if (user.length > 128) errors.user = 'tooLong';
  if (domain === '') errors.domain = 'domainMissing';
  else if (!/^[A-Za-z0-9.\-:[\]]{1,253}$/.test(domain)) errors.domain = 'domainShape';
  if (draft.password === '' && !isPasswordKept && draft.registers) errors.password = 'passwordMissing';
  else if (draft.password.length > 256) errors.password = 'tooLong';
  if (draft.displayName.length > 80) errors.displayName = 'tooLong';
  if (draft.authUser.trim().length > 128) errors.authUser = 'tooLong';
  if (draft.outboundProxy.trim().length > 260) errors.outboundProxy = 'tooLong';
  const pinned = tidyFingerprint(draft.pinnedCertificate);
  if (pinned !== '' && !isFingerprint(pinned)) errors.pinnedCertificate = 'fingerprintShape';
  if (!Number.isInteger(draft.expiresSec) || draft.expiresSec < 60 || draft.expiresSec > 86_400) errors.expiresSec = 'expiresShape';
  if (!Number.isInteger(draft.localPort) || draft.localPort < 0 || draft.localPort > 65_535) errors.localPort = 'portShape';
  if (!isPortRange(draft.rtpPorts)) errors.rtpPorts = 'portRangeShape';
  if (draft.codecs.length === 0) errors.codecs = 'codecsMissing';
  if (hasFault(dialPlanFaults(draft.dialling))) errors.dialling = 'dialPlanFaulty';
  const webRtc = webRtcError(draft.webRtc, draft.transport);
  if (webRtc !== undefined) errors.webRtc = webRtc;
  return errors;
}

/** The draft as accounts.save takes it: without the password, a plain object. */
export function settingsOf(draft: AccountDraft) {
  const { accountId, label, displayName, user, domain, authUser, outboundProxy, transport, pinnedCertificate, expiresSec, codecs, expeditesAudio, srtp, dtmf, recording, recordingAnnouncement, callerId, strangers, registers, localPort, dialling } = draft;
  return { accountId, label: label.trim(), displayName, user: user.trim(), domain: domain.trim(), authUser, outboundProxy, transport, pinnedCertificate: tidyFingerprint(pinnedCertificate), expiresSec, codecs: [...codecs], opus: { ...draft.opus }, rtpPorts: portRangeOf(draft.rtpPorts), expeditesAudio, srtp, dtmf: { ...dtmf }, recording, recordingAnnouncement, callerId, strangers, registers, localPort, dialling, ...webRtcSettingsOf(draft.webRtc, transport) };
}

/** The list with one codec a place further up or down; the same list at the ends. */
export function moveCodec(codecs: readonly CodecName[], codec: CodecName, step: -1 | 1): CodecName[] {
  const from = codecs.indexOf(codec);
  const to = from + step;
  if (from < 0 || to < 0 || to >= codecs.length) return [...codecs];
  const others = codecs.filter((other) => other !== codec);
  return [...others.slice(0, to), codec, ...others.slice(to)];
}

/** The list with one codec added at the end, or without it. */
export function toggleCodec(codecs: readonly CodecName[], codec: CodecName): CodecName[] {
  return codecs.includes(codec) ? codecs.filter((other) => other !== codec) : [...codecs, codec];
}
