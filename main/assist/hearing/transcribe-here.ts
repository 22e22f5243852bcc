import type { Recogniser } from './recogniser.ts';
import type { Transcriber } from './recognition-desk.ts';
import { transcribePiece } from './transcribe-piece.ts';

/** A Transcriber on a Recogniser, wherever that one lives. */
export function transcribeHere(recogniser: Recogniser): Transcriber {
  return { transcribe: (piece, signal) => transcribePiece(recogniser, piece, signal) };
}
