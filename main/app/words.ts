import type { Locale } from '../../preload/contract/primitives.ts';

/** The few words that the system shows for us; all others are the page's. */
export interface SystemWords {
  readonly open: string;
  readonly quit: string;
  readonly answer: string;
  readonly reject: string;
  readonly mute: string;
  readonly unmute: string;
  readonly hangUp: string;
  readonly calling: string;
  readonly inCall: string;
  readonly ringing: string;
  readonly onHold: string;
  readonly runsOn: string;
  readonly runsOnText: string;
  /** The title over those whom the person missed. */
  readonly missed: (count: number) => string;
  readonly whichHeadset: string;
  readonly whichHeadsetText: string;
  readonly cancel: string;
}

const WORDS: Readonly<Record<Locale, SystemWords>> = {
  'en': {
    open: 'Open Sidetone', quit: 'Quit', answer: 'Answer', reject: 'Decline', mute: 'Mute', unmute: 'Unmute', hangUp: 'Hang up',
    calling: 'Calling', inCall: 'In a call', ringing: 'Incoming call', onHold: 'On hold',
    runsOn: 'Sidetone goes on running', runsOnText: 'Calls still ring. Open it again by its icon, or quit there.',
    missed: (count) => (count === 1 ? 'Missed call' : `${count} missed calls`),
    whichHeadset: 'Which headset’s buttons should work in Sidetone?', whichHeadsetText: 'Its hook and mute buttons then answer, hang up and mute, while a call of Sidetone rings or runs.', cancel: 'Cancel',
  },
  'zh-CN': {
    open: '打开 Sidetone', quit: '退出', answer: '接听', reject: '拒接', mute: '静音', unmute: '取消静音', hangUp: '挂断',
    calling: '正在呼叫', inCall: '通话中', ringing: '来电', onHold: '保持中',
    runsOn: 'Sidetone 仍在运行', runsOnText: '来电时仍会响铃。点击图标可重新打开或退出。',
    missed: (count) => `${count} 个未接来电`,
    whichHeadset: '要在 Sidetone 中使用哪个耳机的按键？', whichHeadsetText: '在 Sidetone 响铃或通话期间，它的接听键和静音键可以接听、挂断和静音。', cancel: '取消',
  },
};

export const systemWords = (locale: Locale): SystemWords => WORDS[locale];
