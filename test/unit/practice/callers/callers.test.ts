import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCallers } from '../../../../main/practice/callers/load-callers.ts';
import { readWav } from '../../../../main/practice/callers/read-wav.ts';
import { levelOf } from '../../../../main/practice/far-end/voice-activity.ts';

const callers = await loadCallers(join(process.cwd(), 'main', 'practice', 'callers'));

describe('the recorded callers', () => {
  it('are at least three, each with a number of its own and under a minute in silence', () => {
    expect(callers.length).toBeGreaterThanOrEqual(3);
    expect(new Set(callers.map(({ script }) => script.number)).size).toBe(callers.length);
    for (const { script } of callers) expect(script.durationMs).toBeLessThan(60_000);
  });

  it.each(callers.flatMap(({ lines }) => lines.map((line) => [line.text, line] as const)))('say "%s" at a telephone’s level and pace', (text, line) => {
    expect(levelOf(line.samples)).toBeGreaterThan(-26);
    expect(levelOf(line.samples)).toBeLessThan(-17);
    const wordsPerSec = text.split(' ').length / (line.samples.length / 8_000);
    expect(wordsPerSec).toBeGreaterThan(1);
    expect(wordsPerSec).toBeLessThan(4.5);
  });

  it('are an error at start when the folder is not there', async () => {
    await expect(loadCallers('/nowhere')).rejects.toThrow('ENOENT');
  });
});

describe('readWav', () => {
  it('takes 16-bit mono PCM alone and never reads past the end', () => {
    const file = Buffer.alloc(48);
    file.write('RIFF', 0, 'latin1');
    file.write('WAVEfmt ', 8, 'latin1');
    file.writeUInt32LE(16, 16);
    file.writeUInt16LE(1, 20);
    file.writeUInt16LE(1, 22);
    file.writeUInt32LE(8_000, 24);
    file.writeUInt16LE(16, 34);
    file.write('data', 36, 'latin1');
    file.writeUInt32LE(1_000, 40);
    file.writeInt16LE(-5, 46);
    expect(readWav(file)).toEqual({ sampleRateHz: 8_000, samples: Int16Array.of(0, -5) });
    file.writeUInt16LE(2, 22);
    expect(readWav(file)).toBeNull();
    for (let length = 0; length < 44; length += 1) expect(readWav(file.subarray(0, length))).toBeNull();
  });
});
