import type { enLearning } from './en-learning.ts';

export const zhCnLearning: typeof enLearning = {
  title: '学习', text: '在助手判断错误或没有把握的地方，告诉它来电者的真实意图。它只在这台电脑上学习。',
  queue: {
    title: '待查看', progress: (at, of) => `第 ${at} 条，共 ${of} 条`, loading: '正在查看最近四周的通话…',
    empty: '没有待查看的内容', emptyText: '助手没有把握的话、您忽略的卡片和您手动的搜索，会在通话后出现在这里。',
    done: '全部看完了', again: '重新查看', undo: '撤销', later: '稍后', unusable: '无法使用', none: '都不是', other: '其他意图', choose: '请选择…', openCall: '打开通话',
    keys: '按键：1 到 5 选择意图，0 都不是，X 无法使用，L 稍后，U 撤销。',
    reason: {
      'dismissed-card': (title) => `您忽略了卡片“${title}”`, 'searched': (query) => `您搜索了“${query}”`,
      'unsure': (percent) => `助手没有把握（${percent} %）`, 'sample': () => '每二十句抽查一句',
    },
    heard: (label) => `通话中识别为：${label}`, heardNone: '通话中没有识别出意图',
  },
  learn: {
    title: '从中学习', waiting: (toLearn, heldOut) => `${toLearn} 个判断可供学习；另有 ${heldOut} 个留作检验。`,
    nothing: '还没有可供学习的判断。', deed: '现在学习', running: '正在学习并比较…',
    adopted: (count) => `已从 ${count} 个判断中学习，现已启用。`, refused: '未采用：结果会比现在使用的更差。',
    figures: '正确回答', before: '之前', after: '之后', heldOut: '未见过的判断', regression: '原本正确的内容', ofCount: (right, count) => `${count} 个中 ${right} 个`,
    confusions: '互相混淆', truth: '实际意图', answer: '被识别为', times: '次数（之前与之后）', noConfusions: '没有混淆。',
    history: '以前的学习', adoption: (count, day) => `${day}：${count} 个判断`, rollBack: '撤回',
    rollBackTitle: '撤回这次学习？', rollBackText: '助手会忘记那次学到的内容。您的判断会保留，可以再次学习。',
  },
  weeks: {
    title: '每周情况', accuracy: '抽查正确率', rejection: '未识别意图', cards: '使用的卡片', week: '周起始日', calls: '通话', noData: '无数据', empty: '图表从您的第一次通话开始。',
  },
  errors: { title: '错误日志', empty: '还没有错误。', wrong: (heard, truth) => `识别为：${heard}，实际：${truth}`, dismissed: (title) => `已忽略：${title}`, searched: (title) => `手动搜索，找到：${title}`, searchedNothing: '手动搜索，没有找到', poorSummary: '摘要评价为差' },
  correct: '更正意图', correctLabel: '实际意图', unlabel: '不作判断',
};
