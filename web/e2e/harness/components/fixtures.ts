import type { Deadline, ErrorWords, Language, TimelineEvent } from '@ronghe/ui'

/** 15:20 in Shanghai. */
export const NOW = new Date('2025-07-11T07:20:00Z')

const START = new Date('2025-07-10T01:00:00Z')

/** Far off in working days, soon, overdue, paused, and one of which nobody says when it began. */
export const DEADLINES: Deadline[] = [
  { start: START, due: new Date('2025-07-16T09:00:00Z'), workingDaysLeft: 3 },
  { start: START, due: new Date('2025-07-11T08:40:00Z') },
  { start: START, due: new Date('2025-07-11T05:10:00Z') },
  { start: START, due: new Date('2025-07-12T01:00:00Z'), paused: true },
  { due: new Date('2025-07-14T09:00:00Z') },
]

interface Words {
  title: string
  emptyTitle: string
  emptyAdvice: string
  retry: string
  error: ErrorWords
}

export const WORDS: Record<Language, Words> = {
  zh: {
    title: '公共组件',
    emptyTitle: '没有待办工单',
    emptyAdvice: '派给您的工单会出现在这里; 也可以扫描户号查找',
    retry: '刷新',
    error: {
      cause: '该环节已转派给李敏',
      nextStep: '刷新列表; 已录入的内容已送派工员处理',
      supportCode: 'stage-not-yours 0000abcd',
    },
  },
  en: {
    title: 'Shared components',
    emptyTitle: 'No orders waiting',
    emptyAdvice: 'Orders dispatched to you appear here; you can also scan a customer number',
    retry: 'Refresh',
    error: {
      cause: 'This stage was reassigned to Li Min',
      nextStep: 'Refresh the list; what you recorded has gone to the dispatcher',
      supportCode: 'stage-not-yours 0000abcd',
    },
  },
}

export const STORY: Record<Language, TimelineEvent[]> = {
  zh: story('提交装表送电', '到达现场', '退回业务受理', '刘建国', '黄各庄镇西葛村', '身份证照片不清晰, 请重拍'),
  en: story(
    'Installation submitted', 'Arrived on site', 'Application sent back', 'Liu Jianguo', 'Xige village, Huanggezhuang',
    'The photo of the identity card is not legible: take it again',
  ),
}

function story(
  submitted: string, arrived: string, sentBack: string, who: string, where: string, reason: string,
): TimelineEvent[] {
  return [
    {
      id: '3', what: submitted, who, at: new Date('2025-07-11T07:05:00Z'), where, terminal: 'T-0042', offline: true,
      icon: 'upload', meaning: 'running',
    },
    { id: '2', what: arrived, who, at: new Date('2025-07-11T05:50:00Z'), where, icon: 'pin', meaning: 'running' },
    {
      id: '1', what: sentBack, who, at: new Date('2025-07-10T03:10:00Z'), detail: reason, icon: 'return',
      meaning: 'late',
    },
  ]
}
