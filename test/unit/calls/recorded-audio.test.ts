import { describe, expect, it } from 'vitest';
import { fileNameOf, withPause } from '../../../main/calls/recorded-audio.ts';
import type { CallId } from '../../../preload/contract/primitives.ts';
import { RecordedAudio } from '../../../preload/contract/recording.ts';

describe('what a record knows of its recording', () => {
  it('names the file by its time and not by its caller, in characters that every file system takes', () => {
    const fileName = fileNameOf(Date.UTC(2026, 2, 14, 9, 15, 7), '../../1b9d6bcd-bbfd' as CallId);
    expect(fileName).toBe('2026-03-14_091507_1b9d6bcd.wav');
    expect(RecordedAudio.shape.fileName.safeParse(fileName).success).toBe(true);
  });

  it.each(['../x.wav', 'a/b.wav', 'x.wav/..', 'x.mp3', '', '.wav'])('lets no record name a file elsewhere: %s', (fileName) => {
    expect(RecordedAudio.shape.fileName.safeParse(fileName).success).toBe(false);
  });

  it('keeps every pause, and ends the one that is open', () => {
    const audio: RecordedAudio = { fileName: 'a.wav', startedAtMs: 0, durationMs: null, isAnnounced: false, pauses: [] };
    const twice = withPause(withPause(withPause(audio, false, 5), true, 8), false, 20);
    expect(twice.pauses).toEqual([{ fromMs: 5, toMs: 8 }, { fromMs: 20, toMs: null }]);
    expect(withPause(withPause(twice, true, 30), true, 40).pauses).toEqual([{ fromMs: 5, toMs: 8 }, { fromMs: 20, toMs: 30 }]);
  });
});
