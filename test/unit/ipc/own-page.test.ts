import { describe, expect, it } from 'vitest';
import type { WebContents, WebFrameMain } from 'electron';
import { isOwnPage } from '../../../main/ipc/own-page.ts';

const ORIGIN = 'sidetone://app';
const frameAt = (url: string) => ({ url }) as WebFrameMain;
const pageWith = (mainFrame: WebFrameMain, isDestroyed = false) => ({ mainFrame, isDestroyed: () => isDestroyed }) as unknown as WebContents;

describe('the sender check', () => {
  const own = frameAt('sidetone://app/index.html');

  it('accepts the main frame of our page', () => {
    expect(isOwnPage({ senderFrame: own }, pageWith(own), ORIGIN)).toBe(true);
  });

  it.each([
    ['a frame inside our page', { senderFrame: frameAt('sidetone://app/index.html') }, pageWith(own)],
    ['a frame that is gone', { senderFrame: null }, pageWith(own)],
    ['a page while there is no window', { senderFrame: own }, null],
    ['a destroyed page', { senderFrame: own }, pageWith(own, true)],
  ])('refuses %s', (_what, event, page) => {
    expect(isOwnPage(event, page, ORIGIN)).toBe(false);
  });

  it.each(['https://app/index.html', 'sidetone://app.evil.example/', 'sidetone://other/', 'about:blank', ''])('refuses our main frame when it shows %s', (url) => {
    const frame = frameAt(url);
    expect(isOwnPage({ senderFrame: frame }, pageWith(frame), ORIGIN)).toBe(false);
  });
});
