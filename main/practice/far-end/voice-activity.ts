/** Louder than this, and than the line's own noise by a margin, is taken for a voice. */
const THRESHOLD_DB = -45;
const MARGIN_DB = 9;
/** The noise floor falls at once and rises slowly, so that a long sentence does not become the floor. */
const FLOOR_RISE_DB_PER_FRAME = 0.02;
const SILENCE_DB = -96;
/** Bridges the stops within words: 6 frames are 120 ms. */
const HANGOVER_FRAMES = 6;

/** A plain energy detector on one direction: good enough to take turns, no more is asked of it. */
export function createVoiceActivity(): (frame: Int16Array) => boolean {
  let floorDb = THRESHOLD_DB - MARGIN_DB;
  let hangover = 0;
  return (frame) => {
    const levelDb = levelOf(frame);
    const isLoud = levelDb > Math.max(THRESHOLD_DB, floorDb + MARGIN_DB);
    floorDb = levelDb < floorDb ? levelDb : floorDb + FLOOR_RISE_DB_PER_FRAME;
    hangover = isLoud ? HANGOVER_FRAMES : Math.max(0, hangover - 1);
    return isLoud || hangover > 0;
  };
}

/** The root mean square of 16-bit samples in dB below full scale. */
export function levelOf(frame: Int16Array): number {
  if (frame.length === 0) return SILENCE_DB;
  const power = frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length;
  return power === 0 ? SILENCE_DB : 10 * Math.log10(power / 32_768 ** 2);
}
