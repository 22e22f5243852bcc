import { FRAME_MS } from '../media/g711.ts';

/** One line of a caller as pacing sees it. */
export interface PacedLine {
  readonly durationMs: number;
  /** How long a silent agent is waited for before this line. */
  readonly maxWaitMs: number;
}

/**
 * Where a recorded caller is in its script.
 *
 *   listening (line 0) → speaking (0) → listening (1) → … → speaking (last) → listening (farewell) → finished
 *
 * listening ends when the agent has spoken and then been quiet, or has said nothing for the line's maxWaitMs.
 */
export type Pacing =
  | { readonly kind: 'listening'; readonly next: number; readonly elapsedMs: number; readonly voicedMs: number; readonly quietMs: number }
  | { readonly kind: 'speaking'; readonly line: number; readonly elapsedMs: number }
  | { readonly kind: 'finished' };

/** The pause after which the agent's turn is over. */
export const TURN_END_QUIET_MS = 800;
/** Less than this is a cough, or the end of a word begun before the caller stopped. */
export const SPOKEN_MS = 300;
/** Even an agent who never pauses is answered in the end. */
export const LONGEST_TURN_MS = 20_000;
/** For the agent's own goodbye after the last line. */
export const FAREWELL_WAIT_MS = 1_500;

export function startPacing(): Pacing {
  return listening(0);
}

/** Moves on by one frame of 20 ms in which the agent was heard or not. */
export function stepPacing(pacing: Pacing, lines: readonly PacedLine[], isAgentVoice: boolean): Pacing {
  switch (pacing.kind) {
    case 'finished':
      return pacing;
    case 'speaking': {
      const elapsedMs = pacing.elapsedMs + FRAME_MS;
      return elapsedMs < (lines[pacing.line]?.durationMs ?? 0) ? { ...pacing, elapsedMs } : listening(pacing.line + 1);
    }
    case 'listening': {
      const heard = {
        elapsedMs: pacing.elapsedMs + FRAME_MS,
        voicedMs: pacing.voicedMs + (isAgentVoice ? FRAME_MS : 0),
        quietMs: isAgentVoice ? 0 : pacing.quietMs + FRAME_MS,
      };
      if (!isTurnOver(heard, lines[pacing.next]?.maxWaitMs ?? FAREWELL_WAIT_MS)) return { ...pacing, ...heard };
      return pacing.next < lines.length ? { kind: 'speaking', line: pacing.next, elapsedMs: 0 } : { kind: 'finished' };
    }
  }
}

function isTurnOver(heard: { elapsedMs: number; voicedMs: number; quietMs: number }, maxWaitMs: number): boolean {
  if (heard.elapsedMs >= LONGEST_TURN_MS) return true;
  if (heard.voicedMs >= SPOKEN_MS) return heard.quietMs >= TURN_END_QUIET_MS;
  return heard.elapsedMs >= maxWaitMs && heard.quietMs > 0;
}

function listening(next: number): Pacing {
  return { kind: 'listening', next, elapsedMs: 0, voicedMs: 0, quietMs: 0 };
}
