import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRange, recordingNameOf, recordingResponse } from '../../../main/app/recording-response.ts';
import { temporaryFolder } from './sample-store.ts';

describe('the recordings that the page plays', () => {
  it.each([
    ['/recordings/2026-03-14_091507_1b9d6bcd.wav', '2026-03-14_091507_1b9d6bcd.wav'], ['/recordings/../sidetone.json', null], ['/recordings/%2e%2e%2fsidetone.json', null],
    ['/recordings/a.wav/b.wav', null], ['/recordings/', null], ['/index.html', null],
  ])('are asked for by name alone: %s', (pathname, expected) => {
    expect(recordingNameOf(pathname)).toBe(expected);
  });

  it.each([
    ['bytes=0-', { from: 0, to: 99 }], ['bytes=10-19', { from: 10, to: 19 }], ['bytes=90-500', { from: 90, to: 99 }], ['bytes=-10', { from: 90, to: 99 }],
    ['bytes=100-', null], ['bytes=20-10', null], ['bytes=-', null], ['bytes=0-1,4-5', null], ['words=1-2', null],
  ])('give the range that was asked for of a hundred bytes (RFC 9110 s. 14): %s', (range, expected) => {
    expect(readRange(range, 100)).toEqual(expected);
  });

  it('come whole, in part, or not at all', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.wav'), '0123456789');
    const whole = await recordingResponse(folder, 'a.wav', null);
    const part = await recordingResponse(folder, 'a.wav', 'bytes=2-4');
    const beyond = await recordingResponse(folder, 'a.wav', 'bytes=50-');
    expect([whole.status, await whole.text(), part.status, await part.text(), part.headers.get('content-range'), beyond.status]).toEqual([200, '0123456789', 206, '234', 'bytes 2-4/10', 416]);
    expect((await recordingResponse(folder, 'b.wav', null)).status).toBe(404);
  });
});
