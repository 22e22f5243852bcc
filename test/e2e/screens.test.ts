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
/** Audio settings with a Bluetooth headset whose music channel is the system's speaker. */
const stereoHeadset = async (page: Page) => {
  await page.evaluate(() => {
    const device = (kind: string, deviceId: string, label: string, groupId: string) => ({ kind, deviceId, label, groupId });
    const headset = 'Headset (WH-1000XM4 Hands-Free AG Audio)';
    const music = 'Headphones (WH-1000XM4 Stereo)';
    const devices = [
      device('audioinput', 'default', `Default - ${headset}`, 'bt'), device('audioinput', 'hf-in', headset, 'bt'), device('audioinput', 'in', 'Microphone Array', 'board'),
      device('audiooutput', 'default', `Default - ${music}`, 'bt'), device('audiooutput', 'hf-out', headset, 'bt'), device('audiooutput', 'a2dp', music, 'bt'),
    ];
    navigator.mediaDevices.enumerateDevices = async () => devices as MediaDeviceInfo[];
  });
  await page.getByRole('button', { name: /^(Settings|设置)$/ }).click();
  await page.getByRole('tab', { name: /^(Audio|音频)$/ }).click();
  await page.getByRole('button', { name: /^(Use|使用) Headset/ }).waitFor();
};
/** The headset's part of the audio settings, after a look for one where none is chosen. */
const headset = async (page: Page) => {
  await page.getByRole('button', { name: /^(Settings|设置)$/ }).click();
  await page.getByRole('tab', { name: /^(Audio|音频)$/ }).click();
  const connect = page.getByRole('button', { name: /^(Connect a headset|连接耳机)$/ });
  if (await connect.count() === 1) {
    await connect.click();
    await page.getByText(/^(No headset was connected|没有连接耳机)$/).waitFor();
  }
  await page.getByRole('region', { name: /^(Headset buttons|耳机按键)$/ }).scrollIntoViewIfNeeded();
};
/** The first intent, after its first "Remove". */
const askRemoval = async (page: Page) => {
  await settings(await page.getByRole('button', { name: /^设置$/ }).count() > 0 ? '知识库' : 'Knowledge')(page);
  await page.getByRole('button', { name: /\d (examples|个例句)$/ }).first().click();
  await page.getByRole('button', { name: /^(Remove|移除|删除)$/ }).click();
  await page.getByRole('alertdialog').waitFor();
};
/** The lower end of the audio settings, where a person's own speech models are. */
const ownModels = async (page: Page) => {
  await page.getByRole('button', { name: /^(Settings|设置)$/ }).click();
  await page.getByRole('tab', { name: /^(Audio|音频)$/ }).click();
  await page.getByRole('button', { name: /^(Add from a package|从压缩包添加)/ }).scrollIntoViewIfNeeded();
};
const history = (party?: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: /^(History|历史)/ }).click();
  if (party !== undefined) await page.getByRole('list', { name: /History|历史/ }).getByRole('button', { name: party }).first().click();
};
const messages = (party?: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: /^(Messages|消息)/ }).click();
  if (party === undefined) return;
  await page.getByRole('button', { name: party }).first().click();
  await page.getByRole('log').getByText('Yes, no problem.').waitFor();
};
const contacts = async (page: Page) => {
  await page.getByRole('button', { name: /^(Contacts|联系人)$/ }).click();
  await page.getByRole('list', { name: /^(Contacts|联系人)$/ }).waitFor();
};
const learning = async (page: Page) => {
  await page.getByRole('button', { name: /^(Learning|学习)$/ }).click();
  await page.getByRole('article').waitFor();
};
const endCall = async (page: Page) => {
  await page.evaluate(() => window.fake.endCall());
  await page.getByRole('button', { name: /^(Confirm|确认)/ }).waitFor();
};
/** A plan with a fault in its second rewrite, and a number tried on it. */
const dialPlan = async (page: Page) => {
  await page.getByRole('button', { name: /^(Connect my own trunk|连接自己的中继)$/ }).click();
  await page.getByRole('button', { name: /^(How numbers are dialled|拨号规则)$/ }).click();
  await page.getByRole('combobox', { name: /^(Form of numbers|号码形式)$/ }).selectOption('national');
  await page.getByRole('textbox', { name: /^(Country code|国家代码)$/ }).fill('+33');
  for (const pattern of ['^0', '(']) {
    await page.getByRole('button', { name: /^(Add a rewrite|添加规则)$/ }).click();
    await page.getByPlaceholder('^\\+33').last().fill(pattern);
  }
  await page.getByPlaceholder('0', { exact: true }).first().fill('90');
  await page.getByRole('textbox', { name: /^(Try a number|试一个号码)$/ }).fill('+33 1 42 68 53 00');
  await page.getByText('90142685300').first().waitFor();
};

/** The form of a trunk that speaks WebRTC, with a relay and a server that is none. */
const webRtc = async (page: Page) => {
  await page.getByRole('button', { name: /^(Connect my own trunk|连接自己的中继)$/ }).click();
  await page.getByRole('button', { name: /^(Advanced|高级)$/ }).click();
  for (const name of [/^(Name for this line|线路名称)$/, /^(Domain|域名)$/, /^(User name|用户名)$/, /^(Password|密码)$/]) await page.getByLabel(name).fill('1001');
  await page.getByRole('combobox', { name: /^(Transport|传输方式)$/ }).selectOption('wss');
  await page.getByRole('combobox', { name: /^(Audio path|音频通路)$/ }).selectOption('webrtc');
  await page.getByRole('textbox', { name: /^(STUN and TURN servers|STUN 和 TURN 服务器)$/ }).fill('turn:turn.example.com http://x');
  await page.getByRole('button', { name: /^(Connect|连接)$/ }).click();
  await page.getByLabel(/^(TURN password|TURN 密码)$/).scrollIntoViewIfNeeded();
};

/** The form of a trunk that knows this computer by its address. */
const withoutRegistration = async (page: Page) => {
  await page.getByRole('button', { name: /^(Connect my own trunk|连接自己的中继)$/ }).click();
  await page.getByRole('button', { name: /^(Advanced|高级)$/ }).click();
  await page.getByRole('switch', { name: /^(Register with the trunk|向中继注册)$/ }).click();
};

/** The form's choices for audio, with a range of ports that is none. */
const audioChoices = async (page: Page) => {
  await page.getByRole('button', { name: /^(Connect my own trunk|连接自己的中继)$/ }).click();
  await page.getByRole('button', { name: /^(Advanced|高级)$/ }).click();
  for (const name of [/^(Name for this line|线路名称)$/, /^(Domain|域名)$/, /^(User name|用户名)$/, /^(Password|密码)$/]) await page.getByLabel(name).fill('1001');
  await page.getByRole('switch', { name: /Opus DTX/ }).click();
  await page.getByRole('textbox', { name: /^(Ports for audio|音频端口)/ }).fill('16384');
  await page.getByRole('button', { name: /^(Connect|连接)$/ }).click();
  await page.getByRole('switch', { name: /Opus FEC/ }).scrollIntoViewIfNeeded();
};

const reception = async (page: Page) => {
  await page.getByRole('button', { name: /^(Settings|设置)$/ }).click();
  await page.getByRole('button', { name: /^(Incoming calls|来电处理):/ }).first().click();
  await page.getByRole('textbox', { name: /^(Every call|所有来电)$/ }).fill('a b');
  await page.getByRole('combobox').selectOption('when-asked');
  await page.getByRole('button', { name: /^(Save|保存)$/ }).click();
};
const doNotDisturb = async (page: Page) => {
  await page.getByRole('button', { name: /^(Turn do not disturb on|开启勿扰)$/ }).click();
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
  { name: 'dial-plan', scene: 'first-run', then: dialPlan },
  { name: 'dial-plan-zh-dark', scene: 'first-run', locale: 'zh-CN', scheme: 'dark', then: dialPlan },
  { name: 'webrtc-trunk', scene: 'first-run', then: webRtc },
  { name: 'webrtc-trunk-zh-dark', scene: 'first-run', locale: 'zh-CN', scheme: 'dark', then: webRtc },
  { name: 'without-registration', scene: 'first-run', then: withoutRegistration },
  { name: 'without-registration-zh-dark', scene: 'first-run', locale: 'zh-CN', scheme: 'dark', then: withoutRegistration },
  { name: 'audio-choices', scene: 'first-run', then: audioChoices },
  { name: 'audio-choices-zh-dark', scene: 'first-run', locale: 'zh-CN', scheme: 'dark', then: audioChoices },
  { name: 'reception', scene: 'phone-two-lines', then: reception },
  { name: 'reception-zh-dark', scene: 'phone-two-lines', locale: 'zh-CN', scheme: 'dark', then: reception },
  { name: 'do-not-disturb', scene: 'phone', then: doNotDisturb },
  { name: 'do-not-disturb-zh-dark', scene: 'phone', locale: 'zh-CN', scheme: 'dark', then: doNotDisturb },
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
  { name: 'in-call-rising', scene: 'in-call-rising' },
  { name: 'in-call-rising-zh-dark', scene: 'in-call-rising', locale: 'zh-CN', scheme: 'dark' },
  { name: 'in-call-keypad', scene: 'in-call', then: async (page) => {
    await page.getByRole('button', { name: 'Keypad' }).click();
    await page.getByRole('button', { name: '5', exact: true }).click();
  } },
  { name: 'in-call-faults', scene: 'in-call-faults' },
  { name: 'in-call-held', scene: 'in-call-held' },
  { name: 'call-waiting', scene: 'call-waiting' },
  { name: 'two-calls-transfer', scene: 'two-calls', then: async (page) => { await page.getByRole('button', { name: 'Transfer' }).click(); } },
  { name: 'two-calls-zh-small', scene: 'two-calls', locale: 'zh-CN', size: SMALL, then: async (page) => { await page.getByRole('button', { name: '转接' }).click(); } },
  { name: 'conference', scene: 'two-calls', then: async (page) => { await page.getByRole('button', { name: 'Talk to all' }).click(); } },
  { name: 'transfer-failed', scene: 'transfer-failed' },
  { name: 'referred-dark', scene: 'referred', scheme: 'dark' },
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
  { name: 'wrap-up-steps-zh-dark', scene: 'in-call', locale: 'zh-CN', scheme: 'dark', then: async (page) => {
    await endCall(page);
    await page.getByRole('checkbox', { name: 'Start the refund' }).check();
    await page.getByText('已完成 3/3').scrollIntoViewIfNeeded();
  } },
  { name: 'in-call-steps-small', scene: 'in-call', size: SMALL, then: async (page) => {
    await page.getByRole('checkbox', { name: 'Start the refund' }).check();
    await page.getByText('3 of 3 done').scrollIntoViewIfNeeded();
  } },
  { name: 'wrap-up-confirmed', scene: 'in-call', then: async (page) => {
    await endCall(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Confirmed').waitFor();
  } },
  { name: 'history', scene: 'phone', then: history() },
  { name: 'history-detail', scene: 'phone', then: history(/Alex/) },
  { name: 'history-caller-zh-dark', scene: 'phone', locale: 'zh-CN', scheme: 'dark', then: async (page) => {
    await history(/Alex/)(page);
    await page.getByText('影响文章适用范围的信息').click();
    await page.getByLabel('等级').fill('金卡');
  } },
  { name: 'history-wordless', scene: 'wordless', then: history(/Emma/) },
  { name: 'history-wordless-zh-dark', scene: 'wordless', locale: 'zh-CN', scheme: 'dark', then: history(/Emma/) },
  { name: 'history-dead-letter-zh', scene: 'phone', locale: 'zh-CN', then: history(/Wirtschaft/) },
  { name: 'history-failed-dark', scene: 'phone', scheme: 'dark', then: history(/王小明/) },
  { name: 'contacts', scene: 'phone', then: contacts },
  { name: 'contacts-zh-dark-small', scene: 'phone', locale: 'zh-CN', scheme: 'dark', size: SMALL, then: contacts },
  { name: 'contacts-imported', scene: 'phone', then: async (page) => {
    await contacts(page);
    await page.getByRole('searchbox').fill('muller');
    await page.getByText('1 contact', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByText('2 contacts added, 1 known already').waitFor();
  } },
  { name: 'contact-edited', scene: 'phone', then: async (page) => {
    await contacts(page);
    await page.getByRole('button', { name: /^Emma Brown/ }).click();
    await page.getByRole('textbox', { name: 'Company' }).waitFor();
  } },
  { name: 'contacts-none', scene: 'phone-empty', then: async (page) => {
    await page.getByRole('button', { name: 'Contacts', exact: true }).click();
    await page.getByText('No contacts yet').waitFor();
  } },
  { name: 'learning', scene: 'phone', then: learning },
  { name: 'learning-zh-dark', scene: 'phone', locale: 'zh-CN', scheme: 'dark', then: learning },
  { name: 'learning-small', scene: 'phone', size: SMALL, then: learning },
  { name: 'learning-empty', scene: 'phone-empty', then: async (page) => {
    await page.getByRole('button', { name: /^Learning$/ }).click();
    await page.getByText('Nothing waits').waitFor();
  } },
  { name: 'learning-learned', scene: 'phone', then: async (page) => {
    await learning(page);
    await page.keyboard.press('1');
    await page.getByText('2 of 2').waitFor();
    await page.keyboard.press('0');
    await page.getByText('All looked at').waitFor();
    await page.getByRole('button', { name: 'Learn now' }).click();
    await page.getByText(/^Learned from/).waitFor();
  } },
  { name: 'history-corrected', scene: 'phone', then: async (page) => {
    await history(/Alex/)(page);
    await page.getByRole('button', { name: 'Correct the intent' }).first().click();
    await page.getByRole('combobox', { name: 'What was meant' }).waitFor();
  } },
  { name: 'settings-lines', scene: 'phone-two-lines', then: settings('Lines') },
  { name: 'settings-certificate', scene: 'line-certificate', then: settings('Lines') },
  { name: 'settings-certificate-zh-dark-small', scene: 'line-certificate', locale: 'zh-CN', scheme: 'dark', size: SMALL, then: settings('线路') },
  { name: 'settings-crm', scene: 'crm', then: async (page) => {
    await settings('CRM')(page);
    await page.getByRole('button', { name: 'Send a test' }).click();
  } },
  { name: 'settings-crm-zh-dark', scene: 'crm', locale: 'zh-CN', scheme: 'dark', then: settings('CRM') },
  { name: 'settings-general', scene: 'phone', then: settings('General') },
  { name: 'settings-backup', scene: 'phone', then: async (page) => {
    await settings('General')(page);
    await page.getByRole('button', { name: 'Back up…' }).click();
    await page.getByText('The backup is written.').waitFor();
    await page.getByRole('button', { name: 'Restore…' }).click();
    await page.getByRole('dialog').waitFor();
  } },
  { name: 'settings-general-zh-dark', scene: 'phone', locale: 'zh-CN', scheme: 'dark', then: settings('通用') },
  { name: 'settings-audio', scene: 'notices', then: settings('Audio') },
  { name: 'settings-own-model', scene: 'own-model', then: ownModels },
  { name: 'settings-own-model-failed-zh-dark', scene: 'own-model-failed', locale: 'zh-CN', scheme: 'dark', then: ownModels },
  { name: 'settings-own-model-language', scene: 'phone', then: async (page) => { await ownModels(page); await page.getByRole('button', { name: 'Add from a folder…' }).click(); await page.getByRole('combobox', { name: 'Language' }).waitFor(); } },
  { name: 'settings-own-model-what-zh-dark', scene: 'own-model', locale: 'zh-CN', scheme: 'dark', then: async (page) => { await ownModels(page); await page.getByText('其他语言需要获取什么').click(); await page.getByText(/意图、文章/).scrollIntoViewIfNeeded(); } },
  { name: 'settings-own-model-what-small', scene: 'phone', size: SMALL, then: async (page) => { await ownModels(page); await page.getByText('What to get for other languages').click(); await page.getByText(/^Unpack the package/).scrollIntoViewIfNeeded(); } },
  { name: 'settings-bluetooth', scene: 'phone', then: stereoHeadset },
  { name: 'settings-bluetooth-zh-dark', scene: 'phone', locale: 'zh-CN', scheme: 'dark', then: stereoHeadset },
  { name: 'settings-headset', scene: 'headset', then: headset },
  { name: 'settings-headset-none-zh-dark', scene: 'phone', locale: 'zh-CN', scheme: 'dark', then: headset },
  { name: 'settings-audio-zh-dark', scene: 'phone', locale: 'zh-CN', scheme: 'dark', then: settings('音频') },
  { name: 'intent-edited', scene: 'phone', then: async (page) => {
    await settings('Knowledge')(page);
    await page.getByRole('button', { name: /^Where is my order/ }).click();
    await page.getByLabel('Name').waitFor();
  } },
  { name: 'intent-removal', scene: 'phone', then: askRemoval },
  { name: 'intent-removal-zh-dark', scene: 'phone', locale: 'zh-CN', scheme: 'dark', then: askRemoval },
  { name: 'intent-edited-zh-dark-small', scene: 'phone', locale: 'zh-CN', scheme: 'dark', size: SMALL, then: async (page) => {
    await settings('知识库')(page);
    await page.getByRole('button', { name: /^Refund/ }).click();
    await page.getByLabel('名称').waitFor();
  } },
  { name: 'settings-questions', scene: 'phone', then: async (page) => {
    await settings('Knowledge')(page);
    await page.getByRole('button', { name: 'Draft questions' }).click();
    await page.getByText('3 drafts wait').waitFor();
    await page.getByRole('textbox', { name: 'Question' }).first().fill('When do I get my refund?');
    await page.keyboard.press('Enter');
    await page.getByText('2 drafts wait').waitFor();
    await page.getByRole('button', { name: 'Throw away' }).last().click();
    await page.getByText('1 draft waits').scrollIntoViewIfNeeded();
  } },
  { name: 'settings-questions-zh-dark', scene: 'phone', locale: 'zh-CN', scheme: 'dark', then: async (page) => {
    await settings('知识库')(page);
    await page.getByRole('button', { name: '草拟问题' }).click();
    await page.getByText('3 个草稿待批准').scrollIntoViewIfNeeded();
  } },
  { name: 'settings-knowledge', scene: 'phone', then: settings('Knowledge') },
  { name: 'settings-secrets', scene: 'secrets', then: settings('Privacy') },
  { name: 'link-asked', scene: 'link-asked' },
  { name: 'link-asked-zh-dark-small', scene: 'link-asked', locale: 'zh-CN', scheme: 'dark', size: [760, 560] },
  { name: 'office', scene: 'office' },
  { name: 'office-zh-dark-small', scene: 'office', locale: 'zh-CN', scheme: 'dark', size: [760, 560] },
  { name: 'messages', scene: 'office', then: messages(/^Laura/) },
  { name: 'messages-zh-dark-small', scene: 'office', locale: 'zh-CN', scheme: 'dark', size: [760, 560], then: messages(/^Laura/) },
  { name: 'messages-none', scene: 'phone', then: messages() },
  { name: 'transfer-to-colleague', scene: 'office-in-call', then: (page) => page.getByRole('button', { name: 'Transfer', exact: true }).first().click() },
  { name: 'settings-colleagues', scene: 'office', then: settings('Colleagues') },
  { name: 'settings-links', scene: 'phone', then: settings('Telephone links') },
  { name: 'settings-about', scene: 'phone', then: settings('About') },
  { name: 'call-outcome', scene: 'ringing-out', then: async (page) => {
    await page.evaluate(() => window.fake.endCall({ result: 'failed', endedBy: 'remote', sipStatus: 488, reason: 'Not Acceptable Here', failure: { code: 'no-common-codec', message: 'no common codec', sipStatus: 488 } }));
    await page.getByText('Call again').waitFor();
  } },
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

  it('is watched by checks that do see a nameless button, a sideways scroll and a broken policy', async () => {
    await open({ scene: 'phone' });
    await page.evaluate(() => {
      document.querySelector('main')?.insertAdjacentHTML('beforeend', '<button></button><p style="color: red">styled against the policy</p>');
      const wide = document.createElement('div');
      wide.style.width = '3000px';
      document.querySelector('main')?.append(wide);
    });
    expect((await accessibilityFindings()).join()).toContain('button-name');
    expect((await widerThanTheirPlace()).join()).toContain('MAIN');
    expect(complaints.join()).toContain('Content Security Policy');
  });

  describe('by keyboard alone', () => {
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? '');
    const asked = (channel: string) => page.evaluate((name) => window.fake.asked.filter((entry) => entry.channel === name).map((entry) => entry.input), channel);
    const ring = () => page.evaluate(() => window.sidetone.request.app.requestPracticeCall({ scriptId: 'refund' }));

    /** Presses Tab until the named control has the focus; at most once around. */
    async function tabTo(name: RegExp): Promise<void> {
      for (let presses = 0; presses < 60; presses += 1) {
        if (name.test(await focused())) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab never came to ${name.source}`);
    }

    it('a new person is in a practice call after four presses', async () => {
      await open({ scene: 'first-run' });
      expect(await focused()).toBe('Start with the practice line');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Practice callers' }).waitFor();
      await tabTo(/^Call me: Emma/);
      await page.keyboard.press('Enter');
      await page.getByRole('alertdialog', { name: 'Incoming call from Emma' }).waitFor();
      expect(await focused()).toMatch(/^Answer/);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Hang up/ }).waitFor();
    });

    it('the dial field has the first focus and Enter dials (T39)', async () => {
      await open({ scene: 'phone' });
      await page.keyboard.type('5550102');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Cancel call/ }).waitFor();
      expect(await asked('calls.place')).toEqual([{ accountId: 'practice', destination: '5550102' }]);
    });

    it('ringing leaves the focus with whoever types, and the shortcut answers (T20)', async () => {
      await open({ scene: 'phone' });
      await page.keyboard.type('0800');
      await ring();
      await page.getByRole('alertdialog').waitFor();
      await page.keyboard.type('55');
      expect(await page.getByRole('textbox', { name: /number/i }).inputValue()).toBe('080055');
      await page.keyboard.press('Control+Shift+A');
      await page.getByRole('button', { name: /^Hang up/ }).waitFor();
    });

    it('Answer and Decline are the first stops of Tab after the ringing began', async () => {
      await open({ scene: 'phone' });
      await ring();
      await page.getByRole('alertdialog').waitFor();
      expect(await focused()).toMatch(/^Answer/);
      await page.keyboard.press('Tab');
      expect(await focused()).toMatch(/^Decline/);
      await page.keyboard.press('Control+Shift+D');
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      expect(await asked('calls.reject')).toHaveLength(1);
    });

    it('digits typed or pasted outside a text field are tones, inside one they are text (T37)', async () => {
      await open({ scene: 'in-call' });
      await page.keyboard.press('4');
      await page.keyboard.press('#');
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.setData('text', '12-34 56');
        window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
      });
      await page.getByRole('searchbox').focus();
      await page.keyboard.type('789');
      expect(await asked('calls.sendDtmf')).toEqual([{ callId: 'live', digits: '4' }, { callId: 'live', digits: '#' }, { callId: 'live', digits: '123456' }]);
      expect(await page.getByRole('searchbox').inputValue()).toBe('789');
    });

    it('mute, a card and hang up work, and Ctrl+Enter confirms the wrap-up with the suggested outcome', async () => {
      await open({ scene: 'in-call' });
      await page.keyboard.press('Control+Shift+M');
      await page.getByRole('button', { name: 'Unmute' }).waitFor();
      await tabTo(/^Use$/);
      await page.keyboard.press('Enter');
      expect(await asked('assist.useSuggestion')).toEqual([{ callId: 'live', suggestionId: 's3' }]);
      await page.keyboard.press('Control+Shift+H');
      await page.getByRole('radio', { name: /Refund/, checked: true }).waitFor();
      await page.getByRole('textbox', { name: 'Your note' }).fill('Very kind.');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Confirmed').waitFor();
      expect(await asked('records.confirm')).toMatchObject([{ disposition: 'refund', summary: { note: 'Very kind.' } }]);
    });
  });

  it('connects a trunk from what was typed, and shows what main says of it', async () => {
    await open({ scene: 'first-run' });
    await page.getByRole('button', { name: 'Connect my own trunk' }).click();
    await page.getByRole('textbox', { name: 'Name for this line' }).fill('Office');
    await page.getByRole('textbox', { name: 'Domain' }).fill('sip.example.com');
    await page.getByRole('textbox', { name: 'User name' }).fill('4420');
    await page.getByLabel('Password').fill('secret');
    await page.getByRole('button', { name: 'Advanced' }).click();
    await page.getByRole('button', { name: 'Move G.722 up' }).click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => window.fake.asked.find((entry) => entry.channel === 'accounts.save')?.input)).toMatchObject({
      settings: { accountId: null, label: 'Office', domain: 'sip.example.com', user: '4420', transport: 'udp', codecs: ['G722', 'opus', 'PCMU', 'PCMA'] }, password: 'secret',
    });
    await page.getByRole('banner').getByText('Connecting…').waitFor();
  });

  it('trusts a certificate by its fingerprint', async () => {
    await open({ scene: 'line-certificate', then: settings('Lines') });
    const fingerprint = await page.locator('code').textContent();
    await page.getByRole('button', { name: 'Trust this certificate' }).click();
    await page.waitForFunction(() => window.fake.asked.some((entry) => entry.channel === 'accounts.save'));
    expect(await page.evaluate(() => window.fake.asked.find((entry) => entry.channel === 'accounts.save')?.input)).toMatchObject({ settings: { accountId: 'office', transport: 'tls', pinnedCertificate: fingerprint } });
  });

  it('changes the language everywhere at once', async () => {
    await open({ scene: 'phone' });
    await page.getByRole('banner').getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '练习来电' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
  });

  it('keeps what the agent wrote when the wrap-up is left for later', async () => {
    await open({ scene: 'in-call', then: endCall });
    await page.getByRole('textbox', { name: 'Your note' }).fill('Call back on Friday.');
    await page.getByRole('button', { name: 'Later' }).click();
    await page.getByRole('button', { name: /^History/ }).click();
    await page.getByRole('list', { name: 'History' }).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Finish wrap-up' }).click();
    expect(await page.getByRole('textbox', { name: 'Your note' }).inputValue()).toBe('Call back on Friday.');
  });

  it('stays where the person reads when words arrive, and follows again on demand', async () => {
    await open({ scene: 'in-call', size: SMALL });
    const log = page.getByRole('log');
    const fromEnd = () => log.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight);
    const hear = (text: string) => page.evaluate((said) => window.fake.hear({ utteranceId: said as never, speaker: 'caller', state: 'final', text: said, startMs: 60_000, endMs: 61_000, confidence: 0.9 }), text);
    await expect.poll(fromEnd).toBeLessThan(32);
    await hear('One more thing.');
    await log.getByText('One more thing.').waitFor();
    await expect.poll(fromEnd).toBeLessThan(32);
    await log.evaluate((element) => element.scrollTo({ top: 0 }));
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    await hear('And another.');
    await log.getByText('And another.').waitFor();
    expect(await log.evaluate((element) => element.scrollTop)).toBe(0);
    await page.getByRole('button', { name: 'Jump to latest' }).click();
    await expect.poll(fromEnd).toBeLessThan(32);
  });

  it('says why a request failed, what to do, and what the peer said', async () => {
    await open({ scene: 'phone' });
    await page.evaluate(() => window.fake.refuse('calls.place', { code: 'bad-destination', message: 'x', detail: 'empty user part' }));
    await page.keyboard.type('@@');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('Check it for typing errors.');
    expect(await alert.textContent()).toContain('empty user part');
  });
});
