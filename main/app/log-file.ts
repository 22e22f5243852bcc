import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import type { LogEntry, LogSink } from '../platform/log.ts';

/** The log starts a new file at this size; one older file is kept. */
const MAX_BYTES = 5_000_000;

/** A sink that appends one JSON object per line, without debug entries; a disk that refuses costs the log, never the app. */
export function openLogFile(file: string): LogSink {
  let descriptor = openSync(file, 'a', 0o600);
  let sizeBytes = fstatSync(descriptor).size;

  function rotate(): void {
    closeSync(descriptor);
    renameSync(file, `${file}.1`);
    descriptor = openSync(file, 'a', 0o600);
    sizeBytes = 0;
  }

  return (entry: LogEntry) => {
    if (entry.level === 'debug') return;
    const line = `${JSON.stringify({ at: new Date(entry.atMs).toISOString(), level: entry.level, event: entry.event, ...Object(entry.fields) })}\n`;
    try {
      if (sizeBytes + line.length > MAX_BYTES) rotate();
      sizeBytes += writeSync(descriptor, line);
    } catch {
      // A full or vanished disk: there is nowhere left to say it.
    }
  };
}
