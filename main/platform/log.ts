import { redact } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export interface LogEntry {
  readonly atMs: number;
  readonly level: LogLevel;
  /** room.fact in kebab-case, for instance `sip.malformed`. */
  readonly event: string;
  readonly fields: unknown;
}
export type LogSink = (entry: LogEntry) => void;

/** Structured log; every field passes the one redactor. */
export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

export function createLog(sink: LogSink, nowMs: () => number = Date.now): Log {
  const write = (level: LogLevel) => (event: string, fields: Record<string, unknown> = {}) => sink({ atMs: nowMs(), level, event, fields: redact(fields) });
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

export const silentLog: Log = createLog(() => undefined);
