import { childOf, readXml, type XmlElement } from './xml-elements.ts';

/** One dialog of a watched extension (RFC 4235 s. 4.1). */
export interface WatchedDialog {
  readonly id: string;
  readonly state: 'trying' | 'proceeding' | 'early' | 'confirmed' | 'terminated';
  /** `recipient`: the extension is being called. */
  readonly direction: 'initiator' | 'recipient' | null;
  readonly callId: string | null;
  /** The tag of the watched extension, and of its peer. */
  readonly localTag: string | null;
  readonly remoteTag: string | null;
  /** Who is at the other end: what requests go to, else its address. */
  readonly remoteUri: string | null;
  readonly remoteName: string | null;
}

export interface DialogInfo {
  readonly version: number;
  readonly isFull: boolean;
  readonly dialogs: readonly WatchedDialog[];
}

const STATES = ['trying', 'proceeding', 'early', 'confirmed', 'terminated'] as const;
const MOST_DIALOGS = 64;

/** Reads an application/dialog-info+xml document (RFC 4235 s. 4). Never throws; null for what is none. */
export function parseDialogInfo(body: string): DialogInfo | null {
  const root = readXml(body);
  if (root === null || root.name !== 'dialog-info') return null;
  const version = Number(root.attributes['version'] ?? '0');
  if (!Number.isSafeInteger(version) || version < 0) return null;
  return { version, isFull: root.attributes['state'] !== 'partial', dialogs: root.children.filter(({ name }) => name === 'dialog').slice(0, MOST_DIALOGS).flatMap(readDialog) };
}

function readDialog(element: XmlElement): WatchedDialog[] {
  const word = childOf(element, 'state')?.text.trim().toLowerCase();
  const state = STATES.find((known) => known === word);
  const id = element.attributes['id'];
  if (state === undefined || id === undefined) return [];
  const { direction } = element.attributes;
  const remote = childOf(element, 'remote');
  const identity = childOf(remote, 'identity');
  return [{
    id, state,
    direction: direction === 'initiator' || direction === 'recipient' ? direction : null,
    callId: element.attributes['call-id'] ?? null, localTag: element.attributes['local-tag'] ?? null, remoteTag: element.attributes['remote-tag'] ?? null,
    remoteUri: childOf(remote, 'target')?.attributes['uri']?.trim() ?? identity?.text.trim() ?? null,
    remoteName: identity?.attributes['display'] ?? null,
  }];
}

/** What is known of an extension's dialogs: a partial document changes those that it names, a full one replaces all (RFC 4235 s. 4.1). */
export function withDialogInfo(known: DialogInfo | null, news: DialogInfo): DialogInfo {
  if (known !== null && news.version < known.version) return known; // overtaken on its way
  const before = news.isFull || known === null ? [] : known.dialogs.filter((dialog) => !news.dialogs.some(({ id }) => id === dialog.id));
  return { ...news, isFull: true, dialogs: [...before, ...news.dialogs].filter(({ state }) => state !== 'terminated').slice(-MOST_DIALOGS) };
}
