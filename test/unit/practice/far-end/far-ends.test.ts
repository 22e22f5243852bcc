import { describe, expect, it } from 'vitest';
import { createEcho } from '../../../../main/practice/far-end/echo.ts';
import { createRecordedCaller } from '../../../../main/practice/far-end/recorded-caller.ts';
import { createRingback } from '../../../../main/practice/far-end/ringback.ts';
import { createVoiceActivity, levelOf } from '../../../../main/practice/far-end/voice-activity.ts';

const frame = (amplitude: number): Int16Array => Int16Array.from({ length: 160 }, (_, index) => Math.round(amplitude * Math.sin(index / 3)));

describe('the echo', () => {
  it('starts with two frames in hand and gives them back in order', () => {
    const echo = createEcho();
    echo.hear(frame(1));
    expect(echo.nextFrame()).toBeNull();
    echo.hear(frame(2_000));
    expect([echo.nextFrame(), echo.nextFrame(), echo.nextFrame()]).toEqual([frame(1), frame(2_000), null]);
  });

  it('drops the oldest when more comes than goes', () => {
    const echo = createEcho();
    for (let index = 1; index <= 15; index += 1) echo.hear(Int16Array.of(index));
    expect(echo.nextFrame()).toEqual(Int16Array.of(6));
  });
});

describe('the ringing tone', () => {
  it('sounds one second of five (ITU-T E.180)', () => {
    const tone = createRingback();
    const isOn = Array.from({ length: 250 }, () => levelOf(tone.nextFrame() ?? new Int16Array()) > -30);
    expect([isOn.indexOf(false), isOn.filter(Boolean).length]).toEqual([50, 50]);
  });
});

describe('voice activity', () => {
  it('hears speech, bridges 100 ms and then is quiet', () => {
    const isVoice = createVoiceActivity();
    expect(isVoice(frame(0))).toBe(false);
    expect(isVoice(frame(3_000))).toBe(true);
    expect(Array.from({ length: 10 }, () => isVoice(frame(0))).indexOf(false)).toBe(5);
  });

  it('gets used to a noisy line', () => {
    const isVoice = createVoiceActivity();
    let wasVoice = true;
    for (let index = 0; index < 2_000; index += 1) wasVoice = isVoice(frame(400)); // -41 dBFS for 40 s
    expect(wasVoice).toBe(false);
    expect(isVoice(frame(4_000))).toBe(true);
  });
});

describe('a recorded caller', () => {
  const caller = {
    script: { scriptId: 'x', callerName: 'X', number: '1', topic: 'x', durationMs: 0 }, hasEarlyMedia: false,
    lines: [{ text: 'one', maxWaitMs: 100, samples: frame(1_000) }, { text: 'two', maxWaitMs: 100, samples: Int16Array.of(...frame(1), ...frame(2)) }],
  };

  it('plays its lines whole and in order, tells each, and finishes', () => {
    const told: number[] = [];
    const farEnd = createRecordedCaller(caller, (line) => told.push(line));
    const said = Array.from({ length: 300 }, () => farEnd.nextFrame()).filter((heard) => heard !== null);
    expect(said).toEqual([frame(1_000), frame(1), frame(2)]);
    expect([told, farEnd.isFinished()]).toEqual([[0, 1], true]);
  });

  it('takes a line that fell silent for the end of the agent’s turn', () => {
    const farEnd = createRecordedCaller(caller, () => undefined);
    let frames = 0;
    for (; farEnd.nextFrame() === null; frames += 1) if (frames < 25) farEnd.hear(frame(3_000));
    expect(frames).toBeGreaterThan(25 + 38);
    expect(frames).toBeLessThan(25 + 50);
  });
});
