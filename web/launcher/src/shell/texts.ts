import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'shell.tabs.label': { zh: '主要页面', en: 'Main pages' },
  'shell.tabs.waiting': { zh: '{count} 项', en: '{count} {count|item|items}' },
  'shell.tab.today': { zh: '今日', en: 'Today' },
  'shell.tab.apps': { zh: '应用', en: 'Apps' },
  'shell.tab.outbox': { zh: '待传', en: 'Outbox' },
  'shell.tab.notices': { zh: '通知', en: 'Notices' },
  'shell.tab.me': { zh: '我的', en: 'Me' },
})
