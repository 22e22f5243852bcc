import type { Messages } from './en.ts';
import { zhCnFailures } from './zh-cn-failures.ts';

export const zhCn: Messages = {
  languageName: '简体中文',
  common: {
    cancel: '取消', save: '保存', edit: '编辑', remove: '移除', retry: '重试', dismiss: '知道了', close: '关闭', copy: '复制文字', copied: '已复制',
    call: '呼叫', loading: '正在加载…', unknownCaller: '未知来电', none: '无', optional: '可选', details: '详情', you: '您', caller: '对方', back: '返回',
    evidence: (words) => `详细信息：${words}`,
    sipStatus: (status) => `SIP ${status}`,
    version: '版本', language: '语言',
  },
  actions: { retry: '重试', openAccount: '打开线路', openCrm: '打开 CRM 设置', openAudio: '打开音频设置', allowUnprotected: '决定如何保存密码', lookAtCertificate: '查看证书' },
  rail: { label: '主导航', phone: '电话', history: '历史', messages: '消息', settings: '设置', openWrapUps: (count) => `${count} 个通话待整理` },
  line: {
    label: '线路', noAccount: '还没有线路', setUp: '去设置', ready: '就绪', registering: '正在连接…', unregistered: '未连接', failed: '未连接', connect: '连接',
    retryingIn: (seconds) => `${seconds} 秒后重试`, fix: '去修复', retryNow: '立即重试',
    until: (time) => `已连接，将在 ${time} 前续期`, took: (ms) => `${ms} 毫秒应答`, reachable: (time, ms) => `无需注册。中继于 ${time} 应答，用时 ${ms} 毫秒`,
  },
  assist: {
    title: '通话辅助', starting: '辅助正在启动', ready: '辅助就绪', degraded: '辅助功能受限', off: '辅助已关闭',
    startingText: '正在加载语音和语言模型，通话不受影响。',
    callWorks: '通话本身不受影响。',
    listening: '正在聆听。', listeningText: '有合适的文章时，卡片会出现在这里。',
    notInCall: '通话时，卡片会出现在这里。',
    behind: (seconds) => `转写落后 ${seconds} 秒`,
    searchLabel: '搜索知识库', searchPlaceholder: '用自己的话提问', search: '搜索', clearSearch: '返回实时卡片',
    results: (count) => (count === 0 ? '没有符合的文章。' : `${count} 篇文章`),
    cards: '建议', because: '因为对方说', source: '来源', confidence: (percent) => `符合 ${percent}%`,
    use: '采用', used: '已采用', dismiss: '忽略', usedHeading: '本次通话已采用', newCard: (title) => `新建议：${title}`,
  },
  transcript: {
    title: '通话转写', empty: '双方说的话会显示在这里。', emptyEnded: '没有转写内容。', off: '辅助关闭期间不会转写。', latest: '回到最新', intent: (label, percent) => `${label}，把握 ${percent}%`,
    speaking: '正在说话',
  },
  phone: {
    title: '电话', dialLabel: '输入号码或 SIP 地址', dialPlaceholder: '号码或 SIP 地址', dial: '呼叫', keypad: '拨号键盘', erase: '删除末位', from: '使用线路',
    practice: '练习来电', practiceText: '这些来电者是本机上的录音，任何内容都不会外传。', callMe: '打给我', callThem: '呼叫', callMeLabel: (name) => `打给我：${name}`, callThemLabel: (name) => `呼叫 ${name}`,
    recent: '最近通话', noRecent: '拨出和接听的通话会显示在这里。', recentAll: '全部通话', callBack: (party) => `呼叫 ${party}`, openCall: (party) => `打开与 ${party} 的通话`,
    ringsSoon: (name) => `${name} 马上打来`,
    cannotCallYet: '线路连接后即可拨打。', topics: { refund: '退款还没到账', delivery: '我的订单在哪里？', reschedule: '更改预约时间', invoice: '补发发票', damaged: '商品损坏与投诉', password: '忘记密码' },
  },
  call: {
    calledFor: (party) => `打给 ${party}`, calledForBy: (party, by) => `打给 ${party}，由 ${by} 转来`, incoming: '来电', incomingFrom: (party) => `${party} 来电`, toAccount: (label) => `线路：${label}`, answer: '接听', decline: '拒接',
    outgoing: '正在呼叫', dialling: '正在接通…', ringing: '对方振铃中…', earlyMedia: '您听到的可能是网络提示音或对方的声音。', cancel: '取消呼叫',
    connecting: '正在建立音频…', onCall: '通话中', returnToCall: '返回通话', hangUp: '挂断', mute: '静音', unmute: '取消静音', muted: '已静音', keypad: '键盘', keypadHint: '也可以直接键入或粘贴数字。', sentTones: '已发送的按键音',
    duration: '通话时长', controls: '通话控制', with: (party) => `与 ${party} 的通话`, ended: '通话已结束', callAgain: '再次呼叫', wrapUp: '整理', answeredNow: (party) => `已与 ${party} 接通`,
  },
  several: {
    hold: '保持', resume: '恢复', onHold: '保持中', heldText: '恢复之前对方听不到声音。', heldByPeer: (party) => `${party} 已将您置于保持状态`, others: '其他通话', switchTo: (party) => `切换到 ${party}`, switch: '切换',
    holdAndAnswer: '保持并接听', waiting: '另有来电', conference: '会议中', merge: '与所有人通话', split: '结束会议',
  },
  transfer: {
    title: '转接', to: (party) => `将 ${party} 转接至`, now: '立即转接', askFirst: '先询问', hint: '“先询问”会保持当前通话并呼叫该号码，之后由您将双方接通。', join: '接通双方', joinText: (held, current) => `将 ${held} 与 ${current} 接通，您退出通话。`,
    asked: (to) => `正在转接至 ${to}…`, ringing: (to) => `${to} 振铃中`, stillHere: (party) => `${party} 仍在与您通话。`,
    outcomes: {
      busy: (to) => `${to} 正忙`, declined: (to) => `${to} 拒接`, 'not-found': (to) => `没有 ${to} 这个号码`, 'no-answer': (to) => `${to} 无人接听`, 'not-allowed': (to) => `线路不允许转接至 ${to}`, failed: (to) => `转接至 ${to} 失败`,
    },
    referred: (party, to) => `${party} 希望将您转接至 ${to}`, referredText: '选择“前往”会呼叫该号码，接通前当前通话保持。', follow: '前往', stay: '留在此通话',
  },
  callers: {
    title: '关于这位来电者', vip: '重要客户', vipText: '接听之前就会显示。', repeat: '一周内再次来电', count: (count) => `此前 ${count} 次通话`, promised: (text) => `我方承诺过：${text}`, note: '来电者备注', notePlaceholder: '下次来电时显示',
  },
  handOver: {
    title: (party) => `关于 ${party} 的交接要点`, copy: '复制', copied: '已复制', writing: '正在总结…', failed: '辅助目前无法总结这个通话，转接不受影响。', empty: '到目前为止没有识别到内容。', tried: '已答复', open: '未解决', article: '最合适的文章',
  },
  recording: {
    title: '录音', start: '录制本次通话', pause: '暂停录音', resume: '继续录音', running: '正在录音', paused: '录音已暂停', sides: '左声道是来电者，右声道是您。', pauses: (count) => `其中有 ${count} 处暂停，暂停处为静音。`,
    reveal: '在文件夹中显示', remove: '删除录音', removeAsk: '要永久删除本次通话的录音吗？转写和摘要会保留。', missing: '该文件已不在录音文件夹中。',
    announcing: '正在录音并告知对方', announcement: '告知对方', noAnnouncement: '由我自己说明', announcements: { en: '用英语', 'zh-CN': '用中文' }, isAnnounced: '已告知对方。',
    policy: '通话录音', policies: { off: '从不', 'on-demand': '按下录音键时', always: '接通后始终录音' }, policyHint: '录音只保存在本机的配置文件夹中。转写会遮盖个人信息，录音不会。在许多地区，必须事先告知对方。',
  },
  quality: {
    good: '清晰', fair: '略有丢包', poor: '线路较差', unknown: '测量中', label: '线路质量',
    loss: (percent) => `丢包 ${percent}%`, jitter: (ms) => `抖动 ${ms} 毫秒`, mos: (score) => `评分 ${score}（满分 4.5）`, roundTrip: (ms) => `往返 ${ms} 毫秒`,
    noScore: '暂无评分：需要两秒钟的音频。', scoreOverTime: (mean, worst) => `最近两分钟的评分：平均 ${mean}，最低 ${worst}，满分 4.5`,
  },
  lock: {
    locked: '已加密', lockedText: (suite: string) => `本机与服务商之间的音频已加密（${suite}）。`,
    readable: '已加密，密钥可被读取', readableText: (suite: string) => `音频已加密（${suite}），但密钥经未用 TLS 保护的连接传送：能读取该连接的人就能窃听。请为该线路选择 TLS。`,
    unproven: '已加密，中继未经证实', unprovenText: (suite: string) => `音频已用 DTLS-SRTP 加密（${suite}），但中继密钥的指纹经未用 TLS 保护的连接传送：途中有人可能已将其替换。请为该线路选择 WSS。`,
    dtlsText: (suite: string) => `从本机到中继的音频已用 DTLS-SRTP 加密（${suite}）。`,
    open: '未加密', openText: '能读取本机与服务商之间网络的人就能窃听。',
  },
  microphone: {
    unknown: '首次通话时会请求使用', live: '工作正常', missing: '没有找到麦克风', denied: '未获麦克风权限', failed: '麦克风无法启动',
    missingNext: '请接上麦克风或耳机，通话会自动使用。', deniedNext: '请在系统设置里允许 Sidetone 使用麦克风，然后重新拨打。',
    failedNext: '可能被其他程序占用。请关闭该程序，或重新插拔耳机。', cannotHearYou: '对方听不到您的声音。',
  },
  results: {
    completed: '已接通', missed: '未接', rejected: '已拒接', rejectedOutgoing: '对方拒接', cancelled: '已取消', busy: '对方正忙', busyIncoming: '未接，当时占线', failed: '失败', interrupted: '中断', running: '进行中', forwardedTo: (to) => `已转移到 ${to}`, elsewhere: '已在另一部电话接听', doNotDisturb: '未接，勿扰已开启',
    byYou: '您挂断', byThem: '对方挂断', bySystem: '连接中断',
  },
  dispositions: {
    resolved: '已解决', 'follow-up': '需要跟进', appointment: '预约', 'order-change': '订单变更', refund: '退款', complaint: '投诉', information: '已提供信息', 'wrong-number': '打错号码', 'no-conversation': '没有对话',
  },
  entities: { 'order-number': '订单', reference: '编号', date: '日期', time: '时间', amount: '金额', phone: '电话', email: '邮箱', name: '姓名', product: '产品' },
  wrapUp: {
    title: '通话整理', with: (party) => `通话整理：${party}`, writing: '正在撰写摘要…', reason: '来电原因', asked: '对方的问题', details: '详情', answered: '我方的答复', promised: '承诺事项', outcome: '处理结果', followUp: '待办', entities: '提到的信息', note: '您的备注', notePlaceholder: '补充摘要里没有的内容',
    mood: '来电者情绪', moodStart: '开始时', moodEnd: '结束时', moods: { positive: '满意', neutral: '平静', negative: '不满' }, rate: '这份摘要好吗？', ratings: { good: '摘要好', poor: '摘要不好' },
    owner: '负责方', due: '期限', ownerAgent: '我方', ownerCaller: '对方', addLine: '添加一行', lineLabel: (section, index) => `${section}，第 ${index} 行`, removeLine: '删除此行', showSource: '查看原话',
    disposition: '通话结果', suggested: '建议', chooseDisposition: '请先选择通话结果。', confirm: '确认', later: '稍后', confirmed: '已确认', saved: '已保存', noWords: '本次通话未识别到，可自行填写。',
    littleBecause: {
      'call-too-short': '通话太短，无法生成摘要。', 'caller-said-nothing': '没有听清对方说的话。', 'agent-said-nothing': '没有听到您的声音，因此缺少答复内容。',
      'assist-was-off': '通话期间辅助处于关闭状态，请在下方写备注。', 'assist-restarted': '通话期间辅助重启过，部分内容缺失。', 'transferred': '通话已转接，之后的情况这里不知道。',
    },
    automatic: '已自动完成', gone: '这个通话已不在列表中。', next: '完成，返回电话', needsWrapUp: '待整理',
  },
  delivery: {
    none: '未发送到 CRM', waiting: '等待发送到 CRM', retrying: (attempts, time) => `第 ${attempts} 次发送失败，${time} 重试`, delivered: '已进入 CRM', deliveredAt: (time) => `${time} 已送达 CRM`, dead: 'CRM 发送已放弃', retryDead: '重新发送', label: 'CRM',
  },
  history: {
    title: '历史', empty: '还没有通话', emptyText: '每个通话连同转写和摘要都会保存在这里。', choose: '选择一个通话查看详情。', incoming: '呼入', outgoing: '呼出', remove: '从历史中移除', removeAsk: '要永久移除这个通话及其转写吗？',
    count: (count) => `${count} 个通话`, total: (shown, total) => `共 ${total} 个通话，显示最新 ${shown} 个`, summary: '摘要', noSummary: '没有摘要：双方没有说话。', suggestions: '出现过的卡片', today: '今天', yesterday: '昨天', finishWrapUp: '继续整理', line: '线路', codec: '编解码器',
  },
  messages: {
    title: '消息', empty: '还没有消息', emptyText: '各线路的文字消息保存在这里。', choose: '选择一个对话。', new: '新消息', to: '收件人', write: '写消息', send: '发送', them: '对方',
    unread: (count) => `${count} 条未读消息`, sending: '正在发送…', delivered: '已送达', accepted: '服务器已收下，稍后送达', failed: '未送达',
    left: (bytes) => `还可输入 ${bytes} 字节`, tooLong: '一条消息放不下，请分两条发送。', remove: '移除对话', removeAsk: '要永久移除这个对话吗？',
  },
  colleagues: {
    title: '同事', text: '想看到其通话状态的分机，以及各线路的语音信箱。', noTrunk: '请先连接中继：练习线路没有同事。',
    unknown: '状态未知', offline: '不可用', idle: '空闲', ringing: '振铃中', ringingBy: (party) => `来电：${party}`, talking: '通话中', talkingWith: (party) => `正与 ${party} 通话`,
    deeds: { call: '呼叫', transfer: '转接', 'pick-up': '代接' }, needsStream: '收不到同事的状态', needsStreamText: '服务器已接受关注，但通知在途中丢失：较大的通知经 UDP 会被拆开。请为该线路选择 TCP 或 TLS。',
    voicemail: (count) => (count === null || count === 0 ? '有语音留言' : `${count} 条新语音留言`), listen: '收听', setNumber: '设置要拨打的号码',
    voicemailNumber: '语音信箱号码', voicemailHint: '收听时拨打，例如 *97', pickUpPrefix: '代接代码', pickUpHint: '拨在分机号之前，例如 **。留空则直接代接。', watchMailbox: '询问语音留言', watchMailboxText: '有人给您留言时，中继会通知。',
    name: '姓名', number: '分机', add: '添加同事', badNumber: '请填写可以拨打的号码或地址。', badPrefix: '数字、* 和 #，最多 8 位。',
  },
  links: {
    ask: (destination) => `有链接请求拨打 ${destination}`, askText: '仅当是您自己点击时才拨打。', askOnCall: '当前通话将被保持。', call: '拨打', notNow: '暂不',
    text: '网页和邮件里的号码：tel、callto、sip 和 sips 链接。', systemDefault: '用 Sidetone 打开电话链接', systemDefaultText: '系统会把这类链接交给本程序。',
    dialAtOnce: '不询问，直接拨打', dialAtOnceText: '任何网页都能打开这样的链接，通话可能产生费用。',
  },
  welcome: {
    title: '欢迎使用 Sidetone', text: '一部陪您一起听的电话。它记录通话双方的话，在对方还在说时就找到合适的文章，并写好摘要。一切都在这台电脑上完成。',
    practiceTitle: '一分钟试用', practiceText: '练习线路会播放录好的来电。无需账户，不产生费用，内容不会离开这台电脑。', startPractice: '从练习线路开始', starting: '正在启动练习线路…',
    trunkTitle: '我有 SIP 账户', trunkText: '用服务商提供的信息连接自己的中继线路。', connectTrunk: '连接自己的中继', steps: ['录好的来电者打来', '您接听并交谈', '卡片和摘要随之出现'],
  },
  accounts: {
    title: '线路', text: '这部电话所注册的 SIP 账户。', add: '添加线路', addPractice: '添加练习线路', formNew: '连接中继', formEdit: (label) => `编辑 ${label}`, practiceKind: '练习线路', default: '默认拨打线路', makeDefault: '用于拨打', register: '立即连接',
    removeAsk: (label) => `要移除 ${label} 吗？它的通话仍会保留在历史里。`, label: '线路名称', labelPlaceholder: '办公室', user: '用户名', userHint: '通常是您的号码或分机', password: '密码', passwordKeep: '留空则沿用已保存的密码', passwordMissing: '需要密码：此前只保存在内存中。',
    domain: '域名', domainHint: '例如 sip.example.com', displayName: '对方看到的名称', proxy: '出站代理', proxyHint: '仅当服务商要求时填写：主机、主机:端口 或 wss:// 地址', authUser: '登录名', authUserHint: '仅当与用户名不同时填写', transport: '传输方式', advanced: '高级',
    callerId: '您的号码', callerIds: { shown: '对方可见', hidden: '隐藏（匿名呼叫）' }, strangers: '接受任何地址的来电', strangersText: '关闭后：只有中继能打来。其他地址得不到应答，只计数。', strangersIgnored: (count) => `已拒绝陌生地址的 ${count} 条消息`, registers: '向中继注册', registersText: '关闭后：中继按地址识别这台电脑，并把来电送到下面的端口。只接受来自中继地址的来电。', localPort: '本机端口（UDP）', localPortHint: '0 表示任意。服务商把来电送到这里，通常为 5060。', codecs: '编解码器，优先的在前', moveUp: (codec) => `上移 ${codec}`, moveDown: (codec) => `下移 ${codec}`, useCodec: (codec) => `使用 ${codec}`, expires: '注册有效期（秒）', connect: '连接', saving: '正在连接…',
    transports: { udp: 'UDP（默认）', tcp: 'TCP 连接', tls: 'TLS（加密）', ws: 'WebSocket（未加密）', wss: 'WebSocket over TLS（加密）' },
    tones: '按键音', toneModes: { auto: '自动', rfc4733: '随音频流（RFC 4733）', info: 'SIP INFO 消息', 'in-band': '作为声音' }, toneLength: '按键音时长',
    srtp: '音频加密（SRTP）', srtpPolicies: { off: '从不', optional: '对方支持时', required: '必须加密，否则不通话' },
    webRtc: {
      media: '音频通路', modes: { rtp: 'RTP 方式', webrtc: 'WebRTC 方式（DTLS-SRTP）' }, texts: { rtp: '适合大多数服务商。', webrtc: '始终加密；仅用于支持 WebRTC 的服务商。' },
      servers: 'STUN 和 TURN 服务器', serversHint: '仅当服务商要求时填写：stun:主机 或 turn:主机。留空则不使用。', turnUser: 'TURN 用户名', turnPassword: 'TURN 密码',
    },
    certificate: {
      ask: '请与服务器管理者提供的指纹核对。', fingerprint: 'SHA-256 指纹：', trust: '信任此证书',
      pinned: '受信任证书的 SHA-256 指纹', pinnedHint: '留空：接受本机能验证的任何证书。填写：只接受这一张。',
    },
    reception: {
      open: '来电处理', title: (label) => `来电处理：${label}`, doNotDisturb: '勿扰', doNotDisturbText: '来电者听到忙音，来电仍会出现在历史里。', turnOn: '开启勿扰', turnOff: '关闭勿扰', isOn: '勿扰中', callWaiting: '通话中仍可来电', callWaitingText: '关闭后：第二个来电者听到忙音。',
      forward: '呼叫转移', hint: '号码或地址。留空则不转移。', always: '所有来电', busy: '忙或勿扰时', unanswered: '无人接听时', after: '响铃秒数', forwarding: (to) => `转移到 ${to}`,
      autoAnswer: '自动接听', autoAnswers: { 'never': '从不', 'when-asked': '对方要求时（对讲）', 'always': '所有来电' }, autoAnswerAfter: '先响铃（秒）', autoAnswerText: '麦克风会自动打开。正在通话时不会自动接听。',
      errors: { target: '这不是可以呼叫的号码或地址。', unansweredAfterSec: '请填写 5 到 120 秒。', autoAnswerAfterSec: '请填写 0 到 60 秒。' },
    },
    dialling: {
      title: '拨号规则', form: '号码形式', forms: { 'as-typed': '按输入拨打', e164: '带国家代码（+33 1 23…）', national: '国内拨法（01 23…）' }, countryCode: '国家代码', countryCodeHint: '不带 + 和前导零，例如 86', nationalPrefix: '国内长途前缀', nationalPrefixHint: '通常为 0；不需要则留空',
      internationalPrefix: '国际长途前缀', internationalPrefixHint: '通常为 00；北美为 011', rules: '改写规则，从上到下', rulesHint: '正则表达式。每条在上一条的结果上改写；$1 到 $9 代表各分组。', addRule: '添加规则', pattern: (n) => `规则 ${n}：查找内容`, replacement: (n) => `规则 ${n}：替换为`,
      moveUp: (n) => `上移规则 ${n}`, moveDown: (n) => `下移规则 ${n}`, removeRule: (n) => `移除规则 ${n}`, tryIt: '试一个号码', tryHint: '不会真的拨出。', dialled: '实际拨打：', afterForm: '转换形式后：', ruleNumber: (n) => `规则 ${n}：`, noMatch: '不匹配', untouched: '带主机名的地址按原样呼叫。',
      faults: { 'empty': '请输入表达式，或移除这条规则。', 'not-an-expression': '这不是正则表达式：请检查括号是否成对，或符号前是否缺少 \\。', 'too-slow': '这个表达式匹配起来可能非常慢。请减少重复，并避免在重复的分组里再用重复。', 'too-long': '内容过长。', 'country-code': '请输入一到四位国家代码，不带前导零。', 'prefix': '只能是数字，最多四位（国际前缀最多六位）。' },
    },
    errors: {
      dialPlanFaulty: '请检查拨号规则。', iceServerShape: '请写成 stun:主机、turn:主机:3478 或 turns:主机?transport=tcp 的形式。', labelMissing: '请给线路起个名字。', userMissing: '请输入服务商提供的用户名。', userShape: '用户名不能包含空格、@ 或引号。', domainMissing: '请输入服务商的域名。', domainShape: '这不是主机名或 IP 地址，请写成 sip.example.com 的形式。',
      passwordMissing: '请输入该账户的密码。', codecsMissing: '请至少保留一种编解码器。', portShape: '请填写 0 到 65535 的端口。', expiresShape: '请填写 60 到 86,400 秒。', tooLong: '内容过长。', fingerprintShape: '指纹为 64 位十六进制数字，可带冒号。',
    },
  },
  crm: {
    title: 'CRM', text: '每次通话后，签名的记录会发送到这个地址（Standard Webhooks）。', url: '接收地址', urlHint: '使用 https；本机地址可用 http', secret: '签名密钥', secretHint: '以 whsec_ 开头', secretKeep: '留空则沿用已保存的密钥', enabled: '发送通话记录', test: '发送测试', testing: '正在发送…',
    testOk: (status, ms) => `对方返回 ${status}，用时 ${ms} 毫秒，工作正常。`, waiting: (count) => (count === 0 ? '没有待发送的记录' : `${count} 条记录等待发送`), dead: (count) => `${count} 条记录未能送达`, retryDead: '重新发送',
    requeued: (count) => `${count} 条记录已重新排队`, last: (time) => `最近送达：${time}`, never: '尚未送达过记录', lastError: (words) => `最近的错误：${words}`, none: '没有设置地址，记录只保存在本机。', saved: '已保存。', removeAsk: '要停止发送记录并清除密钥吗？',
    errors: { urlMissing: '请输入 CRM 的地址。', urlShape: '这不是网址，请写成 https://crm.example.com/hook 的形式。', secretMissing: '请输入该地址的签名密钥。', secretShape: '签名密钥以 whsec_ 开头，后面是 base64。' },
  },
  settings: {
    title: '设置', sections: { accounts: '线路', audio: '音频', knowledge: '知识库', crm: 'CRM', privacy: '隐私', language: '语言', colleagues: '同事', links: '电话链接', about: '关于' },
    knowledgeText: '卡片来自一个文章文件夹：Markdown、纯文本、HTML、Word、PDF，或问答表格（CSV）。在其中添加、修改或删除的内容两秒内生效。', starterSet: '入门文章', starterSetText: '一家小型服务企业的示例文章，供起步使用。', folderText: '自动监视更改', articleCount: (count) => `${count} 篇文章`, readingFolder: (done, total) => `正在读取 ${done} / ${total} 个文件`, skippedFiles: (count) => `${count} 个文件无法使用`, chooseFolder: '选择文件夹…', folderChosen: '文件夹已启用。',
    secrets: '密码和密钥',
    storage: { keyring: '由系统密钥环保护', memory: '只保存在内存中', unprotected: '未加密保存' },
    storageText: {
      keyring: '密码和签名密钥使用系统保管的密钥加密。',
      memory: '系统没有密钥环。密码和密钥只保存在内存中，每次启动后需要重新输入。',
      unprotected: '系统没有密钥环，您已允许明文保存。能读取您文件的人也能读到密码。',
    },
    allowUnprotected: '在这台电脑上不加密保存密码', allowUnprotectedText: '重启后无需再次输入，但能读取您文件的人也能读到密码。',
    aboutText: '语音识别、建议和摘要都在这台电脑上运行。本产品只连接您的中继和 CRM。', licence: 'MIT 许可证', components: '组成部分', models: '语音和语言模型各有自己的开源许可证，安装目录中的 models/manifest.json 逐一列明。', languageText: '此窗口使用的语言。',
  },
  engine: {
    title: '语音识别', text: '在这台电脑上运行。大模型错误更少，小模型所需时间约为一半。',
    label: '模型', bySpeed: '这台电脑速度足够运行的最佳模型', unmeasured: '请先等待模型加载。',
    names: { 'moonshine-base-en': 'Moonshine base，英语（大）', 'moonshine-tiny-en': 'Moonshine tiny，英语（小）' },
    inUse: (name) => `正在使用：${name}`,
    shortNames: { 'moonshine-base-en': '大模型', 'moonshine-tiny-en': '小模型' },
    shortReasons: { 'fast-enough': '电脑速度足够', 'too-slow': '这台电脑运行大模型太慢', 'fell-behind': '大模型曾多次落后', 'pinned': '由您选定', 'only-one': '只有它的文件完整' },
    listens: (name, why) => `${name}正在聆听：${why}`,
    reasons: {
      'fast-enough': (share) => `这台电脑速度足够：实测大模型用时为语音时长的 ${share}。`,
      'too-slow': (share) => `这台电脑运行大模型太慢：实测用时为语音时长的 ${share}，超过 25 % 就无法同时处理双方。`,
      'fell-behind': (share) => `使用大模型时转写多次落后，已改用小模型。在该负载下重新测得用时为语音时长的 ${share}。`,
      'pinned': () => '由您选定。',
      'only-one': () => '只有这个模型的文件完整。',
    },
  },
  vocabulary: {
    title: '人名与产品名', text: '听错的词如果读音接近下列名称，会改写成该名称。文章标题中的名称、同事和最近来电者的名字本来就已知。',
    label: '自定义列表', hint: '每行一个名称，按应显示的写法填写。立即生效。', save: '保存', saved: '已保存。',
    tooLong: (start, most) => `“${start}…”超过 ${most} 个字符。请只写名称。`,
  },
  masking: {
    title: '转写中的个人信息', text: '打开的项目会在文字进入屏幕、摘要、记录或 CRM 之前被遮盖。从下一次通话开始生效。',
    kinds: { 'card': '银行卡号和安全码', 'national-id': '身份证件号码', 'birth-date': '出生日期', 'email': '电子邮件地址', 'phone': '电话号码' },
    kindTexts: { 'card': '分几句话念出的号码也会遮盖。', 'national-id': '社会保险、护照、身份证和税务号码。', 'birth-date': '谈到出生日期时。', 'email': '书写的或念出来的。', 'phone': '谈到电话号码时。' },
  },
  audio: {
    title: '音频设备', text: '更改立即生效，通话中也一样。', roles: { microphone: '麦克风', speaker: '通话扬声器', ringer: '铃声扬声器' },
    systemDefault: '跟随系统', systemDefaultIs: (label) => `跟随系统（${label}）`, unplugged: (label) => `${label}（未连接）`, unpluggedText: '当前未连接，暂用系统设备，接回后自动恢复。',
    play: '播放提示音', checkMicrophone: '检查麦克风', stopCheck: '停止', speakNow: '请说话', level: '麦克风音量',
  },
  notices: { label: '通知' },
  failures: zhCnFailures,
};
