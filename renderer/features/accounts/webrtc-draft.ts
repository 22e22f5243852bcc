import type { AccountSettings, MediaMode, SipTransportName } from '../../../preload/contract/accounts.ts';

/** Which way an account's audio goes, as the form holds it. */
export interface WebRtcDraft {
  media: MediaMode;
  /** As typed: addresses apart by spaces, commas or lines. */
  servers: string;
  turnUser: string;
  turnPassword: string;
}

/** Trunks speak WebRTC over WebSocket alone. */
export const maySpeakWebRtc = (transport: SipTransportName): boolean => transport === 'ws' || transport === 'wss';

export const NO_WEBRTC: Readonly<WebRtcDraft> = { media: 'rtp', servers: '', turnUser: '', turnPassword: '' };

export function webRtcDraftOf({ media, iceServers, turnUser }: Pick<AccountSettings, 'media' | 'iceServers' | 'turnUser'>): WebRtcDraft {
  return { media, servers: iceServers.join(' '), turnUser, turnPassword: '' };
}

const serversOf = (typed: string): string[] => typed.split(/[\s,;]+/).filter((uri) => uri !== '');

/** Whether one of these relays audio, and so asks who we are. */
export const hasTurn = (servers: string): boolean => serversOf(servers).some((uri) => /^turns?:/i.test(uri));

/** What is wrong, by the rules of the contract; only what the form shows can be. */
export function webRtcError(draft: WebRtcDraft, transport: SipTransportName): 'iceServerShape' | 'tooLong' | undefined {
  if (!maySpeakWebRtc(transport) || draft.media === 'rtp') return undefined;
  const servers = serversOf(draft.servers);
  if (!servers.every((uri) => /^(stuns?:[^\s?]+|turns?:[^\s?]+(\?transport=(udp|tcp))?)$/i.test(uri))) return 'iceServerShape';
  return servers.length > 4 || servers.some((uri) => uri.length > 260) || draft.turnUser.trim().length > 256 || draft.turnPassword.length > 256 ? 'tooLong' : undefined;
}

/** The fields of AccountSettings. Without WebRTC there is nobody to ask for candidates: servers are forgotten. */
export function webRtcSettingsOf(draft: WebRtcDraft, transport: SipTransportName): Pick<AccountSettings, 'media' | 'iceServers' | 'turnUser'> {
  if (!maySpeakWebRtc(transport) || draft.media === 'rtp') return { media: 'rtp', iceServers: [], turnUser: '' };
  return { media: 'webrtc', iceServers: serversOf(draft.servers), turnUser: hasTurn(draft.servers) ? draft.turnUser.trim() : '' };
}

/** What accounts.save gets beside the settings: a password that was typed. Main keeps the one of before, as long as there is a TURN server. */
export function turnPasswordOf(draft: WebRtcDraft, transport: SipTransportName): { turnPassword?: string } {
  const isUsed = hasTurn(webRtcSettingsOf(draft, transport).iceServers.join(' '));
  return isUsed && draft.turnPassword !== '' ? { turnPassword: draft.turnPassword } : {};
}
