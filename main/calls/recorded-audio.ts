import type { CallId } from '../../preload/contract/primitives.ts';
import type { RecordedAudio } from '../../preload/contract/recording.ts';

/** "2026-03-14_091500_1b9d6bcd.wav": sorted by time in any file manager, one for each call; whose call it is stands in the history alone. */
export function fileNameOf(startedAtMs: number, callId: CallId): string {
  const [date, time] = new Date(startedAtMs).toISOString().split('T');
  return `${date}_${time?.slice(0, 8).replaceAll(':', '')}_${callId.replaceAll(/[^\w]/g, '').slice(0, 8)}.wav`;
}

/** Begins a pause, or ends the one that is open. */
export function withPause(audio: RecordedAudio, isRunning: boolean, atMs: number): RecordedAudio {
  if (!isRunning) return { ...audio, pauses: [...audio.pauses, { fromMs: atMs, toMs: null }] };
  return { ...audio, pauses: audio.pauses.map((pause) => (pause.toMs === null ? { ...pause, toMs: atMs } : pause)) };
}
