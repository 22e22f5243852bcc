import type { CallRecord } from '../../preload/contract/records.ts';

/** The events a CRM hears of; see the README for an example of each. */
export type CallEventType = 'call.completed' | 'call.missed';

/** `missed`: an incoming call that nobody took, also when the line was busy. Everything else that ended is `completed`. */
export function callEventType(record: CallRecord): CallEventType {
  const isUntaken = record.end?.result === 'missed' || record.end?.result === 'busy';
  return record.direction === 'incoming' && record.answeredAtMs === null && isUntaken ? 'call.missed' : 'call.completed';
}

/**
 * The body of a call's event in the payload shape of Standard Webhooks (`type`, `timestamp`, `data`).
 * `data` is the CallRecord; its times stand once more in ISO 8601, which more receivers can read than epoch milliseconds.
 */
export function callEventBody(record: CallRecord, occurredAtMs: number): string {
  const { searches: _searches, labels: _labels, ...data } = record; // what the assist learns from is nobody else's
  return JSON.stringify({
    type: callEventType(record),
    timestamp: isoTime(occurredAtMs),
    data: { ...data, startedAt: isoTime(record.startedAtMs), answeredAt: isoTime(record.answeredAtMs), endedAt: isoTime(record.endedAtMs) },
  });
}

function isoTime(atMs: number): string;
function isoTime(atMs: number | null): string | null;
function isoTime(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
