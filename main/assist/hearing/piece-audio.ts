import { TAP_FRAME_SAMPLES } from '../../../preload/contract/media.ts';
import type { Piece } from './endpointing.ts';
import type { LineAudio } from './line-audio.ts';
import { EDGE_SILENCE_MS, LEAD_MS, OPEN_END_SILENCE_MS, TRAIL_MS } from './settings.ts';
import type { PieceToTranscribe } from './transcribe-piece.ts';

const SAMPLES_PER_MS = 16;
/** The detector notices a voice so much too late; the trail of a piece must not hold the first sound of the next. */
const ONSET_FRAMES = 2;

export const positionOf = (frame: number): number => frame * TAP_FRAME_SAMPLES;

/**
 * The sound of a piece with some of the line before and after it.
 *
 * @param earliest the position where the speaker's last piece ended: its words are not heard twice
 * @param isOpen the speaker goes on: everything so far, and silence after it, lest the model invent the rest of a word
 */
export function cutPiece(audio: LineAudio, piece: Piece, earliest: number, isOpen: boolean): PieceToTranscribe {
  const start = positionOf(piece.startFrame);
  const from = Math.max(earliest, start - LEAD_MS * SAMPLES_PER_MS, 0);
  const to = isOpen ? audio.end : Math.min(positionOf(piece.endFrame) + TRAIL_MS * SAMPLES_PER_MS, positionOf(Math.max(piece.endFrame, piece.quietUntil - ONSET_FRAMES)), audio.end);
  const before = Math.max(0, EDGE_SILENCE_MS * SAMPLES_PER_MS - (start - from));
  const after = isOpen ? OPEN_END_SILENCE_MS * SAMPLES_PER_MS : Math.max(0, EDGE_SILENCE_MS * SAMPLES_PER_MS - (to - positionOf(piece.endFrame)));
  const pcm = new Float32Array(before + (to - from) + after);
  pcm.set(audio.copy(from, to), before);
  const shift = before - from;
  return { pcm, pauses: piece.pauses.map((pause) => ({ from: positionOf(pause.from) + shift, to: positionOf(pause.to) + shift })), speechMs: piece.speechMs };
}
