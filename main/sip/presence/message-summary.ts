import type { Mailbox } from '../../../preload/contract/presence.ts';

const MOST_LINES = 100;

/** Reads an application/simple-message-summary document (RFC 3842 s. 3.5). Never throws; null for what says neither yes nor no. */
export function parseMessageSummary(body: string): Mailbox | null {
  const lines = new Map(body.split(/\r?\n/, MOST_LINES).flatMap((line) => {
    const [, name, value] = /^([A-Za-z-]{1,40})\s*:\s*(.{0,300})$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()] as const];
  }));
  const waiting = lines.get('messages-waiting')?.toLowerCase();
  if (waiting !== 'yes' && waiting !== 'no') return null;
  const [, newCount, oldCount] = /^(\d{1,9})\s*\/\s*(\d{1,9})/.exec(lines.get('voice-message') ?? '') ?? [];
  return { isWaiting: waiting === 'yes', newCount: newCount === undefined ? null : Number(newCount), oldCount: oldCount === undefined ? null : Number(oldCount) };
}
