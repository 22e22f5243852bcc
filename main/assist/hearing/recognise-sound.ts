import type { Recogniser, Recognition } from './recogniser.ts';
import type { Sound } from './speaker-line.ts';

/** Shorter halves than this are not worth a split. */
const SHORTEST_HALF_SAMPLES = 16_000;
/** So much detected speech is somebody speaking. */
const CERTAIN_SPEECH_MS = 250;

/**
 * Recognises a sound, and where the model went round in circles, its halves on both sides of the longest pause.
 *
 * @returns null when aborted
 */
export async function recogniseSound(recogniser: Recogniser, sound: Sound, signal: AbortSignal): Promise<Recognition | null> {
  const heard = await recogniser.recognise(sound.pcm, { hasSpeech: sound.speechMs >= CERTAIN_SPEECH_MS, signal });
  if (heard === null || !heard.isLooping) return heard;
  const pause = sound.pauses.filter(({ from, to }) => from >= SHORTEST_HALF_SAMPLES && sound.pcm.length - to >= SHORTEST_HALF_SAMPLES)
    .reduce<Sound['pauses'][number] | null>((longest, one) => (longest === null || one.to - one.from > longest.to - longest.from ? one : longest), null);
  if (pause === null) return heard;
  const middle = Math.round((pause.from + pause.to) / 2);
  const halves = [
    { pcm: sound.pcm.slice(0, middle), pauses: sound.pauses.filter(({ to }) => to <= pause.from), speechMs: sound.speechMs / 2 },
    { pcm: sound.pcm.slice(middle), pauses: sound.pauses.filter(({ from }) => from >= pause.to).map(({ from, to }) => ({ from: from - middle, to: to - middle })), speechMs: sound.speechMs / 2 },
  ];
  const parts: Recognition[] = [];
  for (const half of halves) {
    const part = await recogniseSound(recogniser, half, signal);
    if (part === null) return null;
    parts.push(part);
  }
  return join(parts);
}

function join(parts: readonly Recognition[]): Recognition {
  const tokenIds = parts.flatMap((part) => part.tokenIds);
  const sum = parts.reduce((total, part) => total + (part.meanLogProbability ?? 0) * part.tokenIds.length, 0);
  return {
    text: parts.map(({ text }) => text).filter((text) => text !== '').join(' '),
    tokenIds,
    meanLogProbability: tokenIds.length === 0 ? null : sum / tokenIds.length,
    isLooping: parts.some(({ isLooping }) => isLooping),
  };
}
