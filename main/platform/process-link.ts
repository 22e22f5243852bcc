import type { MessagePortMain } from 'electron';

/** The main side of a child process: what a room needs to talk to it. */
export interface ProcessLink {
  send(message: unknown, ports?: readonly MessagePortMain[]): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however the process ended. */
  onExit(listener: (exitCode: number) => void): void;
  readonly pid: number | undefined;
  kill(): void;
}

/** Starts a child process from a built entry file; the shell gives utilityProcess, tests give node:child_process. */
export type ProcessLauncher = (entry: string, options: { readonly name: string; readonly arguments?: readonly string[] }) => ProcessLink;

/** The child side of the same link. */
export interface ParentLink {
  send(message: unknown): void;
  onMessage(listener: (message: unknown, ports: readonly MessagePortMain[]) => void): void;
}
