import type { ExtensionState } from '../../../preload/contract/presence.ts';
import { remotePartyOf } from '../call/remote-party.ts';
import type { DialogInfo, WatchedDialog } from './dialog-info.ts';

/** What an INVITE needs to take the place of the extension in its ringing call (RFC 3891 s. 3). */
export interface RingingCall {
  /** Where the INVITE goes: the caller, in whose dialog we replace the extension; null: to the extension. */
  readonly uri: string | null;
  readonly replaces: string;
}

const TOKEN = /^[^\s;,<>"]{1,256}$/;

/** The one state that a person is shown of all of an extension's dialogs: ringing before talking. */
export function extensionStateOf(info: DialogInfo): { readonly state: ExtensionState; readonly ringing: RingingCall | null } {
  const ringing = info.dialogs.find((dialog) => dialog.direction !== 'initiator' && dialog.state !== 'confirmed');
  if (ringing !== undefined) return { state: { kind: 'ringing', by: nameOf(ringing) }, ringing: ringingCallOf(ringing) };
  const busy = info.dialogs[0];
  return { state: busy === undefined ? { kind: 'idle' } : { kind: 'talking', with: nameOf(busy) }, ringing: null };
}

function nameOf({ remoteName, remoteUri }: WatchedDialog): string | null {
  const { user } = remotePartyOf(`<${remoteUri ?? ''}>`, []);
  const name = remoteName?.trim() ?? '';
  return (name === '' ? user : name).slice(0, 80) || null;
}

/** `to-tag` is the caller's own, `from-tag` the extension's: the header is read at the caller (RFC 3891 s. 3). Early dialogs alone: nobody is cut off. */
function ringingCallOf({ callId, localTag, remoteTag, remoteUri }: WatchedDialog): RingingCall | null {
  if (callId === null || localTag === null || remoteTag === null || ![callId, localTag, remoteTag].every((part) => TOKEN.test(part))) return null;
  const uri = remoteUri !== null && /^sips?:[^\s<>"]{1,300}$/i.test(remoteUri) ? remoteUri : null;
  return { uri, replaces: `${callId};to-tag=${remoteTag};from-tag=${localTag};early-only` };
}
