import type { CallSnapshot } from '../../preload/contract/calls.ts';

/** One peer connection of a call, whoever is at its other end. */
export interface CallPeer {
  /** The far end's voice; has a track. */
  readonly remote: MediaStream;
  /** What is sent from now on; nothing before the first call of this. */
  setTrack(track: MediaStreamTrack): Promise<void>;
}

/** The peer connection of a call, kept up and made anew as it must be. */
export interface CallConnection {
  /** null while there is none. */
  current(): CallPeer | null;
  /** Brings it to what the snapshot says. */
  follow(call: CallSnapshot): void;
  close(): void;
}
