import { describe, expect, it } from 'vitest';
import { createLineBuffer } from '../../../../main/assist/hearing/line-buffer.ts';

/** Samples that name their own position. */
const ramp = (from: number, length: number): Float32Array => Float32Array.from({ length }, (_, index) => from + index);

describe('a line buffer', () => {
  it('cuts what arrives in any lengths into frames of 512 samples', () => {
    const line = createLineBuffer(4_096);
    line.append(0, ramp(0, 500));
    expect(line.nextFrame()).toBeNull();
    line.append(500, ramp(500, 700));
    expect(line.nextFrame()).toEqual({ frame: 0, pcm: ramp(0, 512) });
    expect(line.nextFrame()).toEqual({ frame: 1, pcm: ramp(512, 512) });
    expect(line.nextFrame()).toBeNull();
  });

  it('fills a short hole with silence and keeps every later sample at its position', () => {
    const line = createLineBuffer(4_096);
    line.append(0, ramp(0, 100));
    expect(line.isBeyond(300)).toBe(false);
    line.append(300, ramp(300, 212));
    const pcm = line.read(0, 512);
    expect([pcm[99], pcm[100], pcm[299], pcm[300], pcm[511]]).toEqual([99, 0, 0, 300, 511]);
  });

  it('drops what came late and the part of a frame that it has already', () => {
    const line = createLineBuffer(4_096);
    line.append(0, ramp(0, 512));
    line.append(0, ramp(7_000, 512));
    line.append(256, ramp(256, 512));
    expect(line.end).toBe(768);
    expect(line.read(0, 768)).toEqual(ramp(0, 768));
  });

  it('begins anew behind a long hole, on a whole frame', () => {
    const line = createLineBuffer(4_096);
    line.append(0, ramp(0, 512));
    expect(line.isBeyond(1_000_000)).toBe(true);
    line.append(1_000_000, ramp(1_000_000, 2_000));
    const next = line.nextFrame();
    expect(next?.frame).toBe(Math.ceil(1_000_000 / 512));
    expect(next?.pcm[0]).toBe(Math.ceil(1_000_000 / 512) * 512);
    expect(line.read(0, 100)).toEqual(new Float32Array(100));
  });

  it('reaches back as far as asked over hours, in memory that does not grow with them', () => {
    const line = createLineBuffer(2_048);
    for (let from = 0; from < 1_000_000; from += 512) {
      line.append(from, ramp(from, 512));
      line.nextFrame();
    }
    expect(line.read(line.end - 2_048, line.end)).toEqual(ramp(line.end - 2_048, 2_048));
    expect(line.read(0, 2_048)).toEqual(new Float32Array(2_048));
  });

  it('gives silence before its beginning and after its end', () => {
    const line = createLineBuffer(1_024);
    line.append(0, ramp(1, 3));
    expect(line.read(-2, 5)).toEqual(Float32Array.of(0, 0, 1, 2, 3, 0, 0));
    expect(line.read(-4, -1)).toEqual(new Float32Array(3));
    expect(line.read(7, 9)).toEqual(new Float32Array(2));
  });

  it('keeps what has not been read as frames yet, however late the reader is', () => {
    const line = createLineBuffer(1_024);
    for (let from = 0; from < 20 * 512; from += 512) line.append(from, ramp(from, 512));
    for (let frame = 0; frame < 20; frame++) expect(line.nextFrame()).toEqual({ frame, pcm: ramp(frame * 512, 512) });
  });
});
