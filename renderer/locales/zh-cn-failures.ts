import type { FailureCode } from './en-failures.ts';
import type { FailureWords } from './failure-words.ts';

export const zhCnFailures: Record<FailureCode, FailureWords> = {
  // 通话
  'no-account': { what: '还没有可以拨打的线路。', next: '请先设置线路，或启用练习线路。' },
  'not-registered': { what: '线路尚未连接，暂时不能拨打。', next: '请等待状态变为“就绪”，或打开线路查看原因。' },
  'line-busy': { what: '已有通话正在进行。', next: '请先结束当前通话。' },
  'bad-destination': { what: '这不是可以拨打的号码或地址。', next: '请检查是否输错。' },
  'media-failed': { what: '音频通道无法建立。', next: '请重新拨打。' },
  'unknown-call': { what: '这个通话已经结束。', next: '如果接通过，可以在历史记录里找到。' },
  'wrong-state': { what: '通话状态已经变化，这一步无法完成。', next: '请看通话当前的状态。' },
  'dtmf-not-negotiated': { what: '对方在本次通话中不接收按键音。', next: '请直接口述数字。' },
  'no-audio-from-remote': { what: '收不到对方的声音。', next: '请问对方能否听到您；若仍然无声，请挂断重拨。' },
  'no-common-codec': { what: '双方没有共同的音频格式。', next: '请在该线路的高级设置里启用更多编解码器。' },
  'bad-sdp': { what: '对方的音频描述无法识别。', next: '请重试；如果一直如此，请联系线路服务商。' },
  'media-process-gone': { what: '应用的音频部分停止了，正在恢复。', next: '如果对方一直无声，请挂断重拨。' },
  'busy': { what: '对方正忙。', next: '请稍后再拨。' },
  'no-answer': { what: '暂时无人接听。', next: '请稍后再拨。' },
  'declined': { what: '对方拒接了来电。', next: '请稍后再拨。' },
  'not-found': { what: '对方系统里没有这个号码。', next: '请检查号码。' },
  'timeout': { what: '中继没有及时应答。', next: '请检查网络连接后重试。' },
  'call-failed': { what: '通话未能接通。', next: '请重试。' },
  'interrupted': { what: '应用在这次通话中途停止了。', next: '如果有事没说完，请回拨。' },
  // 注册
  'wrong-password': { what: '密码被拒绝。', next: '请按服务商提供的内容重新输入。' },
  'unknown-user': { what: '中继不认识这个用户。', next: '请检查用户名和域名。' },
  'forbidden': { what: '中继不允许这样做。', next: '请检查用户名和密码，或联系服务商。' },
  'password-missing': { what: '没有保存这条线路的密码。', next: '请打开线路并输入密码。' },
  'registrar-unreachable': { what: '中继没有应答。', next: '请检查网络、域名和代理；系统会自动重试。' },
  'unresolvable': { what: '找不到这个域名。', next: '请检查拼写和网络。' },
  'no-route': { what: '这台电脑没有通往中继的网络。', next: '请检查网络连接；系统会自动重试。' },
  'bind-failed': { what: '无法为这条线路打开网络端口。', next: '请检查网络连接，然后重新连接。' },
  'server-failed': { what: '中继自身出现问题。', next: '系统会自动重试。' },
  'registration-failed': { what: '线路未能连接。', next: '请打开线路检查设置。' },
  // 账户
  'unknown-account': { what: '这条线路已不存在。', next: '请选择另一条。' },
  'call-in-progress': { what: '它正在通话中。', next: '请先结束通话。' },
  'transport-not-supported': { what: '暂不支持这种传输方式。', next: '请选择 UDP。' },
  'practice-line-failed': { what: '练习线路无法启动。', next: '端口可能被其他程序占用，请重试。' },
  'practice-line-off': { what: '练习线路没有运行。', next: '请稍等几秒，或在设置里启用。' },
  'unknown-script': { what: '没有这位练习来电者。', next: '请选择另一位。' },
  // 记录与存储
  'store-failed': { what: '无法写入磁盘。', next: '请清理空间或检查文件夹权限后重试。' },
  'store-moved-aside': { what: '数据文件无法读取，已另存，并新建了空文件。', next: '旧文件就在配置文件夹里，与新文件放在一起。' },
  'already-confirmed': { what: '这个通话已经整理完毕。', next: '无需再操作。' },
  'no-keyring': { what: '系统没有密钥环，密码只保存在内存中。', next: '每次启动都要重新输入，除非您允许不加密保存。' },
  // 辅助
  'assist-off': { what: '通话辅助已关闭。', next: '条件允许时会自动恢复。' },
  'model-missing': { what: '缺少模型文件。', next: '请重新运行安装程序获取。' },
  'model-corrupt': { what: '模型文件已损坏。', next: '请重新运行安装程序替换。' },
  'assist-crashed': { what: '通话辅助意外停止，正在重新启动。', next: '恢复后会继续转写。' },
  'knowledge-unreadable': { what: '无法读取知识库。', next: '请在设置里选择另一个文件夹。' },
  'folder-unreadable': { what: '这个文件夹无法使用。', next: '请选择存放 Markdown 文章的文件夹。' },
  'unknown-suggestion': { what: '这张卡片已不在。', next: '请看更新的卡片。' },
  // CRM
  'insecure-url': { what: '这个地址没有加密保护。', next: '请使用 https；本机地址可以用 http。' },
  'bad-secret': { what: '这不是有效的签名密钥。', next: '请重新复制：以 whsec_ 开头，后面是 24 到 64 字节的 base64。' },
  'no-endpoint': { what: '还没有设置 CRM 地址。', next: '请填写并保存。' },
  'no-secret': { what: '缺少签名密钥。', next: '请填写并保存。' },
  'unreachable': { what: 'CRM 没有应答。', next: '请检查地址和网络；记录会排队，稍后再发。' },
  'refused': { what: 'CRM 拒收了记录。', next: '请与 CRM 管理员核对地址和密钥。' },
  // 麦克风
  'microphone-missing': { what: '没有找到麦克风，对方听不到您的声音。', next: '请接上麦克风或耳机。' },
  'microphone-denied': { what: '麦克风未获允许，对方听不到您的声音。', next: '请在系统设置里允许 Sidetone 使用麦克风。' },
  'microphone-failed': { what: '麦克风无法启动，对方听不到您的声音。', next: '请关闭占用它的程序，或重新插拔。' },
  // 界面
  'unexpected': { what: '应用内部出错了。', next: '请重试；如果一直如此，请重启应用。' },
};
