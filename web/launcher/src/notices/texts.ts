import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'notices.page.title': { zh: '通知', en: 'Notices' },
  'notices.page.unread': { zh: '{count} 条未读', en: '{count} unread' },
  'notices.card.open': { zh: '看工单', en: 'Open order' },
  'notices.card.read': { zh: '知道了', en: 'Understood' },
  'notices.empty.title': { zh: '没有通知', en: 'No notices' },
  'notices.empty.advice': {
    zh: '转派、取消、催办、退回等变化会通知到这里',
    en: 'Reassigned, cancelled, urged or sent back: you will be told here',
  },
})
