import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SceneName } from '../support/fake-sidetone-scenes.ts';
import { launchScreensApp, type ScreensApp } from '../support/screens-app/launch.ts';

const SHOTS = join(process.cwd(), 'test-results', 'screens');
const AXE = join(dirname(createRequire(import.meta.url).resolve('axe-core')), 'axe.min.js');

interface AxeFinding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

interface Shot {
  readonly name: string;
  readonly scene: SceneName;
  readonly locale?: 'en' | 'zh-CN';
  readonly scheme?: 'light' | 'dark';
  readonly size?: readonly [width: number, height: number];
  /** What a person does before looking. */
  readonly then?: (page: Page) => Promise<void>;
}

const settings = (section: string) => async (page: Page) => {
  await page.getByRole('button', { name: /^(Settings|设置)$/ }).click();
  await page.getByRole('tab', { name: section, exact: true }).click();
};
const history = (party?: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: /^(History|历史)/ }).click();
  if (party !== undefined) await page.getByRole('list', { name: /History|历史/ }).getByRole('button', { name: party }).first().click();
};
const endCall = async (page: Page) => {
  await page.evaluate(() => window.fake.endCall());
  await page.getByRole('button', { name: /^(Confirm|确认)/ }).waitFor();
};

const SMALL = [760, 560] as const;
/** What 200 % zoom leaves of the default window, in CSS pixels. */
const ZOOMED = [550, 360] as const;
const SHOTS_OF: readonly Shot[] = [
  { name: 'first-run', scene: 'first-run' },
  { name: 'first-run-zh-dark', scene: 'first-run', locale: 'zh-CN', scheme: 'dark' },
  { name: 'trunk-form', scene: 'first-run', then: async (page) => {
    await page.getByRole('button', { name: 'Connect my own trunk' }).click();
    await page.getByRole('button', { name: 'Advanced' }).click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
  } },
  { name: 'phone', scene: 'phone' },
  { name: 'phone-dark', scene: 'phone', scheme: 'dark' },
  { name: 'phone-zh', scene: 'phone', locale: 'zh-CN' },
  { name: 'phone-empty', scene: 'phone-empty' },
  { name: 'phone-two-lines', scene: 'phone-two-lines' },
  { name: 'phone-small', scene: 'phone', size: SMALL },
  { name: 'phone-zoomed', scene: 'phone', size: ZOOMED },
  { name: 'line-failed', scene: 'line-failed' },
  { name: 'notices', scene: 'notices' },
  { name: 'ringing', scene: 'ringing' },
  { name: 'ringing-dark', scene: 'ringing', scheme: 'dark' },
  { name: 'ringing-long-zh', scene: 'ringing-long', locale: 'zh-CN', size: SMALL },
  { name: 'ringing-out', scene: 'ringing-out' },
  { name: 'in-call', scene: 'in-call' },
  { name: 'in-call-dark', scene: 'in-call', scheme: 'dark' },
  { name: 'in-call-zh', scene: 'in-call', locale: 'zh-CN' },
  { name: 'in-call-small', scene: 'in-call', size: SMALL },
  { name: 'in-call-zoomed', scene: 'in-call', size: ZOOMED },
  { name: 'in-call-quiet', scene: 'in-call-quiet' },
  { name: 'in-call-keypad', scene: 'in-call', then: async (page) => {
    await page.getByRole('button', { name: 'Keypad' }).click();
    await page.getByRole('button', { name: '5', exact: true }).click();
  } },
  { name: 'in-call-faults', scene: 'in-call-faults' },
  { name: 'in-call-assist-off', scene: 'in-call-assist-off' },
  { name: 'in-call-search', scene: 'in-call', then: async (page) => {
    await page.getByRole('searchbox').fill('public holidays');
    await page.keyboard.press('Enter');
    await page.getByText('1 article').waitFor();
  } },
  { name: 'wrap-up', scene: 'in-call', then: endCall },
  { name: 'wrap-up-dark', scene: 'in-call', scheme: 'dark', then: endCall },
  { name: 'wrap-up-zh-small', scene: 'in-call', locale: 'zh-CN', size: SMALL, then: endCall },
  { name: 'wrap-up-marked', scene: 'in-call', then: async (page) => {
    await endCall(page);
    await page.getByRole('textbox', { name: 'Asked, line 1' }).hover();
  } },
  { name: 'wrap-up-confirmed', scene: 'in-call', then: async (page) => {
    await endCall(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Confirmed').waitFor();
  } },
  { name: 'history', scene: 'phone', then: history() },
  { name: 'history-detail', scene: 'phone', then: history(/Alex/) },
  { name: 'history-dead-letter-zh', scene: 'phone', locale: 'zh-CN', then: history(/Wirtschaft/) },
  { name: 'history-failed-dark', scene: 'phone', scheme: 'dark', then: history(/王小明/) },
  { name: 'settings-lines', scene: 'phone-two-lines', then: settings('Lines') },
  { name: 'settings-crm', scene: 'crm', then: async (page) => {
    await settings('CRM')(page);
    await page.getByRole('button', { name: 'Send a test' }).click();
  } },
  { name: 'settings-crm-zh-dark', scene: 'crm', locale: 'zh-CN', scheme: 'dark', then: settings('CRM') },
  { name: 'settings-audio', scene: 'notices', then: settings('Audio') },
  { name: 'settings-knowledge', scene: 'phone', then: settings('Knowledge') },
  { name: 'settings-secrets', scene: 'secrets', then: settings('Secrets') },
  { name: 'settings-about', scene: 'phone', then: settings('About') },
  { name: 'call-outcome', scene: 'ringing-out', then: async (page) => page.getByRole('button', { name: 'Cancel call' }).click() },
];

describe('the screens in a real window', () => {
  let app: ScreensApp;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    app = await launchScreensApp([AXE]);
    page = app.page;
    page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(() => app.close());
  beforeEach(() => { complaints.length = 0; });

  async function resize(width: number, height: number): Promise<void> {
    await app.electron.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w as number, h as number), [width, height]);
  }

  async function open(shot: Omit<Shot, 'name'>): Promise<void> {
    const [width, height] = shot.size ?? [1_100, 720];
    await page.emulateMedia({ colorScheme: shot.scheme ?? 'light', reducedMotion: 'reduce' });
    await page.goto(`sidetone://app/index.html?scene=${shot.scene}&locale=${shot.locale ?? 'en'}`);
    await resize(width, height);
    await page.mouse.move(0, 0);
    await page.locator('nav').waitFor();
    await shot.then?.(page);
  }

  /** Places that would have to be scrolled sideways, and words that stick out of the window. */
  function widerThanTheirPlace(): Promise<string[]> {
    return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => {
        const scrolls = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1;
        const sticksOut = element.getBoundingClientRect().right > window.innerWidth + 1;
        return scrolls || sticksOut;
      })
      .map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 40) ?? ''}`));
  }

  async function accessibilityFindings(): Promise<string[]> {
    const findings = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: AxeFinding[] }> } };
      return (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations;
    });
    return findings.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  }

  it.each(SHOTS_OF)('$name is whole, breaks no policy and shuts nobody out', async (shot) => {
    await open(shot);
    await page.waitForTimeout(150);
    await page.screenshot({ path: join(SHOTS, `${shot.name}.png`) });
    expect(await widerThanTheirPlace()).toEqual([]);
    expect(await accessibilityFindings()).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
