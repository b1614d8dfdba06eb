import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'outbox.page.title': { zh: '待上传', en: 'Outbox' },
  'outbox.page.count': { zh: '{count} 项', en: '{count} {count|item|items}' },
  'outbox.page.export': { zh: '导出', en: 'Export' },
  'outbox.page.day_end': { zh: '收工检查', en: "Day's end" },

  'outbox.card.order_gone': { zh: '工单已不在本机', en: 'The order has left this device' },
  'outbox.card.made': { zh: '{relative} · {exact}', en: '{relative} · {exact}' },
  'outbox.card.files': { zh: '{count} 个文件, {size}', en: '{count} {count|file|files}, {size}' },
  'outbox.card.no_files': { zh: '没有文件', en: 'No files' },
  'outbox.card.sent': { zh: '文件已传 {percent}', en: '{percent} of the files sent' },
  'outbox.card.attempts': { zh: '已试 {count} 次', en: 'Tried {count} {count|time|times}' },
  'outbox.card.withdraw': { zh: '取回修改', en: 'Take back' },
  'outbox.card.retry': { zh: '再发一次', en: 'Send again' },

  'outbox.empty.title': { zh: '没有待上传的内容', en: 'Nothing waits to be sent' },
  'outbox.empty.advice': {
    zh: '录入的内容在平台确认收到之前会列在这里',
    en: 'What you record is listed here until the platform has confirmed it',
  },
})
